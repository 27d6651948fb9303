import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { costOf, presets } from '#explorables/blast-radius/model.ts';
import { functions, hardware, useMax, useOf } from '#explorables/blast-radius/plan.ts';

const chapter = readFileSync('content/s1-nodes/chapter.mdx', 'utf8');
const prose = chapter.replace(/^```[\s\S]*?^```$/gm, '');

describe('chapter 1: the figures of the prose', () => {
  test('24 GB of connections: 75 % of one machine of two, 37.5 % of each of two of three', () => {
    const chat = functions.filter(({ name }) => name === 'chat.conn');
    const shareOf = (left: number): string => `${useOf(chat, 'mem', left).gb * 100} %`;
    expect([shareOf(1), shareOf(2)]).toEqual(['75 %', '37.5 %']);
    expect(hardware.mem.gb).toBe(32);
    for (const figure of ['75 %: too much', '24 of 64, 37.5 %', `${useMax * 100} % say`]) {
      expect(prose).toContain(figure);
    }
  });

  test('twelve thousand handshakes of 5 ms within three seconds: twenty cores', () => {
    expect((12_000 * 5) / 3_000).toBe(20);
    expect(prose).toContain('twenty cores, for three seconds');
  });

  test('a type for each function: 92 credits, which the notes tell', () => {
    const one = presets.find(({ id }) => id === 'each');
    expect(one && costOf(one.placement).credits).toBe(92);
    expect(readFileSync('content/s1-nodes/notes.mdx', 'utf8')).toContain('costs 92 of 84 credits');
  });
});
