import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { costOf, type Shape } from '#explorables/waterfall/model.ts';

const chapter = readFileSync('content/s4-api/chapter.mdx', 'utf8');
const prose = chapter.replace(/^```[\s\S]*?^```$/gm, '');

describe('chapter 4: the figures of the prose', () => {
  const fifty = (shape: Shape) => costOf(shape, { items: 50, rttMs: 5 });
  const late = (shape: Shape): string =>
    `${Math.round(costOf(shape, { items: 12, rttMs: 5 }).lateChance * 100)} %`;

  test('fifty items, 5 ms: a hundred and fifty questions, three quarters of a second, 300 messages or four', () => {
    expect(fifty('sequential')).toMatchObject({ questions: 150, ms: 750, messages: 300 });
    expect(fifty('parallel')).toMatchObject({ ms: 5, messages: 300 });
    expect(fifty('batched')).toMatchObject({ ms: 5, messages: 4 });
    for (const words of [
      'hundred and fifty',
      'three quarters of a second',
      'three hundred messages a page',
      'where four would have done',
    ]) {
      expect(prose.replaceAll(/\s+/g, ' ')).toContain(words);
    }
  });

  test('late answers: 2 % of the pages that wait for two, 30 % of those that wait for thirty-six', () => {
    expect([late('batched'), late('parallel')]).toEqual(['2 %', '30 %']);
    expect(prose).toContain('slow in 2 % of the cases');
    expect(prose).toContain('thirty-six in 30 %');
  });
});
