import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { uniform } from '#explorables/random.ts';

const chapter = readFileSync('content/s5-retry/chapter.mdx', 'utf8').replaceAll('&nbsp;', ' ');
const prose = chapter.replace(/^```[\s\S]*?^```$/gm, '');

interface Odds {
  acknowledged: number;
  takesEffect: number;
  twiceOrMore: number;
  attempts: number;
}

/** What becomes of an order, by going through everything that can happen to each attempt. */
function odds(lossThere: number, lossBack: number, attemptsMax: number): Odds {
  const total: Odds = { acknowledged: 0, takesEffect: 0, twiceOrMore: 0, attempts: 0 };
  const go = (attempt: number, chance: number, effects: number): void => {
    const end = (with_: number, count: number, isAcknowledged: boolean): void => {
      if (isAcknowledged) total.acknowledged += with_;
      if (count > 0) total.takesEffect += with_;
      if (count > 1) total.twiceOrMore += with_;
    };
    total.attempts += chance;
    const next = (branch: number, count: number): void =>
      attempt === attemptsMax ? end(branch, count, false) : go(attempt + 1, branch, count);
    next(chance * lossThere, effects);
    next(chance * (1 - lossThere) * lossBack, effects + 1);
    end(chance * (1 - lossThere) * (1 - lossBack), effects + 1, true);
  };
  go(1, 1, 0);
  return total;
}
const percent = (share: number, digits: number): string => `${(share * 100).toFixed(digits)} %`;

describe('chapter 5: the figures of the prose', () => {
  const once = odds(0.05, 0.05, 1);
  const thrice = odds(0.05, 0.05, 3);
  test('one attempt: 95.0 % take effect, 90.25 % are acknowledged', () => {
    expect(percent(once.takesEffect, 1)).toBe('95.0 %');
    expect(percent(once.acknowledged, 2)).toBe('90.25 %');
    expect(percent(once.takesEffect - once.acknowledged, 2)).toBe('4.75 %');
  });
  test('three attempts: 99.9875 %, 99.907 %, 1.107 attempts, 4.96 % twice or more', () => {
    expect(percent(thrice.takesEffect, 4)).toBe('99.9875 %');
    expect(percent(thrice.acknowledged, 3)).toBe('99.907 %');
    expect(thrice.attempts.toFixed(3)).toBe('1.107');
    expect(percent(thrice.twiceOrMore, 2)).toBe('4.96 %');
    expect(Math.round(200 * thrice.twiceOrMore)).toBe(10);
  });
  test('the formulas of the prose give what the enumeration gives', () => {
    expect(1 - 0.0975 ** 3).toBeCloseTo(thrice.acknowledged, 12);
    expect(1 - 0.05 ** 3).toBeCloseTo(thrice.takesEffect, 12);
    expect(1 + 0.0975 + 0.0975 ** 2).toBeCloseTo(thrice.attempts, 12);
    expect(0.0475 * 0.95 + 2 * 0.05 * 0.0475 * 0.95).toBeCloseTo(thrice.twiceOrMore, 12);
    expect((0.0475 * 0.95).toFixed(4)).toBe('0.0451');
    expect((2 * 0.05 * 0.0475 * 0.95).toFixed(4)).toBe('0.0045');
  });
  test.each([
    '95.0 %',
    '90.25 %',
    '4.75 %',
    '9.75 %',
    '99.907 %',
    '99.9875 %',
    '1.107',
    '4.96 %',
    '10.7 % of extra traffic',
    '4³ = 64',
    '3⁵ = 243',
    '50 × 30 = 1,500',
    '200 × 2.9 = 580',
    '(220 − 150) × 30 = 2,100',
  ])('the prose says %s', (figure) => {
    expect(prose).toContain(figure);
  });
  test('the table of nines', () => {
    const hours = (availability: number): number => (1 - availability) * 365.25 * 24;
    expect(prose).toContain(`${hours(0.99).toFixed(1)} hours`);
    expect(prose).toContain(`${hours(0.999).toFixed(2)} hours`);
    expect(prose).toContain(`${(hours(0.9999) * 60).toFixed(1)} minutes`);
    expect(prose).toContain(`${(hours(0.99999) * 60).toFixed(2)} minutes`);
    expect(prose).toContain(`${(1e-9 * 365.25 * 86_400_000).toFixed(1)} ms`);
    expect(prose).toContain(`99.9 % in a row make ${percent(0.999 ** 3, 2)}`);
    expect(1 - 0.01 ** 2).toBeCloseTo(0.9999, 12);
  });
  test('300 retries over 200 ms of full jitter: 30 in each 20 ms, 40 to 50 in the densest', () => {
    const draw = uniform(1, 1);
    let densestSum = 0;
    for (let run = 0; run < 200; run++) {
      const atMs = Array.from({ length: 300 }, () => draw() * 200).sort((a, b) => a - b);
      const within = atMs.map((from, index) => {
        return atMs.slice(index).filter((one) => one < from + 20).length;
      });
      densestSum += Math.max(...within);
    }
    expect(densestSum / 200).toBeGreaterThan(40);
    expect(densestSum / 200).toBeLessThan(50);
  });
  test('the prose is 2,500 to 3,500 words long', () => {
    const body = prose.replace(/^---[\s\S]*?^---$/m, '').replace(/<SpaceTime[\s\S]*?\/>/, '');
    const words = body.split(/\s+/).filter((word) => /[\p{L}\d]/u.test(word)).length;
    expect(words).toBeGreaterThan(2_500);
    expect(words).toBeLessThan(3_500);
  });
});
