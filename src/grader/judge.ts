/**
 * One part of the run sheet for one seed: the scenario is drawn and run, or the examination made, and its checks say
 * what they make of it. What follows from that, a verdict's table or a count, is the business of whoever asked.
 */
import { assert } from './assert.ts';
import { Draw } from './draw.ts';
import { Examiner } from './examine.ts';
import { wholeOf } from './explain.ts';
import type { Found, Judgement } from './invariant.ts';
import type {
  Examination,
  Finding,
  FoundRun,
  LabGrader,
  RunTable,
  SheetItem,
  TrialRun,
  World,
} from './lab.ts';
import { LearnerFailed } from './learner.ts';
import { numbered } from './plan.ts';
import { findProblems } from './plan-problems.ts';
import type { LabProgram } from './program.ts';
import type { RunRecord } from './record.ts';
import type { Play, RunEnd } from './run.ts';
import type { Scenario } from './scenario.ts';
import type { Candidate } from './search.ts';
import type { CheckPlace, Violation } from './table.ts';
import { reportLengthMax, type RunReport, type ShownTable, type Stopped } from './verdict.ts';

/** What is needed to judge a program. */
export interface Bar {
  readonly lab: LabGrader;
  readonly program: LabProgram;
  readonly play: Play;
  /** Only the first breach is wanted: a world that can tell breaks off there. */
  readonly isHasty?: boolean;
}

/** A violation and what it was found in. */
export interface Culprit {
  readonly violation: Violation;
  /** What ran; null for an examination that shows none. */
  readonly run: BrokenRun | null;
  /** Null for a world. */
  readonly finding: Finding | null;
}

/** A run that broke something, and the whole scenario of its world and seed. */
interface BrokenRun {
  readonly record: RunRecord;
  readonly scenario: Scenario;
  readonly candidate: Candidate;
}

/** What one check or one finding says. */
export interface Opinion {
  readonly place: CheckPlace;
  readonly code: string;
  readonly judgement: Judgement;
  /** Null if nothing broke. */
  readonly culprit: Culprit | null;
}

export type Judged =
  | {
      readonly kind: 'judged';
      /** Null for an examination. */
      readonly record: RunRecord | null;
      readonly opinions: readonly Opinion[];
      /** What a run or an examination wants to be seen. */
      readonly tables: readonly ShownTable[];
      /** The runs that an examination has played, in order. */
      readonly trials: readonly Pick<RunRecord, 'events' | 'traceHash'>[];
      /** What a world reports of its run. */
      readonly report: RunReport | null;
    }
  | StoppedEnd;

interface StoppedEnd {
  readonly kind: 'stopped';
  readonly stopped: Stopped;
}

/** Judges a program by one part of the sheet. Yields now and then. */
export function* judge(bar: Bar, item: SheetItem, seed: number): Generator<void, Judged> {
  return item.kind === 'world'
    ? yield* judgeWorld(bar, item, seed)
    : yield* judgeExamination(bar, item, seed);
}

function* judgeWorld(
  { lab, program, play, isHasty = false }: Bar,
  world: World,
  seed: number,
): Generator<void, Judged> {
  const scenario = scenarioOf(lab, world, { seed, program });
  const breaksOff = isHasty ? world.breaksOff?.(scenario) : undefined;
  const order = { world, scenario, seed, rich: false };
  const end = yield* play(breaksOff === undefined ? order : { ...order, breaksOff });
  if (end.kind === 'stopped') return { kind: 'stopped', stopped: end.stopped };
  const { record } = end;
  const opinions: Opinion[] = [];
  for (const [index, check] of world.checks.entries()) {
    const { code } = check;
    const judgement = check.judge(record);
    // A check of a long run takes its time, and whoever is silent for all of them together is taken for a loop.
    yield;
    const { breach, others = [] } = judgement;
    const place = { item: world.id, index };
    const violation = breach && { code, seed, item: world, check, breach, others };
    const run = { record, scenario, candidate: wholeOf(scenario) };
    opinions.push({
      place,
      code,
      judgement,
      culprit: violation && { violation, run, finding: null },
    });
  }
  const tables = world.tables?.(record) ?? [];
  const report = reported(world, record);
  return { kind: 'judged', record, opinions, tables, trials: [], report };
}

function reported(world: World, record: RunRecord): RunReport | null {
  if (world.report === undefined) return null;
  const json = JSON.stringify(world.report(record));
  assert(json.length <= reportLengthMax, `the report of world '${world.id}' is small enough`);
  return { world: world.id, seed: record.seed, json };
}

