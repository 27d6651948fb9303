import { fitUSL } from './fit.ts';
import type { Counts, TestResult, Tier, Usl } from './types.ts';

/** No tier is planned to be busier than this: the knee of the curve is before the ceiling. */
export const target = 0.65;
/** `data` is shared by all, and every node more costs the others something: it may be run closer to its ceiling. */
const dataTarget = 0.85;

/** Nodes for a load: by ratio where nodes share nothing, along the curve for `data`; one may crash at any time. */
export function blueprint(load: number, results: readonly TestResult[]): Counts {
  return {
    web: Math.ceil(load / (each('web', results) * target)) + 1,
    shop: Math.ceil(load / (each('shop', results) * target)) + 1,
    data: dataNodes(load, fitUSL(results.filter(({ tier }) => tier === 'data'))),
  };
}

/** What one node of a tier does. */
export function each(tier: Tier, results: readonly TestResult[]): number {
  return Math.max(...results.filter((one) => one.tier === tier).map(({ n, x }) => x / n));
}

/** The fewest that carry the load, and none beyond the peak of the curve: there every node more takes away. */
function dataNodes(load: number, usl: Usl): number {
  const most = Math.floor(Math.sqrt((1 - usl.sigma) / usl.kappa));
  for (let n = 1; n < most; n++) if (throughput(n, usl) * dataTarget >= load) return n;
  return most;
}

function throughput(n: number, { gamma, sigma, kappa }: Usl): number {
  return (gamma * n) / (1 + sigma * (n - 1) + kappa * n * (n - 1));
}
