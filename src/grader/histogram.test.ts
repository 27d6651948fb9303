import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Histogram } from './histogram.ts';

function filled(values: readonly number[]): Histogram {
  const histogram = new Histogram();
  for (const value of values) histogram.add(value);
  return histogram;
}

describe('histogram', () => {
  test('percentiles of one to a hundred', () => {
    const histogram = filled(Array.from({ length: 100 }, (_, index) => index + 1));
    expect(histogram.percentile(0.5)).toBeCloseTo(50, 0);
    expect(histogram.percentile(0.99)).toBeCloseTo(99, 0);
    expect(histogram.percentile(1)).toBe(100);
    expect(histogram.count).toBe(100);
  });

  test('empty: 0', () => {
    expect(new Histogram().percentile(0.99)).toBe(0);
  });

  test('property: within one part in a thousand of the value that sorting finds', () => {
    const values = fc.array(fc.double({ min: 0.01, max: 1e9, noNaN: true }), {
      minLength: 1,
      maxLength: 200,
    });
    fc.assert(
      fc.property(values, fc.constantFrom(0.5, 0.9, 0.95, 0.99, 0.999, 1), (some, p) => {
        const sorted = some.toSorted((left, right) => left - right);
        const exact = sorted[Math.max(0, Math.ceil(p * sorted.length - 1e-9) - 1)] ?? 0;
        const reached = filled(some).percentile(p);
        expect(Math.abs(reached - exact)).toBeLessThanOrEqual(exact / 1000 + 0.001);
      }),
      { numRuns: 500, seed: 3 },
    );
  });
});
