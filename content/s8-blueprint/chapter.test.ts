import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { cost, peakOf, throughput, type Usl } from '#explorables/usl-bench/model.ts';

const chapter = readFileSync('content/s8-blueprint/chapter.mdx', 'utf8').replaceAll('&nbsp;', ' ');
const prose = chapter.replace(/^```[\s\S]*?^```$/gm, '').replaceAll(/[^\S\n]+/g, ' ');
const data: Usl = { gamma: 1_000, sigma: 0.05, kappa: 0.02 };
const x = (n: number): number => Math.round(throughput(data, n));

/** How long a request waits before n servers of 120 a second, by Sakasegawa's approximation, in ms. */
const waitMs = (n: number, rho: number): number =>
  ((1_000 / 120) * rho ** (Math.sqrt(2 * (n + 1)) - 1)) / (n * (1 - rho));

describe('chapter 8: the figures of the prose', () => {
  test('one morning: four shop nodes do 480 of 1,060, and the rest is more than half', () => {
    expect(4 * 120).toBe(480);
    expect(2 * 250).toBe(500);
    expect(1 - 480 / 1_060).toBeGreaterThan(0.5);
    expect(Math.round(1_300 + 1_100 * Math.sin((2 * Math.PI * 310) / 1_440 - Math.PI / 2))).toBe(
      1_062,
    );
  });
  test('the two laws: 250 a second through 50 slots, 20 shop nodes full at 2,400', () => {
    expect(50 / 0.2).toBe(250);
    expect(2_400 / 120 / 20).toBe(1);
  });
  test('the table of waiting', () => {
    const rows = [...prose.matchAll(/^\| (\d+) % +\|(.*)\|$/gm)];
    expect(rows).toHaveLength(6);
    for (const [, share = '', cells = ''] of rows) {
      const told = cells.split('|').map((cell) => parseFloat(cell));
      expect(told).toHaveLength(4);
      for (const [index, n] of [1, 4, 12, 30].entries()) {
        const exact = waitMs(n, Number(share) / 100);
        const digits = exact < 9.95 ? 1 : 0;
        expect(told[index], `${share} % of ${n}`).toBe(Number(exact.toFixed(digits)));
      }
    }
    expect(waitMs(30, 0.95)).toBeLessThan(waitMs(4, 0.8));
  });
  test('the curve of the data nodes, and its price', () => {
    for (const n of [3, 5, 7, 12]) expect(prose).toContain(x(n).toLocaleString('en'));
    expect(x(7) - x(8)).toBe(32);
    expect(x(12)).toBeLessThan(x(5));
    expect(cost(12, throughput(data, 12))).toBeCloseTo(4.2, 1);
    expect(peakOf(data)).toBeCloseTo(6.9, 1);
    expect(prose).toContain('its peak is at 3,271');
  });
  test('the blueprint for 2,500', () => {
    expect(prose).toContain(`(250 × 0.65) = ${(2_500 / 162.5).toFixed(1)}, so 16 + 1 = **17**`);
    expect(prose).toContain(`(120 × 0.65) = ${(2_500 / 78).toFixed(2)}, so 33 + 1 = **34**`);
    expect(2_500 / x(5)).toBe(0.8);
    expect(Math.ceil(2_500 / x(1))).toBe(3);
    expect(x(3)).toBeLessThan(2_500);
  });
  test('a lost third: 65 % becomes 98, and 80 becomes 120', () => {
    expect(Math.round((0.65 / (2 / 3)) * 100)).toBe(98);
    expect(Math.round((0.8 / (2 / 3)) * 100)).toBe(120);
  });
  test('the prose is 2,000 to 3,500 words long', () => {
    const body = prose.replace(/^---[\s\S]*?^---$/m, '');
    const words = body.split(/\s+/).filter((word) => /[\p{L}\d]/u.test(word)).length;
    expect(words).toBeGreaterThan(2_000);
    expect(words).toBeLessThan(3_500);
  });
});
