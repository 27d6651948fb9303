import { describe, expect, test } from 'vitest';
import { countAtMost, exactlyOnce, type Happening } from './count.ts';
import {
  always,
  atLeast,
  atMost,
  eventually,
  type Due,
  type Instance,
  type Measured,
} from './checks.ts';
import type { Check, Judgement } from './invariant.ts';
import { conserved, neverAfter } from './conserved.ts';
import { emptyRecord } from './mini-lab.ts';

const record = emptyRecord({ untilMs: 1000 });
const judge = (check: Check): Judgement => check.judge(record);

function instance(atMs: number, ok: boolean, cause = ''): Instance {
  return {
    ok,
    atMs,
    operation: `order ${atMs}`,
    tags: [`order-${atMs}`],
    observed: 'wrong',
    cause,
  };
}
function measured(atMs: number, value: number): Measured {
  return { value, atMs, operation: `order ${atMs}`, tags: [`order-${atMs}`] };
}

describe('always', () => {
  const check = (instances: Instance[]): Judgement =>
    judge(always({ code: 'A', expected: 'right', of: () => instances }));

  test('holds: nothing broken, and it says how many it looked at', () => {
    expect(check([instance(1, true), instance(2, true)])).toMatchObject({
      checked: 2,
      worst: 'none wrong',
      breach: null,
    });
  });

  test('broken: the earliest, whatever the order they come in; the others of its cause beside it', () => {
    const judgement = check([
      instance(9, false, 'x'),
      instance(5, false, 'x'),
      instance(7, false, 'y'),
      instance(1, true),
    ]);
    expect(judgement.breach).toMatchObject({
      atMs: 5,
      expected: 'right',
      observed: 'wrong',
      tags: ['order-5'],
      cause: 'x',
    });
    expect(judgement.others?.map(({ atMs }) => atMs)).toEqual([9]);
    expect(judgement.worst).toBe('3 of 4 wrong');
  });
});

describe('bounds', () => {
  test('at most: the worst value, and the first that is too much', () => {
    const judgement = judge(
      atMost({
        code: 'A',
        max: 100,
        unit: 'ms',
        of: () => [measured(1, 50), measured(2, 120), measured(3, 300)],
      }),
    );
    expect(judgement).toMatchObject({ checked: 3, worst: '300 ms', badness: 200 });
    expect(judgement.breach).toMatchObject({
      atMs: 2,
      expected: 'at most 100 ms',
      observed: '120 ms',
    });
  });

  test('exactly at the bound: holds', () => {
    expect(
      judge(atMost({ code: 'A', max: 100, unit: '', of: () => [measured(1, 100)] })).breach,
    ).toBeNull();
    expect(
      judge(atLeast({ code: 'A', min: 100, unit: '', of: () => [measured(1, 100)] })).breach,
    ).toBeNull();
  });

  test('at least: the smallest is the worst; no number at all is a breach', () => {
    const judgement = judge(
      atLeast({ code: 'A', min: 0.9, unit: '%', of: () => [measured(1, 0.95), measured(2, 0.5)] }),
    );
    expect(judgement).toMatchObject({
      worst: '50 %',
      breach: { expected: 'at least 90 %', observed: '50 %' },
    });
    expect(
      judge(atMost({ code: 'A', max: 1, unit: '', of: () => [measured(1, Number.NaN)] })).breach,
    ).not.toBeNull();
  });

  test('nothing measured: nothing checked, no worst value', () => {
    expect(judge(atMost({ code: 'A', max: 1, unit: '', of: () => [] }))).toMatchObject({
      checked: 0,
      worst: null,
      breach: null,
    });
  });
});

describe('counts', () => {
  const happenings: Happening[] = [
    { key: 'a', atMs: 30, tag: 'order-a' },
    { key: 'a', atMs: 10, tag: 'order-a' },
    { key: 'b', atMs: 20 },
  ];
  const options = { code: 'A', what: 'charges', of: () => happenings, keys: () => ['a', 'b', 'c'] };

  test('at most once: broken by the second, when it happens', () => {
    const judgement = judge(countAtMost({ ...options, max: 1 }));
    expect(judgement).toMatchObject({ checked: 3, worst: '2' });
    expect(judgement.breach).toMatchObject({
      atMs: 30,
      operation: 'a',
      tags: ['order-a'],
      cause: 'too many charges',
    });
  });

  test('exactly once: one that never happened breaks at its deadline', () => {
    const judgement = judge(
      exactlyOnce({
        ...options,
        of: () => happenings.slice(1),
        byMs: 500,
        name: (key) => `order ${key}`,
      }),
    );
    expect(judgement.breach).toMatchObject({
      atMs: 500,
      operation: 'order c',
      observed: '0',
      tags: ['c'],
      cause: 'too few charges',
    });
    expect(judgement.worst).toBe('0');
  });

  test('several at once count as so many', () => {
    const twice = [{ key: 'a', atMs: 1, times: 2 }];
    expect(judge(countAtMost({ ...options, max: 1, of: () => twice })).breach).toMatchObject({
      observed: '2',
    });
  });

  test('all right: held, worst is one', () => {
    const once = ['a', 'b', 'c'].map((key) => ({ key, atMs: 1 }));
    expect(judge(exactlyOnce({ ...options, of: () => once }))).toMatchObject({
      breach: null,
      worst: '1',
    });
  });
});

describe('eventually', () => {
  const due = (fromMs: number, doneMs: number | null): Due => ({
    fromMs,
    doneMs,
    operation: 'order',
    tags: [],
  });
  const check = (...dues: Due[]): Judgement =>
    judge(eventually({ code: 'A', withinMs: 100, expected: 'an answer', of: () => dues }));

  test('in time: held', () => {
    expect(check(due(10, 110))).toMatchObject({ checked: 1, breach: null });
  });

  test('late or never: broken when the time is up', () => {
    expect(check(due(10, 150)).breach).toMatchObject({ atMs: 110, observed: 'after 140 ms' });
    expect(check(due(10, null)).breach).toMatchObject({ atMs: 110, observed: 'never' });
  });

  test('due after the end of the run: not judged', () => {
    expect(check(due(950, null))).toMatchObject({ checked: 0, breach: null });
  });
});

describe('histories', () => {
  test('never after: only what comes later than the closing breaks it', () => {
    const never = (atMs: number) => ({
      key: 'a',
      atMs,
      operation: 'cart a',
      observed: 'the book is back',
      tag: 'cart-a',
    });
    const check = (atMs: number): Judgement =>
      judge(
        neverAfter({
          code: 'A',
          expected: 'gone for good',
          after: () => [{ key: 'a', atMs: 50 }],
          never: () => [never(atMs)],
        }),
      );
    expect(check(50).breach).toBeNull();
    expect(check(51).breach).toMatchObject({
      atMs: 51,
      tags: ['cart-a'],
      expected: 'gone for good',
    });
  });

  test('conserved: what is missing and what is too much are two causes', () => {
    const sum = (expected: number, observed: number): Judgement =>
      judge(
        conserved({
          code: 'A',
          unit: 'books',
          of: () => [{ operation: 'stock', expected, observed, tags: [] }],
        }),
      );
    expect(sum(5, 5).breach).toBeNull();
    expect(sum(5, 4).breach).toMatchObject({
      expected: '5 books',
      observed: '4 books',
      cause: 'lost',
      atMs: 1000,
    });
    expect(sum(5, 6).breach).toMatchObject({ cause: 'made' });
  });
});
