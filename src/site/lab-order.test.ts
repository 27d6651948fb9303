import { expect, test } from 'vitest';
import { labsInOrder } from './lab-order.ts';

test('labs: they come in the order of the course, and one without a stop comes last', () => {
  const ids = ['s10-oam', 'extra', 's2-ring', 'b1-minibeam', 'p-presence'];
  expect(labsInOrder(ids.map((id) => ({ id }))).map(({ id }) => id)).toEqual([
    'p-presence',
    's2-ring',
    's10-oam',
    'b1-minibeam',
    'extra',
  ]);
});
