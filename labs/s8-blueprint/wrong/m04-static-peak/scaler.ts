import { blueprint } from './plan.ts';
import type { Counts, Metrics60s, Scaling, TestResult } from './types.ts';

/** The busiest second of last year, and a little. */
const peak = 2_600;

/** What the peak takes is there from the beginning, and stays. */
export function scale(_m: Metrics60s, now: Counts, results: readonly TestResult[]): Scaling {
  const want = blueprint(peak, results);
  const add = { web: Math.max(0, want.web - now.web), shop: Math.max(0, want.shop - now.shop) };
  return { add, drain: [] };
}
