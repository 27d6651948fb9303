import { describe, expect, test } from 'vitest';
import {
  cells,
  crowded,
  movedCells,
  pictureOf,
  tokenPicture,
  unevenness,
  type Rule,
} from './model.ts';

const moved = (rule: Rule, from: readonly number[], to: readonly number[]): number =>
  movedCells(pictureOf(rule, from), pictureOf(rule, to)).filter(Boolean).length;

describe('ring: 4 → 5 nodes', () => {
  test('modulo: about four keys of five move', () => {
    expect(moved('modulo', [4], [5])).toBeGreaterThan(cells * 0.65);
  });
  test('turns: 48 of 64 partitions', () => {
    expect(moved('turns', [4], [5])).toBe(48);
  });
  test('claimed: 12, which is the newcomer’s share', () => {
    expect(moved('claimed', [4], [4, 5])).toBe(12);
  });
});

describe('ring: claimed', () => {
  test('joins from 4 to 12 move 12, 10, 9, 8, 7, 6, 5, 5', () => {
    const history = [4, 5, 6, 7, 8, 9, 10, 11, 12];
    const moves = history
      .slice(1)
      .map((_, at) => moved('claimed', history.slice(0, at + 1), history.slice(0, at + 2)));
    expect(moves).toEqual([12, 10, 9, 8, 7, 6, 5, 5]);
  });
  test('balance: never more than one partition apart, up and down again', () => {
    const history = [4, 5, 6, 7, 8, 9, 10, 11, 12, 11, 10, 9, 8, 7];
    for (const [at] of history.entries()) {
      const { loads } = pictureOf('claimed', history.slice(0, at + 1));
      expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1);
    }
  });
  test('neighbours: three copies are always on three nodes; turns fail at 7 and 9', () => {
    for (const count of [4, 5, 6, 7, 8, 9, 10, 11, 12]) {
      expect(crowded(pictureOf('claimed', [count])), `claimed, ${count} nodes`).toBe(0);
    }
    expect(crowded(pictureOf('turns', [7]))).toBeGreaterThan(0);
    expect(crowded(pictureOf('turns', [9]))).toBeGreaterThan(0);
  });
});

describe('ring: random points', () => {
  test.each([
    [1, 2.69],
    [8, 1.55],
    [64, 1.19],
    [256, 1.09],
  ])('%i for each of 8 nodes: the busiest owns about %f of the mean', (tokens, expected) => {
    const runs = 400;
    let sum = 0;
    for (let seed = 1; seed <= runs; seed++) sum += unevenness(tokenPicture(8, tokens, seed));
    expect(Math.abs(sum / runs - expected)).toBeLessThan(expected * 0.06);
  });
  test('a newcomer takes from others, and nobody else’s points move', () => {
    const [before, after] = [tokenPicture(7, 8), tokenPicture(8, 8)];
    const changed = after.owners.filter((owner, at) => owner !== before.owners[at]);
    expect(new Set(changed)).toEqual(new Set([7]));
  });
});
