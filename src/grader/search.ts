/** The search for a smaller failing run: what it works on, the best so far, and what it may still spend. */
import type { Fault } from './fault.ts';
import type { Found } from './invariant.ts';
import type { Struck } from './record.ts';
import type { ScheduleSpec } from './switches.ts';
import type { Operation } from './workload.ts';

/** What shrinking works on. */
export interface Candidate {
  readonly operations: readonly Operation[];
  readonly faults: readonly Fault[];
  readonly untilMs: number;
  /** Who runs next among those that can; first come, first served if left out. */
  readonly scheduler?: ScheduleSpec;
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
  /** Ids of the processes chosen among several, where the schedule is not first come, first served. */
  readonly schedule: readonly number[] | null;
}

/** Runs a candidate: its failure of the same code and cause, or null with the events it took. */
export type Trial = (
  candidate: Candidate,
) => Generator<void, Failure | { readonly breach: null; readonly events: number }>;

/** How much a search may run. */
export interface ShrinkBudget {
  readonly runsMax: number;
  readonly eventsMax: number;
}

/** The smallest failing run so far, and what the search may still spend. */
export class Search {
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
    const failure = yield* this.look(candidate);
    if (failure === null) return false;
    this.best = { candidate, failure };
    return true;
  }

  /** Runs the candidate and only looks whether it fails like the first one. */
  *look(candidate: Candidate): Generator<void, Failure | null> {
    if (this.isSpent) return null;
    this.runs++;
    yield;
    const end = yield* this.#trial(candidate);
    this.#events += end.events;
    return end.breach === null ? null : end;
  }
}
