import type { Counts, TestResult, Tier } from './types.ts';

/** No tier is planned to be busier than this: the knee of the curve is before the ceiling. */
export const target = 0.65;
/** Nodes for a load: by ratio where nodes share nothing, along the curve for `data`; one may crash at any time. */
export function blueprint(load: number, results: readonly TestResult[]): Counts {
  return {
    web: Math.ceil(load / (each('web', results) * target)) + 1,
    shop: Math.ceil(load / (each('shop', results) * target)) + 1,
    // Everybody waits for data, so there shall be plenty of it.
    data: 12,
  };
}

/** What one node of a tier does. */
export function each(tier: Tier, results: readonly TestResult[]): number {
  return Math.max(...results.filter((one) => one.tier === tier).map(({ n, x }) => x / n));
}
