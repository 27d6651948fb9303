/**
 * Is there one order of all operations that explains every answer and keeps each session's own order? That is
 * sequential consistency (Lamport, "How to Make a Multiprocessor Computer That Correctly Executes Multiprocess
 * Programs", 1979). Unlike linearizability it lets a session see the past, as long as nobody can tell; and it is not
 * local: objects that are each sequentially consistent may not be so together, so the model holds all of them.
 *
 * An operation that was never answered may have happened at any time after those before it in its session, or not.
 */
import { assert } from './assert.ts';
import { canonical } from './data.ts';
import {
  possibleAnswers,
  search,
  type HistoryCall,
  type Next,
  type SequentialModel,
} from './history-search.ts';
import { check, type Check, type CheckOptions } from './invariant.ts';
import type { RunRecord } from './record.ts';

/** One operation, and whose it was. The operations of a session come one after the other. */
export interface SessionCall<Input> extends HistoryCall<Input> {
  readonly session: string;
}

export type Sequential =
  /** `order`: ids in an order that explains the answers. */
  | { readonly kind: 'sequential'; readonly order: readonly string[]; readonly steps: number }
  /** The answers that had come before that of `culprit` can be explained; with it they cannot. */
  | {
      readonly kind: 'violated';
      readonly culprit: string;
      readonly atMs: number;
      readonly expected: readonly unknown[];
      readonly steps: number;
    }
  /** The budget of steps was spent. */
  | { readonly kind: 'undecided'; readonly steps: number };

/** Checks a history. Steps count configurations visited. */
export function checkSequential<State, Input>(
  model: SequentialModel<State, Input>,
  calls: readonly SessionCall<Input>[],
  stepsMax = 1_000_000,
): Sequential {
  const inOrder = calls.toSorted((left, right) => left.startedMs - right.startedMs);
  const next = nextOf(inOrder);
  let steps = 0;
  const explain = (known: readonly SessionCall<Input>[]) => {
    const end = search(model, known, { stepsMax: stepsMax - steps, next });
    steps += end.steps;
    return end;
  };
  const whole = explain(inOrder);
  if (whole.kind === 'found') return { kind: 'sequential', order: whole.order, steps };
  if (whole.kind === 'spent') return { kind: 'undecided', steps };

  // To forget answers makes a history easier to explain, so the first that cannot be is found by bisection.
  const ends = inOrder
    .flatMap(({ id, endedMs }) => (endedMs === null ? [] : [{ id, endedMs }]))
    .sort((left, right) => left.endedMs - right.endedMs);
  let right = 0;
  let wrong = ends.length - 1;
  while (right < wrong) {
    const middle = (right + wrong) >> 1;
    const end = explain(knownAt(inOrder, ends[middle]?.endedMs ?? 0));
    if (end.kind === 'spent') return { kind: 'undecided', steps };
    if (end.kind === 'found') right = middle + 1;
    else wrong = middle;
  }
  const last = ends[wrong];
  const culprit = inOrder.find(({ id }) => id === last?.id);
  assert(last !== undefined && culprit !== undefined, 'a history without answers is explained');
  const known = knownAt(inOrder, last.endedMs);
  const expected = possibleAnswers(model, known, { culprit, stepsMax, next });
  return { kind: 'violated', culprit: culprit.id, atMs: last.endedMs, expected, steps };
}

/** The history with only those answers that had come by then; what had not begun yet may come, as it may in truth. */
function knownAt<Input>(calls: readonly SessionCall<Input>[], endMs: number): SessionCall<Input>[] {
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
      if (end.kind === 'sequential')
        return { checked: calls.length, worst: '0 exceptions', badness: 0, breach: null };
      const { culprit, atMs, expected } = end;
      const call = calls.find(({ id }) => id === culprit);
      const others = calls.filter(({ id, startedMs }) => id !== culprit && startedMs <= atMs);
      return {
        checked: calls.length,
        worst: '1 exception',
        badness: 1,
        breach: {
          atMs,
          expected: expected.map(canonical).join(' or ') || 'another history',
          observed: canonical(call?.answer),
          operation: options.name(culprit, record),
          tags: [culprit, ...others.map(({ id }) => id)],
          cause: 'not sequentially consistent',
        },
      };
    },
  });
}
