import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  objectives,
  ordersMayFail,
  pagesMayFail,
  perSecond,
} from '../../labs/capstone/objectives.ts';
import { loadUntilMs, windowMs, zone2Excused } from '../../labs/capstone/clock.ts';
import { recordedNights } from '#workbench/night/recorded.ts';

const chapter = readFileSync('content/capstone/chapter.mdx', 'utf8').replaceAll('&nbsp;', ' ');
const prose = chapter.replace(/^```[\s\S]*?^```$/gm, '');
const percent = (share: number, digits: number): string => `${(share * 100).toFixed(digits)} %`;

const seconds = loadUntilMs / 1_000;
const orders = perSecond.order * seconds;
const pages = (perSecond.browse + perSecond.cart) * seconds;
const windows = loadUntilMs / windowMs;

describe('capstone: the figures of the prose are those of the lab', () => {
  test('the budgets in requests', () => {
    expect(orders).toBe(3_480);
    expect(pages).toBe(26_100);
    expect(Math.floor((1 - objectives.order) * orders + 1e-9)).toBe(17);
    expect(prose).toContain('0.005 × 3,480 = **17 orders**');
    expect(prose).toContain(`17 failed orders and ${pagesMayFail} failed pages`);
    // The orders that are not counted leave a little less.
    expect(ordersMayFail).toBeLessThanOrEqual(17);
    expect((perSecond.browse + perSecond.cart) * 10).toBe(3 * 50);
  });
  test('the budget in time, and its twelfth', () => {
    expect(((1 - objectives.order) * seconds).toFixed(1)).toBe('8.7');
    expect(prose).toContain(`8.7 s ÷ 12 = **${(8.7 / 12).toFixed(1)} s**`);
  });
  test('by requests and by time: the same failures, three ways', () => {
    expect(prose).toContain(`${windows} windows of 10 s`);
    const perWindow = orders / windows;
    expect(perWindow).toBe(20);
    expect((perWindow - 1) / perWindow).toBeGreaterThanOrEqual(0.95);
    expect((perWindow - 2) / perWindow).toBeLessThan(0.95);
    const row = (spoilt: number): string =>
      `| ${percent(1 - 17 / orders, 2)}     | ${spoilt}              | ${spoilt === 0 ? '100 %  ' : percent(1 - spoilt / windows, 2)} |`;
    expect(prose).toContain(row(1));
    expect(prose).toContain(row(0));
    expect(prose).toContain(row(Math.floor(17 / 2)));
  });
  test('the recorded nights: votes by requests and by time, chat’s budget, the first two parcels', () => {
    const { functions, series } = recordedNights.reference.night;
    const vote = functions.find(({ fn }) => fn === 'vote');
    expect(prose).toContain(`${percent(vote?.availability ?? 0, 1)} by requests`);
    expect(prose).toContain(`to ${percent(vote?.byTime ?? 0, 1)} by time`);
    const votes = series.functions.find(({ fn }) => fn === 'vote')?.total ?? [];
    const final = votes.slice(78, 84).reduce((sum, one) => sum + one, 0);
    const all = votes.reduce((sum, one) => sum + one, 0);
    expect(final / all).toBeGreaterThan(0.6);
    expect(final / all).toBeLessThan(0.7);
    const chat = functions.find(({ fn }) => fn === 'chat');
    expect(chat?.budget.usedShare).toBeGreaterThan(0.75);
    expect(chat?.budget.usedShare).toBeLessThan(0.85);
    const [parcels] = recordedNights.starter.night.breaches;
    expect(parcels).toMatchObject({ code: 'Z-1' });
    expect(parcels?.atMs).toBeLessThan(15_000);
  });
  test('what is not counted', () => {
    const [cut] = zone2Excused;
    const refused = ((cut.untilMs - cut.fromMs) / 1_000) * perSecond.order * (1 / 3);
    expect(refused).toBe(60);
    expect(prose).toContain(`gets beyond ${percent(1 - refused / orders, 1)}`);
  });
  test('nines', () => {
    expect(prose).toContain(`99.5 % has ${(-Math.log10(0.005)).toFixed(1)}`);
    expect(prose).toContain(`1 in ${(orders / 3).toLocaleString('en')}`);
    expect(Math.floor(Math.log10(orders / 3) * 10) / 10).toBe(3);
    expect(prose).toContain(`0.999⁹ × 0.995 = **${percent(0.999 ** 9 * 0.995, 1)}**`);
  });
  test('two layers of retries: hardly anything while the bottom answers, nine calls when it does not', () => {
    const attempts = 1 + 0.05 + 0.05 ** 2;
    expect(prose).toContain(`${attempts.toFixed(2)} attempts per layer`);
    expect(prose).toContain(`${(attempts ** 2).toFixed(2)} calls at the bottom`);
    expect(prose).toContain('3 × 3 = **9 calls**');
  });
  test('the table of the night has every event of the campaign', () => {
    const { faults } = recordedNights.reference.night;
    const rows = [...prose.matchAll(/^\| (\d+):(\d\d) +\|/gm)].map(
      ([, minutes, rest]) => Number(minutes) * 60 + Number(rest),
    );
    // The last row is the healing.
    expect(rows).toHaveLength(faults.length + 1);
    for (const [index, { fromMs }] of faults.entries()) {
      // A crash waits for the moment at which it hurts most.
      expect(fromMs / 1_000 - (rows[index] ?? 0)).toBeGreaterThanOrEqual(0);
      expect(fromMs / 1_000 - (rows[index] ?? 0)).toBeLessThan(30);
    }
  });
  test('the prose is 2,500 to 3,500 words long', () => {
    const body = prose.replace(/^---[\s\S]*?^---$/m, '');
    const words = body.split(/\s+/).filter((word) => /[\p{L}\d]/u.test(word)).length;
    expect(words).toBeGreaterThan(2_500);
    expect(words).toBeLessThan(3_500);
  });
});
