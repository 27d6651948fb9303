// Differs: four burn rules, with a ticket of a day before the one of three days.
import type { BurnRule, CountSeries } from './types.ts';

/** How many times faster than allowed the budget burnt in the last `windowMin` minutes. */
export function burn(s: CountSeries, t: number, windowMin: number, slo: number): number {
  const { total, bad } = s.sum(t - windowMin + 1, t);
  return total === 0 ? 0 : bad / (total * (1 - slo));
}

/** The four of the SRE workbook: 2, 5, 10 and 10 % of the budget. */
export const burnRules: readonly BurnRule[] = [
  { name: 'hour', longMin: 60, shortMin: 5, burn: 14.4, tells: 'page' },
  { name: 'six hours', longMin: 360, shortMin: 30, burn: 6, tells: 'page' },
  { name: 'day', longMin: 1_440, shortMin: 120, burn: 3, tells: 'ticket' },
  { name: 'three days', longMin: 4_320, shortMin: 360, burn: 1, tells: 'ticket' },
];
