import { describe, expect, test } from 'vitest';
import { present } from '#runtime/assert.ts';
import {
  cost,
  explain,
  fit,
  peakOf,
  presets,
  sizes,
  throughput,
  type Point,
  type Usl,
} from './model.ts';

const data: Usl = { gamma: 1_000, sigma: 0.05, kappa: 0.02 };
const measured = (usl: Usl): Point[] => sizes.map((n) => ({ n, x: throughput(usl, n) }));
const fitted = (points: readonly Point[]): Usl => present(fit(points), 'the points fit a curve');
const named = (name: string): readonly Point[] =>
  present(
    presets.find((preset) => preset.name === name),
    'there is such a preset',
  ).points;

describe('USL bench: the law', () => {
  test("the data nodes' curve: X(3) = 2,459, X(5) = 3,125, X(7) = 3,271, X(12) = 2,864, peak at 6.9", () => {
    expect([3, 5, 7, 8, 12].map((n) => Math.round(throughput(data, n)))).toEqual([
      2_459, 3_125, 3_271, 3_239, 2_864,
    ]);
    expect(peakOf(data)).toBeCloseTo(6.89, 2);
  });
  test('twelve nodes do less than five', () => {
    expect(throughput(data, 12)).toBeLessThan(throughput(data, 5));
  });
  test('without coherency there is no peak, and a request never gets cheaper', () => {
    expect(peakOf({ ...data, kappa: 0 })).toBe(Infinity);
    const prices = sizes.map((n) => cost(n, throughput(data, n)));
    expect(prices).toEqual(prices.toSorted((one, other) => one - other));
    expect(prices[0]).toBe(1);
  });
});

describe('USL bench: the fit', () => {
  test('points on a curve give it back', () => {
    for (const sigma of [0, 0.05, 0.3]) {
      for (const kappa of [0, 0.001, 0.02, 0.1]) {
        const usl = fitted(measured({ gamma: 730, sigma, kappa }));
        expect(usl.gamma).toBeCloseTo(730, 6);
        expect(usl.sigma).toBeCloseTo(sigma, 9);
        expect(usl.kappa).toBeCloseTo(kappa, 9);
      }
    }
  });
  test('noise of a per cent moves the peak by less than a tenth', () => {
    const noisy = measured(data).map(({ n, x }, index) => ({
      n,
      x: x * (1 + 0.01 * (-1) ** index),
    }));
    expect(Math.abs(peakOf(fitted(noisy)) / peakOf(data) - 1)).toBeLessThan(0.1);
  });
  test('one test that reads 40 % low gives a contention below zero, and the figure says so', () => {
    const usl = fitted(named('a noisy neighbour at N = 1'));
    expect(usl.sigma).toBeLessThan(-0.1);
    expect(explain(usl)).toContain('disturbed');
  });
  test('points that say nothing fit nothing', () => {
    expect(fit([])).toBeNull();
    expect(fit([{ n: 1, x: 1_000 }])).toBeNull();
    expect(explain(null)).toContain('Measure again');
  });
  test('every preset is told in words of its own', () => {
    const words = presets.map(({ points }) => explain(fit(points)));
    expect(new Set(words).size).toBe(presets.length);
    expect(words[0]).toContain('Beyond 7 nodes, at 3,271 a second');
    expect(words[3]).toMatch(/ceiling of γ ÷ σ = 4,0\d\d a second/);
  });
  test('a peak beyond the tests is said to be a guess, a curve that turns upward to be a mistake', () => {
    expect(explain({ gamma: 1_000, sigma: 0.05, kappa: 0.004 })).toContain(
      'beyond what was measured',
    );
    expect(explain({ gamma: 1_000, sigma: 0.05, kappa: -0.01 })).toContain('turns upward');
  });
});
