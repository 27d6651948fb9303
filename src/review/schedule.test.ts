import { expect, test } from 'vitest';
import { answered, dayOf, dueOn, nextDay } from './schedule.ts';

test('review: a right answer waits longer each time, a wrong one is asked again tomorrow', () => {
  const first = answered(undefined, true, 100);
  expect(first).toEqual({ box: 1, due: 103 });
  const second = answered(first, true, 103);
  expect(second).toEqual({ box: 2, due: 110 });
  expect(answered(second, false, 110)).toEqual({ box: 0, due: 111 });
});

test('review: right before its day moves nothing on, wrong before its day counts', () => {
  const card = { box: 2, due: 110 };
  expect(answered(card, true, 105)).toEqual(card);
  expect(answered(card, false, 105)).toEqual({ box: 0, due: 106 });
});

test('review: the last box is asked once a season, for ever', () => {
  expect(answered({ box: 5, due: 10 }, true, 10)).toEqual({ box: 5, due: 100 });
});

test('review: what is due comes in the order of its day, whatever was stored first', () => {
  const cards = {
    'b/x': { box: 1, due: 9 },
    'a/y': { box: 0, due: 9 },
    'a/z': { box: 0, due: 4 },
    'a/later': { box: 3, due: 20 },
  };
  expect(dueOn(cards, 10)).toEqual(['a/z', 'a/y', 'b/x']);
  expect(nextDay(cards)).toBe(4);
  expect(nextDay({})).toBeNull();
});

test('review: a day begins at midnight where the reader is', () => {
  const late = new Date(2026, 4, 3, 23, 59);
  const early = new Date(2026, 4, 4, 0, 1);
  expect(dayOf(early) - dayOf(late)).toBe(1);
});
