import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { answered } from '#components/predict.ts';
import { deskOf, signal, type Settings } from '#explorables/alarm-desk/model.ts';
import { accountOf, paint, quietMonth } from '#explorables/budget-burner/model.ts';
import { monthOf } from '#explorables/budget-burner/months.ts';

const chapter = readFileSync('content/s10-oam/chapter.mdx', 'utf8').replaceAll('&nbsp;', ' ');
const prose = chapter
  .replace(/^```[\s\S]*?^```$/gm, '')
  .replaceAll(/\s+/g, ' ')
  .replaceAll('**', '');
const says = (text: string): void => {
  expect(prose).toContain(text);
};

describe('chapter 10: the figures of the prose', () => {
  test('the budget: 43.2 minutes, 25.9 seconds, 2 % in an hour at 14.4, gone after 50 hours', () => {
    const monthMin = 30 * 24 * 60;
    expect(monthMin * 0.001).toBeCloseTo(43.2, 9);
    expect((monthMin * 60 * 0.00001).toFixed(1)).toBe('25.9');
    expect((14.4 * 1) / 720).toBeCloseTo(0.02, 12);
    expect(720 / 14.4).toBe(50);
    for (const text of ['43.2 minutes', '25.9 seconds', '14.4 × 1 h / 720 h = 2 %', '50 hours'])
      says(text);
  });
  test('the table of windows: what is used up when the long one is full', () => {
    const used = [
      [14.4, 1],
      [6, 6],
      [1, 72],
    ].map(([burn = 0, hours = 0]) => Math.round(((burn * hours) / 720) * 100));
    expect(used).toEqual([2, 5, 10]);
    says('| 1 h | 5 min | 2 % | | page | 6 | 6 h | 30 min | 5 % |');
  });
  test('a blip: 0.7 % of the budget, a burn rate of 5 over an hour and of 60 over five minutes', () => {
    expect(((0.3 / 43.2) * 100).toFixed(1)).toBe('0.7');
    expect(Math.round((0.3 + 59 * 0.0002) / 60 / 0.001)).toBe(5);
    expect(Math.round((0.3 + 4 * 0.0002) / 5 / 0.001)).toBe(60);
    says('each such blip takes 0.7 %');
    says('burns at 60');
  });
  test('an outage of three minutes, by the hour alone: paged at once, and wrong for 59 minutes', () => {
    const month = paint(quietMonth(), { fromMin: 12_000, untilMin: 12_003 }, 1);
    const hourly = (at: number): number =>
      month.subarray(at - 59, at + 1).reduce((sum, ratio) => sum + ratio, 0) / 60 / 0.001;
    expect(hourly(12_000)).toBeGreaterThan(14.4);
    expect([hourly(12_061) > 14.4, hourly(12_062) > 14.4]).toEqual([true, false]);
    expect(12_062 - 12_003).toBe(59);
    says('for another 59 minutes the page says otherwise');
  });
  test('twelve hours at 0.75 % take an eighth, and three days at 0.3 % are a ticket after 20 h 34 min', () => {
    expect((720 * 0.0075) / 43.2).toBeCloseTo(1 / 8, 12);
    says('Twelve hours at 0.75 % are a burn rate of 7.5, and take an eighth');
    const [creep] = accountOf(monthOf('creep')).incidents;
    expect(creep?.noticed.ticket.afterMin).toBe(20 * 60 + 34);
    expect(((20 * 60 + 34) * 0.003) / 43.2).toBeCloseTo(0.086, 3);
    says('20 hours and 34 minutes');
    const lab = accountOf(monthOf('lab')).incidents.find(({ fromMin }) => fromMin === 30_000);
    expect(Math.floor((lab?.noticed.ticket.afterMin ?? 0) / 60)).toBe(14);
    says('after 14 hours in the figure');
  });
  test('the vote’s peak: 0.22 % and 2 as a mean of ratios, half of the customers and 20 as a sum', () => {
    const ratio = (3 * 0.04 + 57 * 0.0002) / 60;
    expect((ratio * 100).toFixed(2)).toBe('0.22');
    const all = 3 * 20_000 + 57 * 1_000;
    expect((3 * 20_000) / all).toBeCloseTo(0.51, 2);
    expect(Math.floor((3 * 20_000 * 0.04 + 57 * 1_000 * 0.0002) / all / 0.001)).toBe(20);
    says('= 0.22 %, a burn rate of 2');
    says('Summed, it is 20.');
  });
  test('two nights: 31 breaths in four hours, and a death 50 minutes after 55 %', () => {
    expect(Math.floor((4 * 3_600) / 460)).toBe(31);
    expect((95 - 55) / 0.8).toBe(50);
    expect(55 + 0.8 * 20).toBe(71);
    says('called 31 times');
  });
  test('time left: 30 minutes at 71 %, raised at 79; 61 minutes of atoms; two points a minute', () => {
    expect((95 - 71) / 0.8).toBeCloseTo(30, 9);
    expect(95 - 20 * 0.8).toBe(79);
    expect(Math.floor((0.7 * 1_048_576) / 200 / 60)).toBe(61);
    expect(Math.round(15 / (460 / 60))).toBe(2);
    for (const text of ['in 30 minutes', 'raised at 79 %', '61 minutes left']) says(text);
  });
  test('the alarm desk: 31 pages, 18, one at six minutes, and a quarter of an hour of notice', () => {
    const shift = (settings: Partial<Settings>) =>
      deskOf(signal(), { raise: 80, clear: 80, raiseForS: 0, clearForS: 0, ...settings });
    expect(shift({}).raised).toHaveLength(31);
    expect(shift({ clear: 75 }).raised).toHaveLength(18);
    const deaf = shift({ clear: 65 });
    expect([deaf.raised[0]?.fromS, deaf.isDeaf]).toEqual([360, true]);
    for (const settings of [
      { raise: 85, clear: 75 },
      { clear: 75, raiseForS: 120, clearForS: 120 },
    ]) {
      expect(shift(settings).causeless).toBe(0);
      expect(shift(settings).noticeS).toBeGreaterThan(900);
    }
    says('takes the 31 pages of the figure to 18');
    says('at six minutes');
    says('a quarter of an hour of notice');
  });
});

test('quiz: what the programs print is one of the options', () => {
  const { questions } = z
    .object({
      questions: z.array(
        z.looseObject({
          id: z.string(),
          program: z.string().optional(),
          options: z.array(z.looseObject({ text: z.string(), why: z.string() })),
        }),
      ),
    })
    .parse(parse(readFileSync('content/s10-oam/quiz.yaml', 'utf8')));
  const right = questions.flatMap(({ id, program, options }) =>
    program === undefined
      ? []
      : answered({ id, program, options }, 'quiz.yaml').filter(({ correct }) => correct),
  );
  expect(right.map(({ text }) => text)).toEqual(['3 10', '2 raised']);
});

test('the prose is 2,500 to 3,500 words long', () => {
  const body = prose.replace(/^---.*?--- /, '');
  const words = body.split(/\s+/).filter((word) => /[\p{L}\d]/u.test(word)).length;
  expect(words).toBeGreaterThan(2_500);
  expect(words).toBeLessThan(3_500);
});
