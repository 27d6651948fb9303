import fc from 'fast-check';
import { expect, test } from 'vitest';
import { around, Room, type Box } from './room.ts';

test('room: what is free is what overlaps nothing, however it is looked up', () => {
  const coordinate = fc.integer({ min: -60, max: 400 });
  const box = fc
    .record({ left: coordinate, top: coordinate, width: fc.nat(80), height: fc.nat(80) })
    .map(({ left, top, width, height }): Box => {
      return { left, top, right: left + width + 1, bottom: top + height + 1 };
    });
  const isApart = (a: Box, b: Box): boolean =>
    a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
  fc.assert(
    fc.property(fc.array(box, { maxLength: 30 }), box, (taken, wanted) => {
      const room = new Room();
      room.take(taken);
      expect(room.isFree([wanted])).toBe(taken.every((other) => isApart(other, wanted)));
    }),
  );
});

test('around: as far on every side', () => {
  expect(around(10, 20, 5)).toEqual({ left: 5, right: 15, top: 15, bottom: 25 });
});
