/** Verdicts on programs of the mini lab, for the tests of the grader. */
import { grade, type GradeOptions } from './grade.ts';
import { finish, miniLab, programOf, type Habits } from './mini-lab.ts';
import type { Failed, Stopped, Verdict } from './verdict.ts';

/** Grades a program with these habits to the end; over the seeds that count unless told otherwise. */
export function verdictOf(habits: Habits, options: GradeOptions = { seeds: 'grade' }): Verdict {
  return finish(grade(miniLab(), programOf(habits), options));
}

/** How a program fails on one seed; throws if it does not. */
export function failedOf(habits: Habits, seed = 1): Failed {
  const verdict = verdictOf(habits, { seeds: [seed] });
  if (verdict.kind !== 'failed') throw new Error(`${verdict.kind}, not failed`);
  return verdict;
}

/** A verdict that has to be a stop; throws if it is none. */
export function stoppedOf(verdict: Verdict): Stopped {
  if (verdict.kind !== 'stopped') throw new Error(`${verdict.kind}, not stopped`);
  return verdict;
}
