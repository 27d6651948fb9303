/**
 * The learner's pure functions, called from outside any process. Every call is bounded in steps, its arguments and
 * its result are copies, and whatever goes wrong is an outcome, never an exception.
 */
import type { SourcePlace } from './verdict.ts';

export type LearnerOutcome =
  | { readonly kind: 'returned'; readonly value: unknown }
  /** It threw, or gave back something that cannot be copied. */
  | { readonly kind: 'threw'; readonly message: string; readonly place: SourcePlace | null }
  /** It took more steps than allowed. */
  | { readonly kind: 'endless'; readonly place: SourcePlace | null }
  | { readonly kind: 'missing' };

/** What an examination sees of the learner's files. */
export interface Learner {
  /** A copy of an exported value. */
  value(file: string, name: string): LearnerOutcome;
  /** Calls an exported function that is not async. */
  call(file: string, name: string, ...args: readonly unknown[]): LearnerOutcome;
}
