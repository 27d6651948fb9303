import { expect, test } from 'vitest';
import {
  printShare,
  rateBehindNothing,
  sumsOf,
  type LabReport,
  type WrongReport,
} from './grader-report.ts';

function wrongOf(name: string, missed: number, median: number): WrongReport {
  return {
    name,
    outcome: '',
    code: 'E-1',
    diagnosis: '',
    seeds: 100,
    caught: 100 - missed,
    otherwise: 0,
    missed,
    story: { min: 3, median, max: 8 },
    sameStory: median / 10,
    alike: [],
  };
}

const lab: LabReport = {
  lab: 'x1',
  title: 'One',
  content: '',
  events: 1,
  seeds: { run: 3, grade: 25, extra: 1000, extraWrong: 200 },
  solutions: [
    { name: 'solution', outcome: '', differs: '', seeds: 1028, falseAlarms: [] },
    {
      name: 'solution-other',
      outcome: '',
      differs: 'it waits',
      seeds: 1028,
      falseAlarms: [{ seed: 7, code: 'E-2' }],
    },
  ],
  wrong: [wrongOf('starter', 0, 5), wrongOf('wrong/m01', 2, 9)],
};

test('grader report: sums add up over programs, and the worst story stands for all', () => {
  expect(sumsOf([lab])).toEqual({
    right: 2,
    rightSeeds: 2056,
    alarms: 1,
    wrong: 2,
    wrongSeeds: 200,
    missed: 2,
    otherwise: 0,
    story: 9,
    sameStory: 0.5,
  });
});

test('grader report: nothing in 3,000 trials may hide one in a thousand, and nothing in none everything', () => {
  expect(rateBehindNothing(3_000)).toBe(0.001);
  expect(rateBehindNothing(0)).toBe(1);
});

test.each([
  [1, '100 %'],
  [0.99996, '99.99 %'],
  [0.9, '90 %'],
  [0.9639, '96.3 %'],
  [0.00073, '0.08 %'],
  [0, '0 %'],
])('grader report: the share %d is printed as %s, never better than it is', (share, text) => {
  expect(printShare(share)).toBe(text);
});
