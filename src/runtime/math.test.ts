import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import * as own from './math.ts';

const seed = 20_261_121;
type Unary = (x: number) => number;

/** How far two numbers are apart, relative to the wanted one; 0 for equal, also for NaN and infinities. */
function distance(got: number, wanted: number): number {
  if (Object.is(got, wanted) || got === wanted) return 0;
  if (!Number.isFinite(got) || !Number.isFinite(wanted)) return Infinity;
  if (Math.abs(wanted) < 1e-300) return Math.abs(got - wanted) < 1e-305 ? 0 : Infinity;
  return Math.abs(got - wanted) / Math.abs(wanted);
}

const unary: readonly (readonly [name: keyof typeof Math & keyof typeof own, range: number])[] = [
  ['exp', 700],
  ['expm1', 700],
  ['log', 1e9],
  ['log1p', 1e9],
  ['log2', 1e9],
  ['log10', 1e9],
  ['sin', 1e6],
  ['cos', 1e6],
  ['tan', 1e6],
  ['atan', 1e3],
  ['asin', 1],
  ['acos', 1],
  ['sinh', 700],
  ['cosh', 700],
  ['tanh', 30],
  ['asinh', 1e12],
  ['acosh', 1e12],
  ['atanh', 1],
  ['cbrt', 1e200],
];

describe('math', () => {
  test.each(unary)('math: %s agrees with the engine to 2e-15', (name, range) => {
    const ours = own[name] as Unary;
    const theirs = Math[name] as Unary;
    const numbers = fc.oneof(
      fc.double({ min: -range, max: range, noNaN: true }),
      fc.double({ min: -Math.min(1, range), max: Math.min(1, range), noNaN: true }),
    );
    fc.assert(
      fc.property(numbers, (x) => {
        expect(distance(ours(x), theirs(x)), `${name}(${x})`).toBeLessThan(2e-15);
      }),
      { seed, numRuns: 3_000 },
    );
  });

  test.each(unary)('math: %s has the special values of the language', (name) => {
    const ours = own[name] as Unary;
    const theirs = Math[name] as Unary;
    for (const x of [0, -0, 1, -1, Infinity, -Infinity, NaN, 5e-324, -5e-324]) {
      expect(distance(ours(x), theirs(x)), `${name}(${x})`).toBeLessThan(2e-15);
    }
    expect(Object.is(ours(-0), theirs(-0))).toBe(true);
  });

  test('math: pow agrees with the engine to 2e-15, also near overflow and below the normal range', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-5, max: 1e5, noNaN: true }),
        fc.double({ min: -60, max: 60, noNaN: true }),
        (x, y) => {
          expect(distance(own.pow(x, y), Math.pow(x, y)), `${x} ** ${y}`).toBeLessThan(2e-15);
        },
      ),
      { seed, numRuns: 5_000 },
    );
    expect(own.pow(2, 1023)).toBe(2 ** 1023);
    expect(own.pow(2, 1024)).toBe(Infinity);
    expect(own.pow(2, -1074)).toBe(5e-324);
    expect(own.pow(10, 15)).toBe(1e15);
  });

  test('math: pow has the special cases of the language', () => {
    const values = [0, -0, 1, -1, 2, -2, 3, -3, 0.5, -0.5, Infinity, -Infinity, NaN];
    for (const x of values) {
      for (const y of values) {
        expect(distance(own.pow(x, y), Math.pow(x, y)), `${x} ** ${y}`).toBeLessThan(1e-15);
      }
    }
  });

  test('math: sin and cos stay right far from zero', () => {
    expect(own.sin(1e22)).toBeCloseTo(-0.8522008497671888, 15);
    expect(own.cos(1e22)).toBeCloseTo(0.5232147853951389, 15);
    for (const x of [1e7, 123_456_789.125, 2 ** 53, 1e100, 1.7e308]) {
      expect(distance(own.sin(x), Math.sin(x)), `sin(${x})`).toBeLessThan(2e-15);
      expect(distance(own.cos(-x), Math.cos(-x)), `cos(${-x})`).toBeLessThan(2e-15);
    }
  });

  test('math: atan2 and hypot cover all quarters and extremes', () => {
    const values = [0, -0, 1, -1, 3, -4, 1e300, -1e-300, Infinity, -Infinity, NaN];
    for (const y of values) {
      for (const x of values) {
        expect(distance(own.atan2(y, x), Math.atan2(y, x)), `atan2(${y}, ${x})`).toBeLessThan(
          2e-15,
        );
        expect(distance(own.hypot(y, x), Math.hypot(y, x)), `hypot(${y}, ${x})`).toBeLessThan(
          2e-15,
        );
      }
    }
  });

  test('math: the learner has every function of Math but random', () => {
    const names = Object.getOwnPropertyNames(Math).filter((name) => name !== 'random');
    const missing = names.filter((name) => !(name in own.learnerMath));
    expect(missing.filter((name) => !['f16round', 'sumPrecise'].includes(name))).toEqual([]);
    expect('random' in own.learnerMath).toBe(false);
  });
});
