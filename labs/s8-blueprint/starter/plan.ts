import type { Counts, TestResult, Tier } from './types.ts';

/** How many nodes a load takes, if each did what one alone does. */
export function blueprint(load: number, results: readonly TestResult[]): Counts {
  const nodes = (tier: Tier): number => {
    const test = results.find((one) => one.tier === tier);
    return test === undefined ? 1 : Math.ceil((load * test.n) / test.x);
  };
  return { web: nodes('web'), shop: nodes('shop'), data: nodes('data') };
}
