import { describe, expect, test } from 'vitest';
import { accountsAfter, isolatedOutcome, lastStep, sharedOutcome, steps, sum } from './model.ts';

const choices = (step: number, hasCopy = false, isCut = false) => ({ step, hasCopy, isCut });

describe('shared memory', () => {
  test('sum: 100 before and after, 70 between the two lines', () => {
    expect(steps.map((_, step) => sum(accountsAfter(step)))).toEqual([100, 100, 70, 100, 100]);
  });

  test('crash inside the lock: everybody who shares the accounts has to stop', () => {
    const stopped = steps.map((_, step) => sharedOutcome(choices(step)).stopped);
    expect(stopped).toEqual([1, 3, 3, 3, 1]);
  });

  test('a right sum behind a held lock is no knowledge', () => {
    expect(sharedOutcome(choices(3)).verdict).toContain('nobody can know');
  });
});

describe('isolated processes', () => {
  test.each(steps.map((_, step) => step))('crash after step %i: one process ends', (step) => {
    expect(isolatedOutcome(choices(step, true)).ended).toBe(1);
  });

  test('copy: whole at every instant, old until it is told', () => {
    for (const [step] of steps.entries()) {
      const { london } = isolatedOutcome(choices(step, true));
      expect(london).not.toBeNull();
      expect(sum(london ?? { here: 0, there: 0 })).toBe(100);
      expect(london?.here).toBe(step === lastStep ? 30 : 60);
    }
  });

  test('cut line: the client and London believe different things', () => {
    expect(isolatedOutcome(choices(lastStep, true, true)).london).toEqual({ here: 60, there: 40 });
    expect(isolatedOutcome(choices(lastStep, true, true)).verdict).toContain('merge');
  });

  test('no copy: all is gone', () => {
    expect(isolatedOutcome(choices(2)).london).toBeNull();
  });
});
