import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mergeTexts } from './merge.ts';

const base = { 'a.ts': 'one\ntwo\nthree\nfour\nfive\n' };

describe('merge', () => {
  test('changes in different places come together', () => {
    const mine = { 'a.ts': 'ONE\ntwo\nthree\nfour\nfive\n' };
    const theirs = { 'a.ts': 'one\ntwo\nthree\nfour\nFIVE\n' };
    expect(mergeTexts(mine, base, theirs)).toEqual({
      texts: { 'a.ts': 'ONE\ntwo\nthree\nfour\nFIVE\n' },
      conflicts: 0,
    });
  });

  test('changes in one place are both there, marked as comments', () => {
    const { texts, conflicts } = mergeTexts({ 'a.ts': 'one\nmine\nthree\nfour\nfive\n' }, base, {
      'a.ts': 'one\nnew\nthree\nfour\nfive\n',
    });
    expect(conflicts).toBe(1);
    expect(texts['a.ts']?.split('\n')).toEqual([
      'one',
      '// ▼ yours, from here',
      'mine',
      '// ▼ the new starter, from here',
      'new',
      '// ▲ choose one of the two, and delete these marks',
      'three',
      'four',
      'five',
      '',
    ]);
  });

  test('the same change on both sides is no conflict', () => {
    const both = { 'a.ts': 'one\nTWO\nthree\nfour\nfive\n' };
    expect(mergeTexts(both, base, both)).toEqual({ texts: both, conflicts: 0 });
  });

  test('a new file is taken, a file that is gone is left out', () => {
    expect(
      mergeTexts({ 'a.ts': 'x', 'b.ts': 'y' }, base, { 'a.ts': 'x', 'c.ts': 'z' }).texts,
    ).toEqual({ 'a.ts': 'x', 'c.ts': 'z' });
  });

  test('where only one side changed, that side is the result', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', '')).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const [was, is] = [{ 'a.ts': before }, { 'a.ts': after }];
        expect(mergeTexts(is, was, was)).toEqual({ texts: is, conflicts: 0 });
        expect(mergeTexts(was, was, is)).toEqual({ texts: is, conflicts: 0 });
      }),
      { seed: 20_261_121 },
    );
  });
});
