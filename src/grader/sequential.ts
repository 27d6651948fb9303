/**
 * Is there one order of all operations that explains every answer and keeps each session's own order? That is
 * sequential consistency (Lamport, "How to Make a Multiprocessor Computer That Correctly Executes Multiprocess
 * Programs", 1979). Unlike linearizability it lets a session see the past, as long as nobody can tell; and it is not
 * local: objects that are each sequentially consistent may not be so together, so the model holds all of them.
 *
 * An operation that was never answered may have happened at any time after those before it in its session, or not.
 */
import {
  explain,
  stepsMaxDefault,
  unexplained,
  type HistoryCall,
  type HistoryEnd,
  type Next,
  type SequentialModel,
} from './history-search.ts';
import { check, judgedWhole, type Check, type CheckOptions } from './invariant.ts';
import type { RunRecord } from './record.ts';

/** One operation, and whose it was. The operations of a session come one after the other. */
export interface SessionCall<Input> extends HistoryCall<Input> {
  readonly session: string;
}

/** Checks a history. Steps count configurations visited. */
export function checkSequential<State, Input>(
  model: SequentialModel<State, Input>,
  calls: readonly SessionCall<Input>[],
  stepsMax = stepsMaxDefault,
): HistoryEnd {
  const inOrder = calls.toSorted((left, right) => left.startedMs - right.startedMs);
  // To forget answers makes a history easier to explain.
  const knownAt = (endMs: number): SessionCall<Input>[] => forgotten(inOrder, endMs);
  return explain(model, inOrder, { stepsMax, next: nextOf(inOrder), knownAt });
}

/** The history with only those answers that had come by then; what had not begun yet may come, as it may in truth. */
function forgotten<Input>(
  calls: readonly SessionCall<Input>[],
  endMs: number,
): SessionCall<Input>[] {
  return calls.map((call) =>
    call.endedMs !== null && call.endedMs > endMs ? { ...call, endedMs: null } : call,
  );
}

/** A call may come when all calls before it in its session that were answered have come. */
function nextOf<Input>(inOrder: readonly SessionCall<Input>[]): Next<Input> {
  const before = inOrder.map(({ session }, index) =>
    inOrder.slice(0, index).flatMap((other, at) => (other.session === session ? [at] : [])),
  );
  return (calls, done, from) => {
    for (let index = from; index < calls.length; index++) {
      if (done[index] !== 0) continue;
      const isNext = (before[index] ?? []).every(
        (at) => done[at] !== 0 || calls[at]?.endedMs === null,
      );
      if (isNext) return index;
    }
    return -1;
  };
}

/**
 * The whole history is sequentially consistent. Broken by the first answer that nothing explains.
 *
 * @example
 * sequential({
 *   code: 'D-6', model: { initial: 0, apply: (seen, wrote: number | null) => wrote === null ? { state: seen, output: seen } : { state: wrote, output: 'ok' } },
 *   of: (record) => record.calls.map(({ operation, startedMs, endedMs, answer }) =>
 *     ({ id: operation.id, session: operation.driver.node, startedMs, endedMs, input: null, answer })),
 *   name: (id) => id,
 * })
 */
export function sequential<State, Input>(
  options: CheckOptions & {
    /** All objects together. */
    readonly model: SequentialModel<State, Input>;
    readonly of: (record: RunRecord) => readonly SessionCall<Input>[];
    /** An operation in the lab's words. */
    readonly name: (id: string, record: RunRecord) => string;
    /** Configurations that the search may visit; 1,000,000 if left out. */
    readonly stepsMax?: number;
  },
): Check {
  return check({
    ...options,
    judge: (record) => {
      const calls = options.of(record);
      const end = checkSequential(options.model, calls, options.stepsMax);
      // A history that is too entangled to be decided is no breach, and nothing was checked.
      if (end.kind === 'undecided') return { checked: 0, worst: null, badness: 0, breach: null };
      if (end.kind === 'explained') return judgedWhole(calls.length, null, options);
      const { culprit, atMs } = end;
      const near = calls.filter(({ id, startedMs }) => id === culprit || startedMs <= atMs);
      const operation = options.name(culprit, record);
      const breach = unexplained(end, near, { operation, cause: 'not sequentially consistent' });
      return judgedWhole(calls.length, breach, options);
    },
  });
}
