import { describe, expect, test } from 'vitest';
import { formatMeasure, formatNumber } from './format.ts';
import type { Measured } from './checks.ts';
import type { Judgement } from './invariant.ts';
import { emptyRecord } from './mini-lab.ts';
import {
  amplification,
  goodput,
  percentile,
  ratio,
  share,
  shareAtMost,
  type Outcome,
} from './slo.ts';
import { availability, nines } from './availability.ts';

const record = emptyRecord({ untilMs: 1000 });

function outcomes(good: number, bad: number): Outcome[] {
  return Array.from({ length: good + bad }, (_, index) => ({
    ok: index >= bad,
    atMs: index,
    operation: `order ${index}`,
    tags: [`order-${index}`],
    cause: index === 0 ? 'rare' : 'common',
  }));
}

describe('shares', () => {
  const check = (good: number, bad: number, atLeast = 0.9): Judgement =>
    share({ code: 'A', what: 'answered', atLeast, of: () => outcomes(good, bad) }).judge(record);

  test('enough are good: held, with the share reached', () => {
    expect(check(90, 10)).toMatchObject({ checked: 100, worst: '90 %', breach: null });
  });

  test('too few: judged at the end, shown by the first of the commonest cause, all the bad among its tags', () => {
    const { breach } = check(89, 11);
    expect(breach).toMatchObject({
      atMs: 1000,
      expected: 'at least 90 % answered',
      observed: '89 of 100 (89 %)',
      cause: 'common',
      operation: 'order 1',
    });
    expect(breach?.tags).toHaveLength(11);
  });

  test('a bound of all: broken by the first, at its instant', () => {
    expect(check(99, 1, 1).breach).toMatchObject({ atMs: 0 });
  });

  test('too few to judge: nothing checked', () => {
    const rare = share({ code: 'A', what: '', atLeast: 1, outOf: 10, of: () => outcomes(0, 5) });
    expect(rare.judge(record)).toMatchObject({ checked: 0, breach: null });
  });

  test('at most so many: what is counted should be rare', () => {
    const check = (max: number): Judgement =>
      shareAtMost({ code: 'A', what: 'told unknown', max, of: () => outcomes(5, 95) }).judge(
        record,
      );
    expect(check(0.05).breach).toBeNull();
    expect(check(0.04).breach).toMatchObject({ observed: '5 of 100 (5 %)', atMs: 1000 });
    expect(check(0).breach).toMatchObject({ atMs: 95 });
  });
});

describe('percentiles, ratios and goodput', () => {
  const values = Array.from({ length: 100 }, (_, index): Measured => ({
    value: index + 1,
    atMs: index,
    operation: '',
    tags: [`t${index}`],
  }));

  test('p99: held by a single outlier, broken by two', () => {
    const check = (max: number): Judgement =>
      percentile({ code: 'A', p: 0.99, max, unit: 'ms', of: () => values }).judge(record);
    expect(check(99).breach).toBeNull();
    expect(check(98).breach).toMatchObject({
      expected: 'p99 at most 98 ms',
      observed: '99 ms',
      tags: ['t98', 't99'],
    });
  });

  test('scope: percentiles and ratios keep the load when they are shrunk, shares do not', () => {
    expect(percentile({ code: 'A', p: 0.5, max: 1, unit: '', of: () => values }).scope).toBe(
      'load',
    );
    expect(share({ code: 'A', what: '', atLeast: 1, of: () => [] }).scope).toBe('operations');
  });

  test('amplification: attempts per request', () => {
    const check = (attempts: number): Judgement =>
      amplification({ code: 'A', max: 1.3, attempts: () => attempts, requests: () => 100 }).judge(
        record,
      );
    expect(check(130)).toMatchObject({ worst: '1.3 ×', breach: null });
    expect(check(290).breach).toMatchObject({
      observed: '2.9 ×',
      expected: 'at most 1.3 × attempts per request',
    });
  });

  test('ratio: below a lower bound; without a denominator nothing is judged', () => {
    const check = (above: number, below: number): Judgement =>
      ratio({ code: 'A', what: 'used', unit: '%', min: 0.5, of: () => ({ above, below }) }).judge(
        record,
      );
    expect(check(4, 10).breach).toMatchObject({ expected: 'at least 50 % used', observed: '40 %' });
    expect(check(4, 0)).toMatchObject({ checked: 0, breach: null });
  });

  test('goodput: only what was offered inside the window', () => {
    const window = { fromMs: 11, untilMs: 100 };
    const check = goodput({ code: 'A', window, atLeast: 0.9, of: () => outcomes(89, 11) });
    expect(check.judge(record)).toMatchObject({ checked: 89, breach: null });
  });
});

describe('availability', () => {
  test.each([
    [0.9, 1],
    [0.99, 2],
    [0.995, 2.301],
    [0.99999, 5],
    [0.5, 0.301],
    [0, 0],
  ])('%d is %d nines', (value, expected) => expect(nines(value)).toBeCloseTo(expected, 3));

  test('never a failure: infinitely many nines', () => {
    expect(nines(1)).toBe(Infinity);
  });

  test('by requests and by windows of time', () => {
    const all = [
      ...Array.from({ length: 20 }, (_, index) => ({ ok: index >= 2, atMs: index })),
      { ok: true, atMs: 15_000 },
    ];
    const figures = availability(
      all.map((one) => ({ ...one, operation: '', tags: [] })),
      { windowMs: 10_000, enough: 0.95 },
    );
    expect(figures).toMatchObject({ ok: 19, total: 21, byTime: 0.5 });
    expect(figures.availability).toBeCloseTo(19 / 21, 12);
  });
});

describe('numbers as text', () => {
  test.each([
    [1300, '1,300'],
    [1234567.891, '1,234,567.89'],
    [0.1, '0.1'],
    [-5, '−5'],
    [-0.001, '0'],
    [Infinity, '∞'],
  ])('%d is %s', (value, text) => expect(formatNumber(value)).toBe(text));

  test('with a unit; a share as a percentage', () => {
    expect(formatMeasure(0.9999, '%')).toBe('99.99 %');
    expect(formatMeasure(2, 'ms')).toBe('2 ms');
    expect(formatMeasure(2, '')).toBe('2');
  });
});
