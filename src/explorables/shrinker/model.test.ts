import { describe, expect, test } from 'vitest';
import { minimise, play } from './model.ts';
import { found, searches } from './recorded.ts';
import {
  rangesOf,
  schedule,
  stillFails,
  violationOf,
  wholeSchedule,
  type Books,
  type Target,
} from './schedule.ts';
import { walkOf } from './walk.ts';

const letterOf = (books: Books): string => {
  const found = new Set(books.map((row) => violationOf(row)));
  if (found.has('sent twice')) return found.has('charged, not sent') ? 'b' : 'a';
  return found.has('charged, not sent') ? 'z' : '-';
};

describe('the schedule', () => {
  test('fourteen events in the order of time, six of them operations', () => {
    expect(schedule).toHaveLength(14);
    expect(schedule.filter(({ kind }) => kind === 'operation')).toHaveLength(6);
    const instants = schedule.map(({ atMs }) => atMs);
    expect(instants).toEqual(instants.toSorted((left, right) => left - right));
  });

  test('the whole of it fails twice: a second parcel, and one that was paid and never sent', () => {
    expect(play(wholeSchedule)).toEqual(found);
    expect(letterOf(found)).toBe('b');
  });

  test('the core: an order, its lost reply and the restart; any two of them are harmless', () => {
    expect(letterOf(play([6, 7, 10]))).toBe('a');
    for (const two of [
      [6, 7],
      [6, 10],
      [7, 10],
    ]) {
      expect(letterOf(play(two))).toBe('-');
    }
  });

  test('leaving out one event after the other, from any end, leads to the same core', () => {
    for (const order of [wholeSchedule, wholeSchedule.toReversed()]) {
      let kept = wholeSchedule;
      for (const number of order) {
        const rest = kept.filter((one) => one !== number);
        if (stillFails(play(rest), 'the same')) kept = rest;
      }
      expect(kept).toEqual([6, 7, 10]);
    }
  });
});

describe('delta debugging', () => {
  test.each<[Target, number[]]>([
    ['the same', [6, 7, 10]],
    ['any', [4, 5]],
  ])('for %s failure: its core, by the runs that the figure has recorded', (target, core) => {
    const { kept, tries } = minimise(target);
    expect(kept).toEqual(core);
    expect(tries.map((one) => [rangesOf(one.kept), letterOf(one.books)])).toEqual(searches[target]);
  });

  test('ranges: neighbours are counted out, longer rows are not', () => {
    expect(rangesOf([])).toBe('none');
    expect(rangesOf([3])).toBe('3');
    expect(rangesOf([1, 2, 4, 5, 6, 9])).toBe('1, 2, 4–6, 9');
  });
});

test('time machine: the walk is the very run, and begins where something goes wrong', () => {
  const { walk, event } = walkOf([6, 7, 10]);
  const parcels = [...walk.trace.texts].filter((text) => text.includes("kind: 'parcel'"));
  expect(parcels).not.toEqual([]);
  expect(event).toBeGreaterThan(0);
  expect(walk.trace.events.atMs[event]).toBeGreaterThan(3_000);
});
