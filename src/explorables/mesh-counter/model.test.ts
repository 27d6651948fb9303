import { describe, expect, test } from 'vitest';
import { costOf, linesOf } from './model.ts';

describe('mesh', () => {
  test('100 nodes: 4,950 links, 660 ticks a second', () => {
    const { links, ticksPerS } = costOf(100, 'mesh');
    expect([links, ticksPerS]).toEqual([4950, 660]);
  });
  test('120 nodes: 7,140 links; a core of 60 with islands 1,950', () => {
    expect(costOf(120, 'mesh').links).toBe(7140);
    expect(costOf(120, 'islands').links).toBe(1950);
  });
  test.each([2, 3, 4, 5, 12, 61, 120])('lines: as many as are counted, for %i nodes', (nodes) => {
    for (const plan of ['mesh', 'islands'] as const) {
      const lines = linesOf(nodes, plan);
      expect(lines).toHaveLength(costOf(nodes, plan).links);
      expect(
        new Set(lines.map(([from, to]) => `${Math.min(from, to)} ${Math.max(from, to)}`)).size,
      ).toBe(lines.length);
    }
  });
});

describe('a cluster-wide name', () => {
  test('two nodes: two round trips of two milliseconds', () => {
    expect(costOf(2, 'mesh').nameMs).toBeCloseTo(4, 2);
  });
  test('the slowest of many: longer with each node, never above its bound', () => {
    const times = [2, 10, 50, 200].map((nodes) => costOf(nodes, 'mesh').nameMs);
    expect(times).toEqual([...times].sort((left, right) => left - right));
    expect(times.at(-1)).toBeLessThan(4.8);
  });
  test('hiccups: 63 % with a hundred nodes, if each stands still for 1 % of the time', () => {
    expect(costOf(100, 'mesh').hiccup).toBeCloseTo(0.63, 2);
  });
});
