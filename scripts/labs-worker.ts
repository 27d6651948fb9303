/** A thread of `npm run labs -- --deep`: counts seeds, tells stories and takes times, one variant of a lab at a time. */
import { parentPort } from 'node:worker_threads';
import { count, type Counted } from '#grader/census.ts';
import type { Verdict } from '#grader/verdict.ts';
import { lockDown } from '#sandbox/lockdown.ts';
import {
  failuresOf,
  finish,
  graderOf,
  labIds,
  programOf,
  readLab,
  verdictOf,
} from '../labs/prove.ts';

/** What a thread is asked. */
export type Task = { readonly lab: string; readonly variant: string } & (
  | {
      readonly kind: 'count';
      readonly seeds: readonly number[];
      /** True if they are a grade, false if each of them stands alone. */
      readonly asGrade: boolean;
    }
  | {
      readonly kind: 'judge';
      /** One verdict each. */
      readonly each: readonly ('run' | 'grade' | readonly number[])[];
    }
  | {
      readonly kind: 'fail';
      /** So many verdicts of those by which a program that must fail is judged. */
      readonly most: number;
    }
  | {
      readonly kind: 'time';
      readonly seeds: 'run' | 'grade' | readonly number[];
      readonly times: number;
    }
);

/** How a thread answers each kind of task. */
export interface Answers {
  readonly count: readonly Counted[];
  readonly judge: readonly Verdict[];
  readonly fail: readonly Verdict[];
  /** Milliseconds: the median. */
  readonly time: number;
}

if (!parentPort) throw new Error('This script is started by labs-deep.ts as a worker thread.');
const port = parentPort;
const graders = new Map(
  await Promise.all(labIds().map(async (id) => [id, await graderOf(id)] as const)),
);
lockDown();

function answer(task: Task): Answers[Task['kind']] {
  const grader = graders.get(task.lab);
  const variant = readLab(task.lab).variants.find(({ name }) => name === task.variant);
  if (grader === undefined || variant === undefined) {
    throw new Error(`There is no ${task.lab}/${task.variant}.`);
  }
  const program = programOf(task.lab, variant);
  switch (task.kind) {
    case 'count':
      return task.seeds.map((seed, at) =>
        finish(count(grader, program, { seed, index: task.asGrade ? at : 0 })),
      );
    case 'judge':
      return task.each.map((seeds) => verdictOf(grader, program, seeds));
    case 'fail':
      return failuresOf(grader, program, task.most);
    case 'time':
      return medianMs(task.times, () => verdictOf(grader, program, task.seeds));
  }
}

/** The first time warms up and does not count. */
function medianMs(times: number, act: () => void): number {
  act();
  const took = Array.from({ length: times }, () => {
    const startedMs = performance.now();
    act();
    return performance.now() - startedMs;
  });
  return took.sort((left, right) => left - right)[Math.floor(times / 2)] ?? 0;
}

port.on('message', (task: Task) => port.postMessage(answer(task)));
