import { expect, test } from 'vitest';
import { inCourseOrder, neighbours } from './chapter-order.ts';
import { stepName, stopOf } from './course-map.ts';

test('chapter order: chapters come in the order of the course, whatever the file system says', () => {
  const stops = inCourseOrder(['s10-oam', 'b1-minibeam', 's2-ring', 'p-presence']);
  expect(stops.map(({ id }) => id)).toEqual(['p-presence', 's2-ring', 's10-oam', 'b1-minibeam']);
});

test('chapter order: a folder that is no stop of the map is named', () => {
  expect(() => inCourseOrder(['s5-retries'])).toThrow('content/s5-retries/ is no stop');
});

test('chapter order: what is not written yet is stepped over', () => {
  const { previous, next } = neighbours('s5-retry', ['s2-ring', 's5-retry', 's9-regulate']);
  expect([previous?.id, next?.id]).toEqual(['s2-ring', 's9-regulate']);
});

test('chapter order: the only chapter has no neighbours', () => {
  expect(neighbours('s5-retry', ['s5-retry'])).toEqual({ previous: undefined, next: undefined });
});

test.each([
  ['p-presence', 'Prologue'],
  ['s5-retry', 'Step 5'],
  ['capstone', 'Capstone'],
  ['b2-mailbox', 'BEAM 2'],
])('course map: %s is called %s', (id, name) => {
  const stop = stopOf(id);
  expect(stop && stepName(stop)).toBe(name);
});
