/**
 * Shrinking: the fewest operations and faults that still break the same code for the same cause.
 *
 * 1. Focus: only the operations that broke it, if they do without the others; every later run is then a small one.
 * 2. Families of faults, from the last of the plan to the first: what the failure does not need goes. The plan of a
 *    lab is written from the plainest fault to the strangest, so of several ways to break, the plainest stays, and
 *    the same mistake shrinks to the same story whatever the seed.
 * 3. The plan is made concrete, and the big cuts are tried: only the operations the breach names, only what struck
 *    their messages, and no longer than until the breach.
 * 4. Delta debugging (Zeller and Hildebrandt, "Simplifying and Isolating Failure-Inducing Input", 2002) over
 *    operations and faults together, until none can be spared.
 * 5. Parameters: earlier, shorter and rounder, where the failure stays.
 *
 * Every candidate is a run. Chance hangs on identities, so leaving one thing out moves nothing else.
 */
import type { SchedulerSpec } from '#runtime/scheduler.ts';
import type { Fault } from './fault.ts';
import type { Found } from './invariant.ts';
import { concrete, familyOf } from './plan.ts';
import type { Struck } from './record.ts';
import type { Operation } from './workload.ts';

/** What shrinking works on. */
export interface Candidate {
  readonly operations: readonly Operation[];
  readonly faults: readonly Fault[];
  readonly untilMs: number;
  /** Who runs next among those that can; first come, first served if left out. */
  readonly scheduler?: SchedulerSpec;
}

/** A run that broke the code that is being shrunk. */
export interface Failure {
  readonly breach: Found;
  /** Further breaches of the same cause. */
  readonly others: readonly Found[];
  readonly struck: readonly Struck[];
  /** Events of the run. */
  readonly events: number;
  readonly traceHash: string;
}

/** Runs a candidate: its failure of the same code and cause, or null with the events it took. */
export type Trial = (
  candidate: Candidate,
) => Generator<void, Failure | { readonly breach: null; readonly events: number }>;

export interface ShrinkBudget {
  readonly runsMax: number;
  readonly eventsMax: number;
}
const shrinkBudget: ShrinkBudget = { runsMax: 400, eventsMax: 1_500_000 };

export interface Shrunk {
  readonly candidate: Candidate;
  readonly failure: Failure;
  readonly runs: number;
  /** True if taking away any one operation or fault was tried and made the failure go. */
  readonly minimal: boolean;
}

/** Shrinks a failing run. `keepLoad` leaves the workload whole and works on the faults alone. */
export function* shrink(
  start: { readonly candidate: Candidate; readonly failure: Failure },
  trial: Trial,
  options: { readonly keepLoad: boolean; readonly budget?: ShrinkBudget },
): Generator<void, Shrunk> {
  const search = new Search(start, trial, options.budget ?? shrinkBudget);
  if (!options.keepLoad) yield* focus(search);
  yield* dropFamilies(search);
  let minimal = true;
  if (options.keepLoad) {
    minimal = yield* minimise(
      search,
      search.best.candidate.faults.map((fault) => ({ fault })),
      (parts) => ({
        ...search.best.candidate,
        faults: parts.map((part) => part.fault),
      }),
    );
  } else {
    yield* cut(search);
    const { operations, faults } = search.best.candidate;
    const parts: Part[] = [
      ...operations.map((operation) => ({ operation })),
      ...faults.map((fault) => ({ fault })),
    ];
    minimal = yield* minimise(search, parts, (kept) => assemble(kept, search.best.candidate));
  }
  yield* simplify(search);
  return { ...search.best, runs: search.runs, minimal: minimal && !search.isSpent };
}

type Part = { readonly operation: Operation } | { readonly fault: Fault };

/** The smallest failing run so far, and what the search may still spend. */
class Search {
  best: { readonly candidate: Candidate; readonly failure: Failure };
  runs = 0;
  #events = 0;
  readonly #trial: Trial;
  readonly #budget: ShrinkBudget;

  constructor(
    start: { readonly candidate: Candidate; readonly failure: Failure },
    trial: Trial,
    budget: ShrinkBudget,
  ) {
    this.best = start;
    this.#trial = trial;
    this.#budget = budget;
  }

  get isSpent(): boolean {
    return this.runs >= this.#budget.runsMax || this.#events >= this.#budget.eventsMax;
  }

  /** Runs the candidate; if it fails like the first one, it is the best from now on. */
  *try(candidate: Candidate): Generator<void, boolean> {
    if (this.isSpent) return false;
    this.runs++;
    yield;
    const end = yield* this.#trial(candidate);
    this.#events += end.events;
    if (end.breach === null) return false;
    this.best = { candidate, failure: end };
    return true;
  }
}

/** Only what broke: the operations of all breaches, and no longer than until the last of them. */
function* focus(search: Search): Generator<void, void> {
  const { candidate, failure } = search.best;
  const suspects = [failure.breach, ...failure.others];
  const tags = new Set(suspects.flatMap((breach) => breach.tags));
  const operations = candidate.operations.filter((operation) => tags.has(operation.id));
  if (operations.length === 0 || operations.length === candidate.operations.length) return;
  const untilMs = Math.max(...suspects.map((breach) => breach.atMs));
  const isFocused = yield* search.try({ ...candidate, operations, untilMs });
  if (!isFocused) yield* search.try({ ...candidate, operations });
}

function* dropFamilies(search: Search): Generator<void, void> {
  const families = [...new Set(search.best.candidate.faults.map(familyOf))].toReversed();
  for (const family of families) {
    const { candidate } = search.best;
    const faults = candidate.faults.filter((fault) => familyOf(fault) !== family);
    yield* search.try({ ...candidate, faults });
  }
}

