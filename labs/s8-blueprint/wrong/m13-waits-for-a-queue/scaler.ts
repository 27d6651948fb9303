import type { Counts, Metrics60s, NodeName, Scaling, TestResult } from './types.ts';

const idleBelow = 0.5;

/** While requests wait for a tier it gets one node after the other; when it was idle for a minute, one goes. */
export function scale(m: Metrics60s, now: Counts, _results: readonly TestResult[]): Scaling {
  const add = { web: 0, shop: 0 };
  const drain: NodeName[] = [];
  for (const tier of ['web', 'shop'] as const) {
    const nodes = m.nodes.filter((node) => node.tier === tier);
    const [newest] = nodes.toReversed();
    const isBooting = now[tier] > nodes.length;
    if ((m.queue[tier].at(-1) ?? 0) > 0) add[tier] = isBooting ? 0 : 1;
    else if (Math.max(...m.cpu[tier]) < idleBelow && nodes.length > 2 && newest !== undefined) {
      drain.push(newest.name);
    }
  }
  return { add, drain };
}
