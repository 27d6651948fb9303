import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { minimise } from '#explorables/shrinker/model.ts';
import { schedule } from '#explorables/shrinker/schedule.ts';

const chapter = readFileSync('content/s7-break/chapter.mdx', 'utf8').replaceAll('&nbsp;', ' ');
const prose = chapter.replace(/^```[\s\S]*?^```$/gm, '');
const quiz = readFileSync('content/s7-break/quiz.yaml', 'utf8');
const percent = (share: number, digits = 0): string => `${(share * 100).toFixed(digits)} %`;

describe('chapter 7: the figures of the prose', () => {
  test('a lost reply and a restart between two attempts: 0.15 %, 1.2 %, 21 % and 99 %', () => {
    const order = (0.1 * 300) / 20_000;
    const run = 1 - (1 - order) ** 8;
    const found = (runs: number): string => percent(1 - (1 - run) ** runs);
    expect(prose).toContain(`0.1 × 300 / 20,000 = ${percent(order, 2)}`);
    expect(prose).toContain(`one of eight orders with ${percent(run, 1)}`);
    expect(prose).toContain(
      `Twenty runs find it with ${found(20)}, four hundred with ${found(400)}`,
    );
  });

  test('four hundred runs without a failure: at most 0.75 % of such runs fail, at 95 %', () => {
    const bound = 1 - 0.05 ** (1 / 400);
    expect(prose).toContain(`at most ${percent(bound, 2)} of _such_ runs fail`);
  });

  test('the shrinker: fourteen events, six operations, eight faults, and as many subsets and runs as is said', () => {
    const operations = schedule.filter(({ kind }) => kind === 'operation').length;
    expect([schedule.length, operations, schedule.length - operations]).toEqual([14, 6, 8]);
    expect(prose).toContain(`${(2 ** schedule.length).toLocaleString('en')} subsets`);
    expect(quiz).toContain(`${minimise('the same').tries.length} of them in this chapter's figure`);
    expect(minimise('any').kept).toHaveLength(2);
  });

  test('a majority across both data centres: 40 ms there, 40 ms back', () => {
    expect(prose).toContain('40 ms away');
    expect(prose).toContain('a round trip of 80 ms');
  });
});
