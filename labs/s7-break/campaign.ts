/**
 * The campaign: the learner's plans are played against every design, and the learner's judge says what it makes of each
 * run. All designs are judged first; then the codes follow in the order of the table.
 */
import {
  examination,
  type Examination,
  type Finding,
  type Learner,
  type RunRecord,
  type RunTable,
} from '#grader/index.ts';
import { judgedBy, planOf } from './checker.ts';
import { Coverage } from './coverage.ts';
import { exposedFinding, ninthFinding, quietFinding, smallFinding } from './findings.ts';
import { ledger } from './ledger.ts';
import { replayFinding, sameFinding, shrunkFinding } from './pursuit-findings.ts';
import { graderFaults } from './plan-faults.ts';
import { shrunkBy, type Failure, type Shrunk } from './shrinking.ts';
import { houseJudge, stretchTargets, targets } from './targets.ts';
import { historyOfRun, type Target } from './worlds.ts';
import type { Fault, Violation } from './world/types.ts';

/** A run of the campaign. */
export interface Trial {
  /** Counts from 1. */
  readonly number: number;
  readonly seed: number;
  readonly size: number;
  readonly faults: readonly Fault[];
  readonly violation: Violation;
}

/** What came of a campaign against one design. */
export interface Attacked {
  readonly target: Target;
  readonly runs: number;
  /** The first run that the learner's judge rejected. */
  readonly rejected: (Trial & { readonly record: RunRecord }) | null;
  /** The first run that broke the ledger, and the learner's judge was content. */
  readonly overlooked: Trial | null;
  /** The run with the most events. */
  readonly largest: { readonly seed: number; readonly events: number };
}

/** A counterexample, and what became of it. */
export interface Pursued {
  readonly attacked: Attacked;
  readonly first: Trial;
  /** How many of ten plans made again are the plan; and the first that is not. */
  readonly replayed: number;
  readonly otherPlan: readonly Fault[] | null;
  readonly shrunk: Shrunk | null;
}

/** So many runs more for a judge that has overlooked one. */
const blindRuns = 40;
export const replaysMax = 10;
/** More happens only in a run whose plan is a flood. */
export const eventsMax = 2_000;

/** How long a campaign goes on against a design that stands. */
export interface Patience {
  readonly flawed: number;
  /** A judge that sees what is not there sees it soon. */
  readonly sound: number;
}

/** The campaign as a part of the run sheet. */
export function campaign(
  id: string,
  patience: Patience,
  choice: Examination['seeds'],
): Examination {
  return examination({
    id,
    codes: ['X-1', 'X-2', 'X-3', 'X-4', 'X-5', 'X-6'],
    ...(choice !== undefined && { seeds: choice }),
    about: ({ cause }) =>
      cause.startsWith('shrink')
        ? { file: 'shrink.ts', name: 'shrink' }
        : { file: 'campaign.ts', name: 'generate' },
    *examine(...[learner, , seed, runs]) {
      const coverage = new Coverage();
      const table: Attacked[] = [];
      for (const [index, target] of targets.entries()) {
        const runsMax = target.isSound ? patience.sound : patience.flawed;
        const base = seed * 100_000 + (index + 1) * 1_000;
        table.push(yield* attack({ learner, runs, coverage }, { target, base, runsMax }));
      }
      const first = [exposedFinding(table, coverage), quietFinding(table), smallFinding(table)];
      if (first.some(({ breach }) => breach !== null)) return [...first, ...unchecked];
      const pursued: Pursued[] = [];
      for (const attacked of table) {
        const { rejected } = attacked;
        if (rejected !== null) pursued.push(yield* pursue(learner, runs, attacked));
      }
      return [...first, replayFinding(pursued), shrunkFinding(pursued), sameFinding(pursued)];
    },
  });
}

/** The design beyond the eight: what it takes is rare. */
export function ninth(id: string, runsMax: number, choice: Examination['seeds']): Examination {
  return examination({
    id,
    codes: ['X-8'],
    ...(choice !== undefined && { seeds: choice }),
    about: () => ({ file: 'campaign.ts', name: 'generate' }),
    *examine(...[learner, , seed, runs]) {
      const coverage = new Coverage();
      const table: Attacked[] = [];
      for (const target of stretchTargets) {
        const base = seed * 100_000 + 9_000;
        table.push(yield* attack({ learner, runs, coverage }, { target, base, runsMax }));
      }
      return [ninthFinding(table)];
    },
  });
}

/** A checker that misses a flaw, or sees one where there is none, has nothing to shrink yet. */
const unchecked: readonly Finding[] = ['X-4', 'X-5', 'X-6'].map((code) => {
  return { code, checked: 0, worst: null, badness: 0, breach: null };
});

interface Attackers {
  readonly learner: Learner;
  readonly runs: RunTable;
  readonly coverage: Coverage;
}

function* attack(
  { learner, runs, coverage }: Attackers,
  {
    target,
    base,
    runsMax,
  }: { readonly target: Target; readonly base: number; readonly runsMax: number },
): Generator<void, Attacked> {
  let largest = { seed: base, events: 0 };
  let overlooked: Trial | null = null;
  for (let number = 1; number <= runsMax; number += 1) {
    const seed = base + number;
    const size = sizeOf(number);
    const faults = planOf(learner, seed, size);
    const end = yield* runs.play({ world: target.world, seed, faults: graderFaults(faults) });
    // A run ends early only when it floods: no code of the learner's runs in it.
    const events = end.kind === 'ran' ? end.record.events : end.events;
    if (events > largest.events) largest = { seed, events };
    if (end.kind === 'stopped')
      return { target, runs: number, rejected: null, overlooked, largest };
    const { record } = end;
    const history = historyOfRun(record);
    coverage.add(history, faults, record);
    const trial = { number, seed, size, faults };
    const [violation] = judgedBy(learner, history, ledger);
    if (violation !== undefined) {
      return {
        target,
        runs: number,
        rejected: { ...trial, violation, record },
        overlooked,
        largest,
      };
    }
    if (!target.isSound && overlooked === null) {
      const [missed] = houseJudge(history);
      if (missed !== undefined) overlooked = { ...trial, violation: missed };
    }
    // A judge that is blind to this flaw stays so.
    if (overlooked !== null && number - overlooked.number >= blindRuns) {
      return { target, runs: number, rejected: null, overlooked, largest };
    }
    yield;
  }
  return { target, runs: runsMax, rejected: null, overlooked, largest };
}

/** Two to eight: small plans show one thing at a time, large ones show what happens together. */
function sizeOf(number: number): number {
  return 2 + ((number - 1) % 7);
}

/** Makes the plan of a counterexample again, and has it shrunk. */
function* pursue(learner: Learner, runs: RunTable, attacked: Attacked): Generator<void, Pursued> {
  const { target, rejected: first } = attacked;
  if (first === null) throw new Error('only what was rejected is pursued');
  const text = JSON.stringify(first.faults);
  let otherPlan: readonly Fault[] | null = null;
  let replayed = 0;
  for (let time = 0; time < replaysMax; time += 1) {
    const plan = planOf(learner, first.seed, first.size);
    if (JSON.stringify(plan) === text) replayed += 1;
    else otherPlan ??= plan;
  }
  const { record, seed, faults, violation } = first;
  const failure: Failure = { target, seed, faults, ops: historyOfRun(record).ops, violation };
  // What does not come back cannot be shrunk.
  const shrunk = otherPlan === null ? yield* shrunkBy(learner, runs, failure) : null;
  return { attacked, first, replayed, otherPlan, shrunk };
}
