/**
 * Is a history of concurrent operations one that a single, instantaneous object could have produced?
 *
 * The search is Wing and Gong's ("Testing and Verifying Concurrent Objects", 1993) with Lowe's memory of
 * configurations already seen ("Testing for Linearizability", 2017): pick an operation that had begun before any
 * other had ended, apply it to the model, and go on; step back when no operation fits. A history of independent
 * objects (keys) is checked key by key, which is sound (Herlihy and Wing 1990, locality) and far cheaper.
 *
 * An operation that was never answered may have happened at any time after it began, or not at all.
 */
import { assert } from './assert.ts';
import { canonical } from './data.ts';
import {
  possibleAnswers,
  search,
  type HistoryCall,
  type SearchEnd,
  type SequentialModel,
} from './history-search.ts';
import { check, type Check, type CheckOptions, type Found } from './invariant.ts';
import type { RunRecord } from './record.ts';

export type Linearizability =
  /** `order`: ids in an order that explains the answers. */
  | { readonly kind: 'linearizable'; readonly order: readonly string[]; readonly steps: number }
  /**
   * No order explains the answers up to and including that of `culprit`; one explains those before it, in which the
   * model would have answered `expected` at best.
   */
  | {
      readonly kind: 'violated';
      readonly culprit: string;
      readonly atMs: number;
      readonly expected: readonly unknown[];
      readonly steps: number;
    }
  /** The budget of steps was spent. */
  | { readonly kind: 'undecided'; readonly steps: number };

/** Checks one object's history. Steps count configurations visited. */
export function checkHistory<State, Input>(
  model: SequentialModel<State, Input>,
  calls: readonly HistoryCall<Input>[],
  stepsMax = 1_000_000,
): Linearizability {
  let steps = 0;
  const tryUntil = (endMs: number): SearchEnd => {
    const end = search(model, truncate(calls, endMs), {
      stepsMax: stepsMax - steps,
      next: nextCandidate,
    });
    steps += end.steps;
    return end;
  };
  const whole = tryUntil(Number.POSITIVE_INFINITY);
  if (whole.kind === 'found') return { kind: 'linearizable', order: whole.order, steps };
  if (whole.kind === 'spent') return { kind: 'undecided', steps };

  // A history stays wrong however it goes on, so the first answer that cannot be explained is found by bisection.
  const ends = calls
    .filter((call) => call.endedMs !== null)
    .sort((left, right) => endOf(left) - endOf(right));
  let right = 0;
  let wrong = ends.length - 1;
  while (right < wrong) {
    const middle = (right + wrong) >> 1;
    const end = tryUntil(endOf(ends[middle]));
    if (end.kind === 'spent') return { kind: 'undecided', steps };
    if (end.kind === 'found') right = middle + 1;
    else wrong = middle;
  }
  const culprit = ends[wrong];
  assert(culprit !== undefined, 'a history without answers is linearizable');
  const known = truncate(calls, endOf(culprit));
  const expected = possibleAnswers(model, known, { culprit, stepsMax, next: nextCandidate });
  return { kind: 'violated', culprit: culprit.id, atMs: endOf(culprit), expected, steps };
}

/** Checks a history of several objects, each by itself. */
export function checkPartitioned<State, Input>(
  model: SequentialModel<State, Input>,
  calls: readonly (HistoryCall<Input> & { readonly partition: string })[],
  stepsMax = 1_000_000,
): Linearizability {
  const partitions = new Map<string, HistoryCall<Input>[]>();
  for (const call of calls) {
    const known = partitions.get(call.partition);
    if (known === undefined) partitions.set(call.partition, [call]);
    else known.push(call);
  }
  let steps = 0;
  const order: string[] = [];
  let violated: Extract<Linearizability, { kind: 'violated' }> | null = null;
  let isUndecided = false;
  for (const part of partitions.values()) {
    const end = checkHistory(model, part, Math.max(0, stepsMax - steps));
    steps += end.steps;
    if (end.kind === 'undecided') isUndecided = true;
    else if (end.kind === 'linearizable') order.push(...end.order);
    else if (violated === null || end.atMs < violated.atMs) violated = end;
  }
  if (violated !== null) return { ...violated, steps };
  return isUndecided ? { kind: 'undecided', steps } : { kind: 'linearizable', order, steps };
}

