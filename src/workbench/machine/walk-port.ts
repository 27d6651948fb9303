/**
 * What the time machine needs of a run that can be walked through. The labs' walks come out of the sandbox; a figure
 * in a chapter may bring one of its own.
 */
import type { Deed, RunDescription, RunTrace, WalkEnd } from '#grader/walk.ts';
import type { Stopped } from '#grader/verdict.ts';
import type { Moment } from '#runtime/moment.ts';

/** A message as a deed names it. */
export type MessageIdentity = Extract<Deed, { kind: 'drop' }>['message'];

interface Halted {
  readonly kind: 'stopped';
  readonly stopped: Stopped;
}

export interface WalkPort {
  readonly trace: RunTrace;
  readonly end: WalkEnd;
  /** What was run: enough to run it again. */
  readonly run: RunDescription;
  /** False if it did not come out as it was expected to; null if nothing was expected. */
  readonly isExpected: boolean | null;
  /** The state after a step, if it is at hand. */
  peek(step: number): Moment | null;
  /** The state after a step, replayed if need be. */
  moment(step: number): Promise<{ readonly kind: 'moment'; readonly moment: Moment } | Halted>;
  /** The run as it goes on after something was changed. */
  fork(
    change: { readonly step: number; readonly deed: Deed },
    listen: object,
    signal: AbortSignal,
  ): Promise<{ readonly kind: 'walk'; readonly walk: WalkPort } | Halted>;
}

/** Questions about traces, answered where traces are made. */
export interface WalkTools {
  /** The step after which a message must be changed for the change to tell. */
  readonly forkStep: (
    trace: RunTrace,
    at: { readonly event: number; readonly message: number },
  ) => number;
  readonly messageIdentity: (trace: RunTrace, message: number) => MessageIdentity;
  /** Where two runs part; null if they do not. */
  readonly divergence: (one: RunTrace, other: RunTrace) => { readonly event: number } | null;
}