function* cut(search: Search): Generator<void, void> {
  const { candidate, failure } = search.best;
  const { breach, struck } = failure;
  const faults = concrete(candidate.faults, struck, breach.atMs);
  const [firstTag] = breach.tags;
  const cuts = [
    { tags: firstTag === undefined ? [] : [firstTag], faults },
    { tags: breach.tags, faults },
    { tags: breach.tags, faults: candidate.faults },
  ];
  let isCut = false;
  for (const { tags, faults: all } of cuts) {
    const operations = candidate.operations.filter((operation) => tags.includes(operation.id));
    if (operations.length === 0 && candidate.operations.length > 0) continue;
    const near = all.filter((fault) => isAbout(fault, tags));
    isCut = yield* search.try({ ...candidate, operations, faults: near });
    if (!isCut && near.length < all.length)
      isCut = yield* search.try({ ...candidate, operations, faults: all });
    if (isCut) break;
  }
  if (!isCut) yield* search.try({ ...candidate, faults });
  // The breach may have moved: run no longer than it takes.
  const { atMs } = search.best.failure.breach;
  if (atMs < search.best.candidate.untilMs)
    yield* search.try({ ...search.best.candidate, untilMs: atMs });
}

/** True unless the fault names a message of another conversation. */
function isAbout(fault: Fault, tags: readonly string[]): boolean {
  if ('match' in fault)
    return typeof fault.match.tag !== 'string' || tags.includes(fault.match.tag);
  if ('at' in fault && typeof fault.at !== 'number') {
    const { tag } = fault.at.match;
    return typeof tag !== 'string' || tags.includes(tag);
  }
  return true;
}

/** Delta debugging over parts, then one by one until nothing can go. True if that was finished. */
function* minimise<P>(
  search: Search,
  parts: readonly P[],
  toCandidate: (kept: readonly P[]) => Candidate,
): Generator<void, boolean> {
  let kept = parts;
  let chunks = 2;
  while (kept.length > 0) {
    if (search.isSpent) return false;
    const size = Math.ceil(kept.length / chunks);
    let isSmaller = false;
    // From the end: what came later is less likely to matter.
    for (let end = kept.length; end > 0 && !isSmaller; end -= size) {
      const rest = [...kept.slice(0, Math.max(0, end - size)), ...kept.slice(end)];
      if (yield* search.try(toCandidate(rest))) {
        kept = rest;
        isSmaller = true;
      }
    }
    if (isSmaller) chunks = Math.max(2, Math.min(chunks - 1, kept.length));
    else if (size === 1) return !search.isSpent;
    else chunks = Math.min(kept.length, chunks * 2);
  }
  return true;
}

function assemble(
  parts: readonly Part[],
  rest: Omit<Candidate, 'operations' | 'faults'>,
): Candidate {
  const operations: Operation[] = [];
  const faults: Fault[] = [];
  for (const part of parts) {
    if ('operation' in part) operations.push(part.operation);
    else faults.push(part.fault);
  }
  return { ...rest, operations, faults };
}

/** Plainer faults and rounder times, each kept only if the failure stays. */
function* simplify(search: Search): Generator<void, void> {
  const { scheduler, ...plainest } = search.best.candidate;
  if (scheduler !== undefined) yield* search.try(plainest);
  for (const id of search.best.candidate.faults.map((fault) => fault.id)) {
    for (const plainer of simplifications) {
      const { candidate } = search.best;
      const faults = candidate.faults.map((fault) => (fault.id === id ? plainer(fault) : fault));
      if (faults.every((fault, index) => fault === candidate.faults[index])) continue;
      yield* search.try({ ...candidate, faults });
    }
  }
  if (search.best.candidate.operations.length <= operationsMovedMax) yield* moveToStart(search);
}

/** A workload of more operations has a rhythm of its own, which moving would not make easier to read. */
const operationsMovedMax = 5;
/** When the first operation of a story starts, if it can. */
const firstMs = 100;

/** Lets the first operation start early and at a round instant, and everything else that much earlier. */
function* moveToStart(search: Search): Generator<void, void> {
  const { candidate, failure } = search.best;
  const [first] = candidate.operations;
  if (first === undefined) return;
  for (const toMs of [firstMs, rounded(first.atMs)]) {
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

const simplifications: readonly ((fault: Fault) => Fault)[] = [
  // A crash from which nothing comes back is one event less to tell.
  (fault) => {
    if (fault.kind !== 'crash' || fault.backAfterMs === undefined) return fault;
    const { backAfterMs: _, ...rest } = fault;
    return rest;
  },
  (fault) => {
    if (fault.kind !== 'kill' || !('count' in fault.process) || fault.process.count === 1)
      return fault;
    return { ...fault, process: { ...fault.process, count: 1 } };
  },
  (fault) =>
    'forMs' in fault && fault.forMs !== undefined
      ? { ...fault, forMs: rounded(fault.forMs) }
      : fault,
  (fault) => (fault.kind === 'delay' ? { ...fault, byMs: rounded(fault.byMs) } : fault),
];

function movedOperation(operation: Operation, byMs: number): Operation {
  return { ...operation, atMs: wholeMs(operation.atMs + byMs) };
}

function movedFault(fault: Fault, byMs: number): Fault {
  if (fault.kind === 'poison')
    return { ...fault, operation: movedOperation(fault.operation, byMs) };
  if (!('at' in fault) || typeof fault.at !== 'number') return fault;
  return { ...fault, at: wholeMs(fault.at + byMs) };
}

function wholeMs(ms: number): number {
  return Math.max(0, Math.round(ms));
}

/** To tenths of a second, or to whole milliseconds where that would be nothing. */
function rounded(ms: number): number {
  const tenths = Math.round(ms / 100) * 100;
  return tenths > 0 ? tenths : Math.max(1, Math.round(ms));
}
