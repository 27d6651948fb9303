// Differs: no estimate of the demand; each tier keeps its own CPU at three fifths. While no tier is full, all see the demand.
import type { Counts, Metrics60s, NodeName, Scaling, TestResult } from './types.ts';

/** The head-room is what a lost zone takes, and what the demand grows by while a node boots. */
const busyAt = 0.6;
const coolDownS = 60;
const everyS = 5;
const meanS = 15;

/** For how long a tier has had too many. */
const idleS = { web: 0, shop: 0 };

/** Nodes that serve, times how busy they are, is work; divided by how busy they should be, it is nodes. */
export function scale(m: Metrics60s, now: Counts, _results: readonly TestResult[]): Scaling {
  const add = { web: 0, shop: 0 };
  const drain: NodeName[] = [];
  for (const tier of ['web', 'shop'] as const) {
    const nodes = m.nodes.filter((node) => node.tier === tier);
    const want = Math.ceil((nodes.length * mean(m.cpu[tier].slice(-meanS))) / busyAt) + 1;
    add[tier] = Math.max(0, want - now[tier]);
    idleS[tier] = want < now[tier] ? idleS[tier] + everyS : 0;
    if (idleS[tier] <= coolDownS) continue;
    idleS[tier] = 0;
    drain.push(...nodes.slice(want - now[tier]).map(({ name }) => name));
  }
  return { add, drain };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
