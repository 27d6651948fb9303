import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hunksOf, takeHunk } from './hunks.ts';

const mine = 'one\ntwo\nthree\nfour\nfive\nsix\nseven\n';
const theirs = 'one\n2\nthree\nfour\nfive\nsix\nseven\neight\n';

test('hunks: each change with the lines beside it', () => {
  const hunks = hunksOf(mine, theirs);
  expect(hunks.map(({ line }) => line)).toEqual([2, 8]);
  expect(hunks[0]?.lines.map(({ sign, text }) => sign + text)).toEqual([
    ' one',
    '-two',
    '+2',
    ' three',
    ' four',
  ]);
  expect(hunksOf(mine, mine)).toEqual([]);
});

test('hunks: one is taken and the other stays as it is', () => {
  expect(takeHunk(mine, theirs, 0)).toBe(mine.replace('two', '2'));
  expect(takeHunk(mine, theirs, 1)).toBe(`${mine}eight\n`);
});

test('hunks: whoever takes the first until none is left has the other text', () => {
  const text = fc
    .array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 })
    .map((lines) => lines.join('\n'));
  fc.assert(
    fc.property(text, text, (from, to) => {
      let now = from;
      for (let turn = 0; turn < 20 && now !== to; turn += 1) now = takeHunk(now, to, 0);
      expect(now).toBe(to);
    }),
  );
});