/**
 * The history of each object is one that a single, instantaneous object could have produced. Broken by the first
 * answer that nothing explains.
 *
 * @example
 * linearizable({
 *   code: 'D-5', model: { initial: 1, apply: (left) => left > 0 ? { state: left - 1, output: 'ok' } : { state: left, output: 'sold_out' } },
 *   of: (record) => record.asked('buy').map(({ operation, startedMs, endedMs, answer }) =>
 *     ({ id: operation.id, partition: 'last copy', startedMs, endedMs, input: null, answer })),
 *   name: (id) => id,
 * })
 */
export function linearizable<State, Input>(
  options: CheckOptions & {
    readonly model: SequentialModel<State, Input>;
    /** `partition` names the object, whose history is independent of all others. */
    readonly of: (
      record: RunRecord,
    ) => readonly (HistoryCall<Input> & { readonly partition: string })[];
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
      const end = checkPartitioned(options.model, calls, options.stepsMax);
      // A history that is too entangled to be decided is no breach, and nothing was checked.
      if (end.kind === 'undecided') return { checked: 0, worst: null, badness: 0, breach: null };
      const isBroken = end.kind === 'violated';
      return {
        checked: calls.length,
        worst: isBroken ? '1 exception' : '0 exceptions',
        badness: isBroken ? 1 : 0,
        breach: isBroken ? unexplained(end, calls, (id) => options.name(id, record)) : null,
      };
    },
  });
}

/** The breach of an answer that no order explains; whatever touched the same object until then took part. */
function unexplained<Input>(
  { culprit, atMs, expected }: Extract<Linearizability, { kind: 'violated' }>,
  calls: readonly (HistoryCall<Input> & { readonly partition: string })[],
  name: (id: string) => string,
): Found {
  const call = calls.find(({ id }) => id === culprit);
  const near = calls.filter((one) => one.partition === call?.partition && one.startedMs <= atMs);
  return {
    atMs,
    expected:
      expected.length === 0
        ? 'another history'
        : expected.map((one) => canonical(one)).join(' or '),
    observed: canonical(call?.answer),
    operation: name(culprit),
    tags: [culprit, ...near.map(({ id }) => id).filter((id) => id !== culprit)],
    cause: 'not linearizable',
  };
}

/** The history as it was known at `endMs`: later operations had not begun, later answers had not come. */
function truncate<Input>(
  calls: readonly HistoryCall<Input>[],
  endMs: number,
): HistoryCall<Input>[] {
  const known: HistoryCall<Input>[] = [];
  for (const call of calls) {
    if (call.startedMs > endMs) continue;
    const isOpen = call.endedMs === null || call.endedMs > endMs;
    known.push(isOpen ? { ...call, endedMs: null } : call);
  }
  return known.sort((left, right) => left.startedMs - right.startedMs);
}

/** The first call at or after `from` that is not done and began before every other open one had ended; else -1. */
function nextCandidate<Input>(
  calls: readonly HistoryCall<Input>[],
  done: Uint8Array,
  from: number,
): number {
  let firstEndMs = Number.POSITIVE_INFINITY;
  for (const [index, call] of calls.entries()) {
    if (done[index] === 0 && call.endedMs !== null) firstEndMs = Math.min(firstEndMs, call.endedMs);
  }
  for (let index = from; index < calls.length; index++) {
    const call = calls[index];
    if (call === undefined || call.startedMs > firstEndMs) return -1;
    if (done[index] === 0) return index;
  }
  return -1;
}

function endOf<Input>(call: HistoryCall<Input> | undefined): number {
  return call?.endedMs ?? Number.POSITIVE_INFINITY;
}
