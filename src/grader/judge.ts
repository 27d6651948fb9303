/**
 * One part of the run sheet for one seed: the scenario is drawn and run, or the examination made, and its checks say
 * what they make of it. What follows from that, a verdict's table or a count, is the business of whoever asked.
 */
import { Draw } from './draw.ts';
import { Examiner } from './examine.ts';
import { wholeOf } from './explain.ts';
import type { Found, Judgement } from './invariant.ts';
import type { Examination, Finding, LabGrader, SheetItem, World } from './lab.ts';
import { numbered } from './plan.ts';
import { findProblems } from './plan-problems.ts';
import type { LabProgram } from './program.ts';
import type { RunRecord } from './record.ts';
import type { Play } from './run.ts';
import type { Scenario } from './scenario.ts';
import type { Candidate } from './shrink.ts';
import type { CheckPlace, Violation } from './table.ts';
import type { Stopped } from './verdict.ts';

/** What is needed to judge a program. */
export interface Bar {
  readonly lab: LabGrader;
  readonly program: LabProgram;
  readonly play: Play;
}

/** A violation and what it was found in. */
export interface Culprit {
  readonly violation: Violation;
  /** What ran; null for an examination. */
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
    }
  | { readonly kind: 'stopped'; readonly stopped: Stopped };

/** Judges a program by one part of the sheet. Yields now and then. */
export function* judge(bar: Bar, item: SheetItem, seed: number): Generator<void, Judged> {
  return item.kind === 'world'
    ? yield* judgeWorld(bar, item, seed)
    : yield* judgeExamination(bar, item, seed);
}

function* judgeWorld(
  { lab, program, play }: Bar,
  world: World,
  seed: number,
): Generator<void, Judged> {
  const scenario = scenarioOf(lab, world, { seed, program });
  const end = yield* play({ world, scenario, seed, rich: false });
  if (end.kind === 'stopped') return { kind: 'stopped', stopped: end.stopped };
  const { record } = end;
  const opinions = world.checks.map((check, index): Opinion => {
    const { code } = check;
    const judgement = check.judge(record);
    const { breach, others = [] } = judgement;
    const place = { item: world.id, index };
    if (breach === null) return { place, code, judgement, culprit: null };
    const violation = { code, seed, item: world, check, breach, others };
    const run = { record, scenario, candidate: wholeOf(scenario) };
    return { place, code, judgement, culprit: { violation, run, finding: null } };
  });
  return { kind: 'judged', record, opinions };
}

function* judgeExamination(
  { lab, program }: Bar,
  item: Examination,
  seed: number,
): Generator<void, Judged> {
  const draw = new Draw(`${lab.id}/${item.id}/${seed}`);
  const findings = yield* item.examine(new Examiner(program, seed), draw, seed);
  const opinions = findings.map((finding): Opinion => {
    const { code } = finding;
    const breach = located(finding.breach, item, program);
    const place = { item: item.id };
    if (breach === null) return { place, code, judgement: finding, culprit: null };
    const violation = { code, seed, item, check: null, breach, others: [] };
    return { place, code, judgement: finding, culprit: { violation, run: null, finding } };
  });
  return { kind: 'judged', record: null, opinions };
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
