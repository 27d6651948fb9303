/**
 * The learner's pure functions, called from outside any process. Every call is bounded in steps, its arguments and
 * its result are copies, and whatever goes wrong is an outcome, never an exception.
 */
import type { Declared } from './lab.ts';
import type { SourcePlace, Stopped } from './verdict.ts';

export type LearnerOutcome =
  | { readonly kind: 'returned'; readonly value: unknown }
  /** It threw, or gave back something that cannot be copied. */
  | { readonly kind: 'threw'; readonly message: string; readonly place: SourcePlace | null }
  /** It took more steps than allowed. */
  | { readonly kind: 'endless'; readonly place: SourcePlace | null }
  | { readonly kind: 'missing' }
  /** A function of ours that it called wants time: see `Suspension`. */
  | { readonly kind: 'suspended' };

/** What an examination sees of the learner's files. */
export interface Learner {
  /** A copy of an exported value. */
  value(file: string, name: string): LearnerOutcome;
  /** Calls an exported function that is not async. */
  call(file: string, name: string, ...args: readonly unknown[]): LearnerOutcome;
  /** The same, with a word about how. */
  callWith(call: LearnerCall): LearnerOutcome;
  /** Where a file declares an export: for a check that knows which one decided. Null where nobody knows. */
  placeOf(file: string, name: string): SourcePlace | null;
}

/** A call that is not quite like others. */
export interface LearnerCall {
  readonly file: string;
  readonly name: string;
  readonly args: readonly unknown[];
  /** Steps that it may take; 5,000,000 if left out. */
  readonly stepsMax?: number;
  /** True: `random()`, `now()` and the like of 'nines' answer. Else to use them is a mistake. */
  readonly runtime?: boolean;
}

/**
 * Thrown by a function of ours that a learner's function has called: the call is given up without a trace, as `suspended`.
 * Whoever made it does what takes long in slices of its own, keeps the result, and makes the call again: this time
 * the answer is there at once. So a learner's function that asks for a thousand runs never blocks the worker.
 */
export class Suspension extends Error {}

/** Thrown by an examination that cannot go on without what the learner's function should have given. */
export class LearnerFailed extends Error {
  readonly stop: Pick<Stopped, 'code' | 'message' | 'remedy' | 'place'>;
  /** The export that it is about: its line is shown where no other is known. */
  readonly about: Declared | null;

  constructor(stop: LearnerFailed['stop'], about: Declared | null = null) {
    super(stop.message);
    this.stop = stop;
    this.about = about;
  }
}
