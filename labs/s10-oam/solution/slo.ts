/** The error budget of check-out: how fast it burns, and when somebody has to know. */
import type { BurnRule, CountSeries } from './types.ts';

/** How many times faster than allowed the budget burnt in the last `windowMin` minutes; 1 uses it up in thirty days. */
export function burn(s: CountSeries, t: number, windowMin: number, slo: number): number {
  const { total, bad } = s.sum(t - windowMin + 1, t);
  // Requests are summed, not ratios: a minute counts by how many it served.
  return total === 0 ? 0 : bad / total / (1 - slo);
}

/**
 * The long window says that it matters: 2, 5 and 10 % of the month's budget are gone. The short one says that it is
 * still going on, so that a page ends when the trouble does.
 */
export const burnRules: readonly BurnRule[] = [
  { name: 'fast', longMin: 60, shortMin: 5, burn: 14.4, tells: 'page' },
  { name: 'slow', longMin: 360, shortMin: 30, burn: 6, tells: 'page' },
  { name: 'leak', longMin: 4_320, shortMin: 360, burn: 1, tells: 'ticket' },
];
