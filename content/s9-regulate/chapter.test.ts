import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { usefulBound } from '#explorables/queue-that-kills/figures.ts';
import { firstSetting, recordedRuns } from '#explorables/queue-that-kills/recorded.ts';
import { scene } from '#explorables/queue-that-kills/scene.ts';
import { present } from '#runtime/assert.ts';

const chapter = readFileSync('content/s9-regulate/chapter.mdx', 'utf8').replaceAll('&nbsp;', ' ');
const prose = chapter.replace(/^```[\s\S]*?^```$/gm, '').replaceAll(/[^\S\n]+/g, ' ');
const outcomeOf = (bound: number | null) =>
  present(
    recordedRuns.find(({ setting }) => setting.bound === bound),
    'there is a run with this bound',
  ).outcome;

describe('chapter 9: the figures of the prose', () => {
  test('the story and the figure are of the same night', () => {
    expect(firstSetting).toEqual({ surge: 2_000, bound: 1_000, maxWait: false, slow: false });
    expect(scene.capacity).toBe(
      (scene.slots * 1_000) / (scene.serviceFixedMs + scene.serviceRandomMs),
    );
    for (const figure of ['2,000 a second come, for half a minute', 'Its bound is 1,000'])
      expect(prose).toContain(figure);
  });
  test("Little's law: 1,050 ÷ 250 = 4.2 s, and 250 × (2 − 0.2) = 450", () => {
    expect(prose).toContain(`1,050 ÷ 250 = **${(1_050 / 250).toFixed(1)} s**`);
    expect(prose).toContain(`250 × (2 − 0.2) = **${usefulBound}**`);
    expect(outcomeOf(1_000).surgeInsideS).toBeCloseTo(4.1, 1);
  });
  test('up to 400 at capacity, at 450 a third too late, at 500 two or three a second and then none', () => {
    expect(outcomeOf(400).inSurge).toBeGreaterThan(248);
    expect(outcomeOf(450).inSurge / scene.capacity).toBeCloseTo(2 / 3, 1);
    for (const bound of [500, 1_000, null]) {
      expect(Math.abs(outcomeOf(bound).inSurge - 2.5)).toBeLessThanOrEqual(0.5);
      expect(outcomeOf(bound).after).toBe(0);
    }
  });
  test('a bound of 200 makes people wait 1 s in all', () => {
    expect(outcomeOf(200).surgeInsideS).toBeCloseTo(1, 1);
    expect(outcomeOf(200).surgeInside).toBeCloseTo(250, 0);
  });
  test('the loop: 200 voters three times are 600 attempts, more than 250', () => {
    expect(scene.requestsPerSecond * scene.attempts).toBe(600);
    expect(prose).toContain('that is 600 attempts a second for a PayHub that can do 250');
  });
  test('the cures: 850 old ones take 3.4 s, and 180,000 twelve minutes', () => {
    expect((1_050 - 200) / scene.capacity).toBe(3.4);
    expect(180_000 / scene.capacity / 60).toBe(12);
    expect(prose).toContain('850 old ones go through in 3.4 s');
    expect(prose).toContain('180,000 are inside by now');
  });
  test('four times slower: 62.5 a second, 3.2 s in a queue of 200, and 200 at a time under a limit of rate', () => {
    const slowest = scene.capacity / 4;
    expect(prose).toContain(`do ${slowest} a second`);
    expect(prose).toContain(`200 ÷ ${slowest} = **${200 / slowest} s**`);
    expect(250 * 0.8).toBe(200);
    expect(prose).toContain('are **200 at a time**');
  });
  test('the ramp: a line of 100 is full after 0.18 s, one of 1,000 after half a second', () => {
    // From 200 to 4,000 a second in 0.5 s; ten slots are free before it.
    const inside = (s: number): number =>
      s <= 0.5 ? 3_800 * s ** 2 - 50 * s : 925 + 3_750 * (s - 0.5);
    expect(inside(0.18) - 10).toBeCloseTo(104, 0);
    expect(inside(0.52)).toBeCloseTo(1_000, 0);
    expect(prose).toContain('about 0.18 s after the ramp begins');
  });
  test('the prose is 2,500 to 3,500 words long', () => {
    const body = prose.replace(/^---[\s\S]*?^---$/m, '');
    const words = body.split(/\s+/).filter((word) => /[\p{L}\d]/u.test(word)).length;
    expect(words).toBeGreaterThan(2_500);
    expect(words).toBeLessThan(3_500);
  });
});
