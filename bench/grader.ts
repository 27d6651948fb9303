/**
 * What a learner waits for: the public seeds, the grade, the way from a breach to its story; and how fast a search
 * for a rare failure goes, over a corpus of known bugs. Labs are measured warm, as they are on the second click.
 */
import { Draw } from '#grader/draw.ts';
import { grade, type GradeOptions } from '#grader/grade.ts';
import type { LabGrader } from '#grader/lab.ts';
import {
  finish,
  miniWorld,
  programOf as miniProgram,
  rightHabits,
  scenario,
} from '#grader/mini-lab.ts';
import { numbered } from '#grader/plan.ts';
import { player } from '#grader/play.ts';
import type { LabProgram } from '#grader/program.ts';
import { lockDown } from '#sandbox/lockdown.ts';
import { graderOf, labIds, programOf, readLab, type Variant } from '../labs/prove.ts';
import { corpusRows } from './grader-corpus.ts';
import { median, row, type Row } from './row.ts';

const searchRuns = 4_000;
/** Orders in one run of the search: with them a run has about 500 events. */
const searchOrders = 23;
const rounds = 5;

/** All figures, lab by lab. */
export async function measure(): Promise<Row[]> {
  const graders = new Map<string, LabGrader>();
  for (const id of labIds()) graders.set(id, await graderOf(id));
  lockDown();
  const labs = [...graders].flatMap(([id, grader]) => ofLab(id, grader));
  return [...search(), ...corpusRows(), ...labs];
}

/** Whole runs of a small world, from the scenario to the judgement. */
function search(): Row[] {
  const play = player({ program: miniProgram(rightHabits) });
  const figures = Array.from({ length: rounds }, () => {
    let events = 0;
    const startedMs = performance.now();
    for (let seed = 1; seed <= searchRuns; seed++) {
      const whole = scenario(new Draw(`search/${seed}`));
      const workload = whole.workload.slice(0, searchOrders);
      const reduced = { ...whole, workload, faults: numbered(whole.faults) };
      const end = finish(play({ world: miniWorld, scenario: reduced, seed, rich: false }));
      if (end.kind === 'stopped') throw new Error(end.stopped.message);
      for (const check of miniWorld.checks) check.judge(end.record);
      events += end.record.events;
    }
    const seconds = (performance.now() - startedMs) / 1000;
    return { runs: searchRuns / seconds, events: events / seconds, each: events / searchRuns };
  });
  const best = figures.reduce((left, right) => (right.runs > left.runs ? right : left));
  return [
    row(`search: runs of ${Math.round(best.each)} events`, best.runs, 'runs/s', '>= 2000'),
    row('search: events', best.events, 'events/s'),
  ];
}

/** One lab: its reference over the public and the grade seeds, and each wrong solution to its story. */
function ofLab(id: string, grader: LabGrader): Row[] {
  const { variants } = readLab(id);
  const reference = variants.find(({ name }) => name === 'solution');
  if (reference === undefined) throw new Error(`labs/${id} has no solution`);
  const program = programOf(id, reference);
  const run = timesOf(grader, program, { seeds: 'run' });
  const whole = timesOf(grader, program, { seeds: 'grade' });
  const stories = variants
    .filter((variant) => variant.kind === 'wrong' && variant.code !== null)
    .map((variant) => shrinkMs(id, grader, variant));
  return [
    row(`${id}: run`, median(run), 'ms', '<= 500'),
    row(`${id}: grade`, median(whole), 'ms', '<= 5000'),
    row(`${id}: shrink to story, median`, median(stories), 'ms', '<= 300'),
    row(`${id}: shrink to story, worst`, Math.max(...stories), 'ms', '<= 2000'),
  ];
}

function timesOf(grader: LabGrader, program: LabProgram, options: GradeOptions): number[] {
  finish(grade(grader, program, options));
  return Array.from({ length: 3 }, () => {
    const startedMs = performance.now();
    finish(grade(grader, program, options));
    return performance.now() - startedMs;
  });
}

/** From the end of the run that broke to the story, in milliseconds. */
function shrinkMs(id: string, grader: LabGrader, variant: Variant): number {
  const program = programOf(id, variant);
  const [seed = 1] = grader.seeds.grade;
  const times = Array.from({ length: 3 }, () => {
    const steps = grade(grader, program, { seeds: [seed] });
    let startedMs: number | null = null;
    for (let step = steps.next(); step.done !== true; step = steps.next()) {
      if (step.value.phase !== 'running') startedMs ??= performance.now();
    }
    return startedMs === null ? 0 : performance.now() - startedMs;
  });
  return Math.min(...times);
}
