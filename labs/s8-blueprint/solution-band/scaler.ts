// Differs: a straight line through the last 30 s, and no timer: what is too much is only what is too much for a fifth more load.
import { blueprint } from './plan.ts';
import type { Counts, Metrics60s, NodeName, Scaling, TestResult } from './types.ts';

const aheadS = 25;
const windowS = 30;
/** Nodes go only if those left would carry so much more than is expected. */
const band = 1.18;

/** Both tiers follow the line; between “too few” and “too many” nothing is done. */
export function scale(m: Metrics60s, now: Counts, results: readonly TestResult[]): Scaling {
  const load = expected(m.rate.slice(-windowS));
  const least = blueprint(load, results);
  const most = blueprint(load * band, results);
  const drain: NodeName[] = [];
  const add = { web: 0, shop: 0 };
  for (const tier of ['web', 'shop'] as const) {
    add[tier] = Math.max(0, least[tier] - now[tier]);
    const [newest] = m.nodes.filter((node) => node.tier === tier).toReversed();
    if (now[tier] > most[tier] && newest !== undefined) drain.push(newest.name);
  }
  return { add, drain };
}

/** Least squares through (second, rate), drawn on to when an order would serve; falling rates are believed later. */
function expected(rate: readonly number[]): number {
  const n = rate.length;
  const middle = (n - 1) / 2;
  const mean = rate.reduce((sum, value) => sum + value, 0) / Math.max(1, n);
  const spread = rate.reduce((sum, _, index) => sum + (index - middle) ** 2, 0);
  const common = rate.reduce((sum, value, index) => sum + (index - middle) * value, 0);
  const slope = spread === 0 ? 0 : common / spread;
  return mean + Math.max(0, slope) * (middle + aheadS);
}
