/**
 * The last part of shrinking: what is left is told more easily if its faults are plainer, its times rounder, and if it
 * begins at once.
 */
import { movedFault, movedOperation, rounded } from './moved.ts';
import type { Search } from './search.ts';
import { simplerBy, simplerNumbers } from './simpler.ts';

/** A workload of more operations has a rhythm of its own, which moving would not make easier to read. */
const operationsMovedMax = 5;
/** When the first operation of a story starts, if it can. */
const firstMs = 100;
/** Clocks of labs beat in parts of this. */
const beatMs = 10_000;

/** Plainer faults and rounder times, each kept only if the failure stays. */
export function* simplify(search: Search): Generator<void, void> {
  for (const id of search.best.candidate.faults.map((fault) => fault.id)) {
    const fault = search.best.candidate.faults.find((one) => one.id === id);
    if (fault === undefined) continue;
    for (const index of simplerBy(fault).keys()) yield* simplifyFault(search, id, index);
  }
  if (search.best.candidate.operations.length > operationsMovedMax) return;
  yield* moveToStart(search);
  yield* closeGaps(search);
}

/** One parameter of one fault: the first of its simpler values with which the failure stays. */
function* simplifyFault(
  search: Search,
  id: string | undefined,
  index: number,
): Generator<void, void> {
  const { candidate } = search.best;
  const fault = candidate.faults.find((one) => one.id === id);
  if (fault === undefined) return;
  for (const simpler of simplerBy(fault)[index] ?? []) {
    const faults = candidate.faults.map((one) => (one.id === id ? simpler : one));
    if (yield* search.try({ ...candidate, faults })) return;
  }
}

/** Operations that follow sooner, and after a round pause. */
function* closeGaps(search: Search): Generator<void, void> {
  for (let index = 1; index < search.best.candidate.operations.length; index++) {
    const { candidate } = search.best;
    const before = candidate.operations[index - 1];
    const next = candidate.operations[index];
    if (before === undefined || next === undefined) return;
    const gapMs = next.atMs - before.atMs;
    for (const pauseMs of simplerNumbers(gapMs)) {
      const byMs = pauseMs - gapMs;
      if (byMs >= 0) continue;
      const operations = candidate.operations.map((operation, at) =>
        at < index ? operation : movedOperation(operation, byMs),
      );
      const faults = candidate.faults.map((fault) =>
        'at' in fault && typeof fault.at === 'number' && fault.at >= next.atMs
          ? movedFault(fault, byMs)
          : fault,
      );
      if (yield* search.try({ ...candidate, operations, faults })) break;
    }
  }
}

/** Lets the first operation start early and at a round instant, and everything else that much earlier. */
function* moveToStart(search: Search): Generator<void, void> {
  const { candidate, failure } = search.best;
  const [first] = candidate.operations;
  if (first === undefined) return;
  // What waits for the beat of a clock breaks at the same place in the beat.
  for (const toMs of [firstMs, rounded(first.atMs % beatMs), rounded(first.atMs)]) {
    if (toMs > first.atMs) continue;
    const byMs = toMs - first.atMs;
    const operations = candidate.operations.map((operation) => movedOperation(operation, byMs));
    const faults = candidate.faults.map((fault) => movedFault(fault, byMs));
    // A little more than before, for what waits for the next beat of a clock; and a round end.
    const untilMs =
      failure.breach.atMs < candidate.untilMs
        ? candidate.untilMs
        : Math.ceil((candidate.untilMs + byMs) / 1000 + 1) * 1000;
    const isMoved = yield* search.try({ ...candidate, operations, faults, untilMs });
    if (!isMoved) continue;
    const { atMs } = search.best.failure.breach;
    if (atMs < untilMs) yield* search.try({ ...search.best.candidate, untilMs: atMs });
    return;
  }
}
