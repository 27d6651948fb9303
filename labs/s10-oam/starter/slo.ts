import type { BurnRule, CountSeries } from './types.ts';

/** How many times faster than allowed the error budget burnt in the last `windowMin` minutes. */
export function burn(s: CountSeries, t: number, windowMin: number, slo: number): number {
  // Only the last minute counts, whatever the window.
  const { total, bad } = s.sum(t, t);
  return total === 0 ? 0 : bad / total / (1 - slo);
}

/** More than two per cent of errors in a minute, and somebody is woken. */
export const burnRules: readonly BurnRule[] = [
  { name: 'errors', longMin: 1, shortMin: 1, burn: 20, tells: 'page' },
];
