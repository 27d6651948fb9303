import { describe, expect, test } from 'vitest';
import { barsOf, costOf, itemsInBudget, shapes, verdictOf } from './model.ts';

const twelve = { items: 12, rttMs: 5 };

describe('cost', () => {
  test('twelve items, 5 ms: 180 ms and 72 messages, 5 ms and 72, 5 ms and 4', () => {
    const costs = shapes.map((shape) => costOf(shape, twelve));
    expect(costs.map(({ ms, messages }) => [ms, messages])).toEqual([
      [180, 72],
      [5, 72],
      [5, 4],
    ]);
  });

  test('one for each owner does not depend on the number of items', () => {
    expect(costOf('batched', { items: 50, rttMs: 5 })).toEqual(costOf('batched', twelve));
  });

  test('late answers: 30 % with 36 questions, 2 % with two', () => {
    expect(costOf('parallel', twelve).lateChance).toBeCloseTo(0.3036, 3);
    expect(costOf('batched', twelve).lateChance).toBeCloseTo(0.0199, 4);
  });

  test('budget: four items at 5 ms, none at 40', () => {
    expect([0.5, 5, 40].map(itemsInBudget)).toEqual([40, 4, 0]);
  });
});

test('bars: as many as questions, in one row only where they follow each other', () => {
  for (const shape of shapes) {
    const bars = barsOf(shape, twelve);
    expect(bars).toHaveLength(costOf(shape, twelve).questions);
    expect(new Set(bars.map(({ row }) => row)).size).toBe(shape === 'sequential' ? 1 : bars.length);
    expect(Math.max(...bars.map(({ untilMs }) => untilMs))).toBe(costOf(shape, twelve).ms);
  }
});

test('verdict: in time, too late, and no way', () => {
  expect(verdictOf({ items: 4, rttMs: 5 })).toContain('in time');
  expect(verdictOf(twelve)).toContain('72 messages where 4 would do');
  expect(verdictOf({ items: 1, rttMs: 80 })).toContain('no interface helps');
});
