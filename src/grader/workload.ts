/**
 * What the clients do, as data. An operation is handed to a driver process of the world at its instant; the driver
 * calls the learner's function and tells what came of it by `observe({ kind: 'answered', operation: id, answer })`.
 *
 * The driver receives `{ kind: 'operation', id, fn, args }` inside the operation's own conversation, and should start
 * one process for each, so that one slow call does not hold up the next.
 */
import type { Data } from './data.ts';
import type { Draw } from './draw.ts';
import type { ServerName } from './fault.ts';

/** One thing that one client asks for. */
export interface Operation {
  /** Unique in the run, e.g. `order-17`. It is also the tag of its conversation. */
  readonly id: string;
  readonly atMs: number;
  /** What is asked, in the lab's words: `placeOrder`, `sendVote`. */
  readonly fn: string;
  readonly args: Data;
  /** The world process that carries it out. */
  readonly driver: ServerName;
}

/** Makes the operations that arrive at the given instants. */
export type OperationMaker = (index: number, draw: Draw) => Omit<Operation, 'atMs'>;

/** Exactly `count` operations at independent uniform instants: a Poisson process, given how many arrive. */
export function scattered(
  options: { readonly count: number; readonly fromMs: number; readonly untilMs: number },
  draw: Draw,
  make: OperationMaker,
): Operation[] {
  const instants = Array.from({ length: options.count }, () =>
    draw.between(options.fromMs, options.untilMs),
  );
  return operationsAt(instants, draw, make);
}

/** Poisson arrivals at a rate, or at a rate that changes in time (by thinning of `ratePerS`, the highest rate). */
export function poisson(
  options: {
    readonly ratePerS: number;
    readonly fromMs: number;
    readonly untilMs: number;
    /** Share of `ratePerS` at an instant, 0 to 1. */
    readonly shape?: (atMs: number) => number;
  },
  draw: Draw,
  make: OperationMaker,
): Operation[] {
  const instants: number[] = [];
  const gapMs = 1000 / options.ratePerS;
  let atMs = options.fromMs + draw.exponential(gapMs);
  while (atMs < options.untilMs) {
    if (options.shape === undefined || draw.chance(options.shape(atMs))) instants.push(atMs);
    atMs += draw.exponential(gapMs);
  }
  return operationsAt(instants, draw, make);
}

/** One operation every so often, beginning at `fromMs`. */
export function regular(
  options: { readonly everyMs: number; readonly fromMs: number; readonly untilMs: number },
  draw: Draw,
  make: OperationMaker,
): Operation[] {
  const count = Math.max(0, Math.ceil((options.untilMs - options.fromMs) / options.everyMs));
  const instants = Array.from(
    { length: count },
    (_, index) => options.fromMs + index * options.everyMs,
  );
  return operationsAt(instants, draw, make);
}

/** Operations at instants of your own. */
export function operationsAt(
  instants: readonly number[],
  draw: Draw,
  make: OperationMaker,
): Operation[] {
  const inOrder = instants.map(toMicroseconds).sort((left, right) => left - right);
  const operations: Operation[] = [];
  for (const [index, atMs] of inOrder.entries()) {
    operations.push({ ...make(index, draw.of(index)), atMs });
  }
  return operations;
}

/** Whole microseconds: they print short and are exact nanoseconds. */
function toMicroseconds(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
