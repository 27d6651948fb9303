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
import {
  explain,
  stepsMaxDefault,
  unexplained,
  type HistoryCall,
  type HistoryEnd,
  type SequentialModel,
} from './history-search.ts';
import { check, judgedWhole, type Check, type CheckOptions } from './invariant.ts';
import type { RunRecord } from './record.ts';

/** Checks one object's history. Steps count configurations visited. */
export function checkHistory<State, Input>(
  model: SequentialModel<State, Input>,
  calls: readonly HistoryCall<Input>[],
  stepsMax = stepsMaxDefault,
): HistoryEnd {
  const knownAt = (endMs: number): HistoryCall<Input>[] => truncate(calls, endMs);
  return explain(model, calls, { stepsMax, next: nextCandidate, knownAt });
}

/** Checks a history of several objects, each by itself. */
export function checkPartitioned<State, Input>(
  model: SequentialModel<State, Input>,
  calls: readonly (HistoryCall<Input> & { readonly partition: string })[],
  stepsMax = stepsMaxDefault,
): HistoryEnd {
  const partitions = new Map<string, HistoryCall<Input>[]>();
  for (const call of calls) {
    const known = partitions.get(call.partition);
    if (known === undefined) partitions.set(call.partition, [call]);
    else known.push(call);
  }
  let steps = 0;
  const order: string[] = [];
  let violated: Extract<HistoryEnd, { kind: 'violated' }> | null = null;
  let isUndecided = false;
  for (const part of partitions.values()) {
    const end = checkHistory(model, part, Math.max(0, stepsMax - steps));
    steps += end.steps;
    if (end.kind === 'undecided') isUndecided = true;
    else if (end.kind === 'explained') order.push(...end.order);
    else if (violated === null || end.atMs < violated.atMs) violated = end;
  }
  if (violated !== null) return { ...violated, steps };
  return isUndecided ? { kind: 'undecided', steps } : { kind: 'explained', order, steps };
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
      if (end.kind === 'explained') return judgedWhole(calls.length, null, options);
      const { culprit, atMs } = end;
      // Whatever touched the same object until then took part.
      const object = calls.find(({ id }) => id === culprit)?.partition;
      const near = calls.filter((one) => one.partition === object && one.startedMs <= atMs);
      const operation = options.name(culprit, record);
      const breach = unexplained(end, near, { operation, cause: 'not linearizable' });
      return judgedWhole(calls.length, breach, options);
    },
  });
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
