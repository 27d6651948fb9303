/**
 * Proves the corpus: each bug is found by every strategy that is said to find it, within its runs, and shrinks to a run
 * that replays; its twin without the mistake is flagged by none.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { strategyNames, type StrategyName } from '#grader/attack-progress.ts';
import { attack } from '#grader/attack.ts';
import { grade } from '#grader/grade.ts';
import { finish } from '#grader/mini-lab.ts';
import { replay } from '#grader/replay.ts';
import type { Verdict } from '#grader/verdict.ts';
import { typecheckLab } from '#compiler/typecheck.ts';
import { lockDown } from '#sandbox/lockdown.ts';
import { programOf, sourcesOf, type Bug } from './bug.ts';
import { corpus } from './index.ts';

beforeAll(lockDown);

/** Runs against a twin, for each strategy. */
const twinRuns = 50;

function attacked(
  one: Bug,
  twin: 'buggy' | 'fixed',
  options: { readonly strategy: StrategyName; readonly runsMax: number },
): Verdict {
  const { strategy, runsMax } = options;
  const steps = attack(one.grader(twin), programOf(one), {
    firstSeed: 1_000,
    runsMax,
    strategies: [strategy],
  });
  return finish(steps);
}

const compilerDir = join(import.meta.dirname, '..', '..', 'src', 'compiler');
const declarations = {
  learnerLib: readFileSync(join(compilerDir, 'generated', 'learner-lib.d.ts'), 'utf8'),
  world: readFileSync(join(compilerDir, 'nines-world.d.ts'), 'utf8'),
};

test('corpus: at least 25 bugs, each with a name of its own', () => {
  expect(corpus.length).toBeGreaterThanOrEqual(25);
  expect(new Set(corpus.map(({ name }) => name)).size).toBe(corpus.length);
});

describe.each(corpus)('$name', (one) => {
  test('its program has no mistake of types', () => {
    const problems = typecheckLab(sourcesOf(one), declarations);
    expect(problems.map(({ place, message }) => `${place.file}:${place.line} ${message}`)).toEqual(
      [],
    );
  });

  test.each(one.foundBy)('found by %s, shrunk and replayed', (strategy) => {
    const verdict = attacked(one, 'buggy', { strategy, runsMax: one.runsMax });
    if (verdict.kind !== 'failed') throw new Error(JSON.stringify(verdict));
    const { recipe, traceHash, before, after } = verdict.counterexample;
    expect(after.operations).toBeLessThanOrEqual(before.operations);
    const again = finish(replay(one.grader('buggy'), programOf(one), { recipe }));
    expect(again).toMatchObject({ kind: 'failed', counterexample: { traceHash } });
  });

  test.each(strategyNames)('its twin survives %s', (strategy) => {
    const verdict = attacked(one, 'fixed', { strategy, runsMax: twinRuns });
    expect(verdict).toMatchObject({ kind: 'undecided' });
  });

  test('its twin passes a grade: what its check looks at is there', () => {
    expect(finish(grade(one.grader('fixed'), programOf(one), { seeds: 'grade' }))).toMatchObject({
      kind: 'passed',
    });
  });
});
