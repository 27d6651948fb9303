/** What the reader has seen so far, and how it is put into words. */
import type { Outcome, Recovery } from './outcome.ts';
import type { Policy, Second } from './scene.ts';

/** One run that the reader has seen. */
export interface Run {
  readonly policy: Policy;
  readonly seed: number;
  readonly seconds: readonly Second[];
  readonly outcome: Outcome;
  /** Null for the run that was there from the start, and for repetitions. */
  readonly predicted: Recovery | null;
}

/** A prediction in words. */
export const sayRecovery: Readonly<Record<Recovery, string>> = {
  'at once': 'at once',
  later: 'after a while',
  never: 'not in 50 s',
};

/** How long it took. */
export function sayRecovered({ recoveredAfterS }: Outcome): string {
  if (recoveredAfterS === null) return 'not in 50 s';
  return recoveredAfterS === 0 ? 'at once' : `${recoveredAfterS} s`;
}
