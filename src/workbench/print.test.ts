import { expect, test } from 'vitest';
import { printInstant } from './print.ts';

test('instant: in the unit that a run of its length is read in', () => {
  const hour = 3_600_000;
  expect([40, 12_086, 1_799_999].map(printInstant)).toEqual(['40 ms', '12.086 s', '1799.999 s']);
  expect([hour, 3 * hour + 78_000, 337 * hour + 1_200_000].map(printInstant)).toEqual([
    '1:00:00',
    '3:01:18',
    '14 d 1:20:00',
  ]);
});