function* judgeExamination(bar: Bar, item: Examination, seed: number): Generator<void, Judged> {
  const { lab, program } = bar;
  const draw = new Draw(`${lab.id}/${item.id}/${seed}`);
  const runs = new Trials(bar);
  const examined = yield* examinedBy(program, item, new Examiner(program, seed), draw, seed, runs);
  if (examined.kind === 'stopped') return examined;
  const opinions: Opinion[] = [];
  for (const finding of examined.findings) {
    const { code, shownBy } = finding;
    const breach = located(finding.breach, item, program);
    const place = { item: item.id };
    let culprit: Culprit | null = null;
    if (breach !== null) {
      const shown = shownBy === undefined ? null : yield* played(bar, code, shownBy);
      const violation = { code, seed, item, check: null, breach, others: [] };
      culprit = shown ?? { violation, run: null, finding };
    }
    opinions.push({ place, code, judgement: finding, culprit });
  }
  const tables = examined.findings.flatMap((finding) => finding.tables ?? []);
  return { kind: 'judged', record: null, opinions, tables, trials: runs.trials, report: null };
}

/** An examination that cannot go on without a function of the learner's ends in a stopped verdict. */
function* examinedBy(
  program: LabProgram,
  item: Examination,
  ...[learner, draw, seed, runs]: Parameters<Examination['examine']>
): Generator<
  void,
  { readonly kind: 'examined'; readonly findings: readonly Finding[] } | StoppedEnd
> {
  try {
    return { kind: 'examined', findings: yield* item.examine(learner, draw, seed, runs) };
  } catch (error) {
    if (!(error instanceof LearnerFailed)) throw error;
    const { stop, about } = error;
    const place = stop.place ?? (about && program.declared?.(about.file, about.name)) ?? null;
    return { kind: 'stopped', stopped: { kind: 'stopped', ...stop, place, seed } };
  }
}

/** Plays the runs of an examination, and notes them for the verdict. */
class Trials implements RunTable {
  readonly trials: Pick<RunRecord, 'events' | 'traceHash'>[] = [];
  readonly #bar: Bar;

  constructor(bar: Bar) {
    this.#bar = bar;
  }

  *play({ keeps = () => true, ...trial }: TrialRun): Generator<void, RunEnd> {
    const { world, seed } = trial;
    const whole = plannedOf(this.#bar, trial);
    const scenario = { ...whole, workload: whole.workload.filter(keeps) };
    const end = yield* this.#bar.play({ world, seed, scenario, rich: false });
    if (end.kind === 'ran') {
      const { events, traceHash } = end.record;
      this.trials.push({ events, traceHash });
    }
    return end;
  }
}

/** The run that an examination has found, judged by its world: told like any other run that broke. */
function* played(bar: Bar, code: string, shown: FoundRun): Generator<void, Culprit | null> {
  const { world, seed } = shown;
  const check = world.checks.find((one) => one.code === code);
  assert(check !== undefined, `world '${world.id}' checks ${code}`);
  const scenario = plannedOf(bar, shown);
  const end = yield* bar.play({ world, seed, scenario, rich: false });
  if (end.kind === 'stopped') return null;
  const { breach, others = [] } = check.judge(end.record);
  if (breach === null) return null;
  const violation = { code, seed, item: world, check, breach, others };
  const run = { record: end.record, scenario, candidate: wholeOf(scenario) };
  return { violation, run, finding: null };
}

/** The scenario of a world, under the faults of an examination. */
function plannedOf({ lab, program }: Bar, { world, seed, faults }: FoundRun): Scenario {
  return { ...scenarioOf(lab, world, { seed, program }), faults: numbered(faults) };
}

/** A breach with the line of what it is about, if it knows none of its own. */
function located(breach: Found | null, { about }: Examination, program: LabProgram): Found | null {
  if (breach === null || breach.place || about === undefined) return breach;
  const { file, name } = about(breach);
  return { ...breach, place: program.declared?.(file, name) ?? null };
}

/** The scenario of a world for a seed, with its faults numbered. Refuses one that does not make sense. */
export function scenarioOf(
  lab: LabGrader,
  world: World,
  { seed, program }: { readonly seed: number; readonly program: LabProgram },
): Scenario {
  const draw = new Draw(`${lab.id}/${world.id}/${seed}`);
  const drawn = world.scenario(draw, seed, new Examiner(program, seed));
  const scenario = { ...drawn, faults: numbered(drawn.faults) };
  const problems = findProblems(scenario, world);
  if (problems.length > 0) {
    throw new Error(`world '${world.id}', seed ${seed}: ${problems.join('; ')}`);
  }
  return scenario;
}
