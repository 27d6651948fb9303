/**
 * Shrinking: the fewest operations, faults and turns out of order that still break the same code for the same cause.
 *
 * 1. Focus: only the operations that broke it, if they do without the others; every later run is then a small one.
 * 2. Families of faults, from the last of the plan to the first: what the failure does not need goes. The plan of a
 *    lab is written from the plainest fault to the strangest, so of several ways to break, the plainest stays, and
 *    the same mistake shrinks to the same story whatever the seed.
 * 3. The plan is made concrete, and the big cuts are tried: only the operations the breach names, only what struck
 *    their messages, and no longer than until the breach.
 * 4. Delta debugging (`ddmin.ts`) over operations and faults together, until none can be spared.
 * 5. The schedule: first come, first served if that does; else as few turns out of order as do, by the same delta
 *    debugging over the switches of the run that broke (`switches.ts`).
 * 6. Parameters: earlier, shorter and rounder, where the failure stays (`simplify.ts`).
 *
 * Every candidate is a run. Chance hangs on identities, so leaving one thing out moves nothing else.
 */
import { ddmin } from './ddmin.ts';
import type { Fault } from './fault.ts';
import { concrete, familyOf } from './plan.ts';
import { Search, type Candidate, type Failure, type ShrinkBudget, type Trial } from './search.ts';
import { simplify } from './simplify.ts';
import { SwitchNoter, type Switch } from './switches.ts';
import type { Operation } from './workload.ts';

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
  yield* dropSchedule(search);
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
  yield* fewerSwitches(search);
  yield* simplify(search);
  return { ...search.best, runs: search.runs, minimal: minimal && !search.isSpent };
}

type Part = { readonly operation: Operation } | { readonly fault: Fault };

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

/** Leaves out the parts that the failure does not need. True if that was finished. */
function* minimise<P>(
  search: Search,
  parts: readonly P[],
  toCandidate: (kept: readonly P[]) => Candidate,
): Generator<void, boolean> {
  const tried = (some: readonly P[]) => search.try(toCandidate(some));
  const { minimal } = yield* ddmin(parts, tried, () => search.isSpent);
  return minimal;
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

/** First come, first served, if it breaks like that: then there is nothing to say about the schedule. */
function* dropSchedule(search: Search): Generator<void, boolean> {
  const { scheduler, ...plainest } = search.best.candidate;
  return scheduler === undefined || (yield* search.try(plainest));
}

/** As few turns out of order as the failure needs. */
function* fewerSwitches(search: Search): Generator<void, void> {
  if (yield* dropSchedule(search)) return;
  const { candidate } = search.best;
  // The run to start from may have been judged without its choices being kept.
  const failure =
    search.best.failure.schedule === null ? yield* search.look(candidate) : search.best.failure;
  if (failure === null) return;
  const switches = yield* switchesOf({ candidate, failure }, (one) => search.look(one));
  const { scheduler: _, ...rest } = candidate;
  const withSwitches = (kept: readonly Switch[]): Candidate => ({
    ...rest,
    scheduler: { kind: 'switched', switches: kept },
  });
  const isSame = yield* search.try(withSwitches(switches));
  if (isSame) yield* minimise(search, switches, withSwitches);
}

/** The turns out of order of a run, found by following its recorded choices once more. */
export function* switchesOf(
  run: { readonly candidate: Candidate; readonly failure: Failure },
  look: (candidate: Candidate) => Generator<void, unknown>,
): Generator<void, readonly Switch[]> {
  const { scheduler } = run.candidate;
  if (scheduler === undefined || scheduler === 'round-robin') return [];
  if (scheduler !== 'random' && scheduler.kind === 'switched') return scheduler.switches;
  const noter = new SwitchNoter(run.failure.schedule ?? []);
  yield* look({ ...run.candidate, scheduler: { kind: 'chosen', by: noter } });
  return noter.switches;
}
