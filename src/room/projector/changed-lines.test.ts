import { expect, test } from 'vitest';
import { changedLines } from './changed-lines.ts';

test('changed lines: what begins and ends alike is left out', () => {
  expect(changedLines('a\nb\nc', 'a\nb\nc')).toBeNull();
  expect(changedLines('a\nb\nc', 'a\nx\ny\nc')).toEqual({ from: 1, until: 3 });
  expect(changedLines('a\nb\nc', 'a\nc')).toEqual({ from: 1, until: 1 });
  expect(changedLines('', 'a\nb')).toEqual({ from: 0, until: 2 });
  expect(changedLines('a\na', 'a\na\na')).toEqual({ from: 2, until: 3 });
});
