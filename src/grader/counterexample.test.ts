import { describe, expect, test } from 'vitest';
import { candidateOf, readRecipe, writeRecipe } from './counterexample.ts';
import { Draw } from './draw.ts';
import { scenario } from './mini-lab.ts';
import { numbered } from './plan.ts';
import type { Candidate } from './search.ts';

const { workload, faults, untilMs } = scenario(new Draw('recipe'));
const about = { lab: 'mini', world: 'lossy', seed: 7, code: 'M-1' };
const whole: Candidate = { operations: workload, faults: numbered(faults), untilMs };
const small: Candidate = {
  ...whole,
  operations: workload.slice(3, 4),
  scheduler: { kind: 'pct', depth: 3 },
};

function readBack(candidate: Candidate): Candidate | null {
  const recipe = readRecipe(writeRecipe(about, candidate, workload));
  return recipe === null ? null : candidateOf(recipe, workload);
}

describe('a recipe', () => {
  test('read back: the same run', () => {
    expect(readBack(whole)).toEqual(whole);
    expect(readBack(small)).toEqual(small);
  });

  test('a moved operation keeps its new instant', () => {
    const moved = {
      ...small,
      operations: small.operations.map((operation) => Object.assign({}, operation, { atMs: 5 })),
    };
    expect(readBack(moved)?.operations[0]?.atMs).toBe(5);
  });

  test('the whole workload takes no room', () => {
    expect(writeRecipe(about, whole, workload)).toContain('"operations":null');
    expect(writeRecipe(about, small, workload).length).toBeLessThan(1000);
  });

  test('an operation the workload does not have: no run', () => {
    const recipe = readRecipe(writeRecipe(about, small, workload));
    expect(recipe === null ? null : candidateOf(recipe, workload.slice(0, 2))).toBeNull();
  });

  const text = writeRecipe(about, small, workload);
  test.each([
    ['empty', ''],
    ['no object', '7'],
    ['of another version', text.replace('"version":1', '"version":2')],
    ['without a seed', text.replace('"seed":7', '"seed":null')],
    ['with a seed that is no instant', text.replace('"seed":7', '"seed":-1')],
    [
      'with operations that are no list',
      text.replace(/"operations":\[\[.*?\]\]/, '"operations":"all"'),
    ],
    ['with a fault of no kind', text.replace('"kind":"drop"', '"kind":"meteor"')],
    ['longer than a link may be', `${text}${' '.repeat(1_000_001)}`],
  ])('%s: refused', (_, refused) => expect(readRecipe(refused)).toBeNull());
});
