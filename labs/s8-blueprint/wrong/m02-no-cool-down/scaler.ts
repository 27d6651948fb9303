import { blueprint } from './plan.ts';
import type { Counts, Metrics60s, NodeName, Scaling, TestResult } from './types.ts';

/** What is ordered now serves 20 s from now, and is asked for every 5 s. */
const lookAheadS = 25;

const meanS = 10;

/** Both tiers follow one estimate of the demand, through the blueprint: neither waits to be hurt by the other. */
export function scale(m: Metrics60s, now: Counts, results: readonly TestResult[]): Scaling {
  const want = blueprint(expected(m.rate), results);
  const drain: NodeName[] = [];
  const add = { web: 0, shop: 0 };
  for (const tier of ['web', 'shop'] as const) {
    const excess = now[tier] - want[tier];
    add[tier] = Math.max(0, -excess);
    const spare = Math.max(0, excess);
    const nodes = m.nodes.filter((node) => node.tier === tier);
    if (spare > 0) drain.push(...nodes.slice(-spare).map(({ name }) => name));
  }
  return { add, drain };
}

/** The rate when what is ordered now will serve: ten seconds’ mean, and up its slope. */
function expected(rate: readonly number[]): number {
  const last = mean(rate.slice(-meanS));
  const before = rate.length < 2 * meanS ? last : mean(rate.slice(-2 * meanS, -meanS));
  return last + Math.max(0, (last - before) / meanS) * lookAheadS;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
