import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ddmin, type Minimised } from './ddmin.ts';

/** Runs it on numbers that fail together if all that is needed is there. */
function run(count: number, needed: readonly number[], runsMax = Infinity) {
  const tried: (readonly number[])[] = [];
  const steps = ddmin(
    Array.from({ length: count }, (_, index) => index),
    function* (some) {
      tried.push(some);
      yield;
      return needed.every((one) => some.includes(one));
    },
    () => tried.length >= runsMax,
  );
  for (;;) {
    const step = steps.next();
    if (step.done === true) return { ...(step.value satisfies Minimised<number>), tried };
  }
}

describe('ddmin', () => {
  test('three of fourteen: halves first, from the end, and no part is tried that is not smaller', () => {
    const { kept, minimal, tried } = run(14, [1, 5, 12]);
    expect(kept).toEqual([1, 5, 12]);
    expect(minimal).toBe(true);
    expect(tried[0]).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(tried.every((some) => some.length < 14)).toBe(true);
  });

  test('nothing is needed: everything goes', () => {
    expect(run(5, [])).toMatchObject({ kept: [], minimal: true });
  });

  test('a spent budget: what is left still fails, and is not called minimal', () => {
    const { kept, minimal } = run(40, [3, 20, 39], 5);
    expect(minimal).toBe(false);
    expect(kept).toEqual(expect.arrayContaining([3, 20, 39]));
  });

  test('property: exactly what is needed is left, in its old order', () => {
    const subset = fc.uniqueArray(fc.integer({ min: 0, max: 30 }), { maxLength: 5 });
    fc.assert(
      fc.property(subset, (needed) => {
        const { kept, minimal } = run(31, needed);
        expect(kept).toEqual(needed.toSorted((left, right) => left - right));
        expect(minimal).toBe(true);
      }),
      { numRuns: 200, seed: 20261121 },
    );
  });
});
