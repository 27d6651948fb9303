import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const chapter = readFileSync('content/p-presence/chapter.mdx', 'utf8');
const prose = chapter.replace(/^```[\s\S]*?^```$/gm, '');

describe('chapter P: the figures of the prose', () => {
  test('an idle process: 2.6 kB, and a hundred thousand of them 276 MB', () => {
    expect(prose).toContain('about 2.6 kB');
    expect(prose).toContain('276 MB');
    // 327 words are the documented size; the sum was measured, and has the tables of the machine in it.
    expect(327 * 8).toBe(2_616);
    expect((276e6 / 100_000 / 2_616).toFixed(2)).toBe('1.06');
    expect(prose).toContain('ten times as many need 26 GB');
    expect(Math.round((10_000_000 * 2_616) / 1e9)).toBe(26);
  });

  test('three levels of three restarts: sixty-four starts', () => {
    const startsOf = (levels: number): number => (levels === 0 ? 1 : 4 * startsOf(levels - 1));
    expect(startsOf(3)).toBe(64);
    expect(prose).toContain('sixty-four times');
  });
});
