/**
 * What the runs of the schedule come to: shown before the reader has run anything, and to those who would rather read.
 * Held by a test, which plays every one of them.
 */
import type { Books, Target } from './schedule.ts';

/** The books after the whole schedule. */
export const found: Books = [
  { customer: 'ines', charges: 1, parcels: 1, page: 'delivered' },
  { customer: 'amir', charges: 1, parcels: 2, page: 'delivered' },
  { customer: 'zoe', charges: 1, parcels: 0, page: 'unknown' },
  { customer: 'ben', charges: 1, parcels: 1, page: 'delivered' },
];

/** What a run comes to, in a letter: `a` Amir's second parcel, `z` Zoe's missing one, `b` both, `-` neither. */
type Letter = 'a' | 'z' | 'b' | '-';

/** The runs of delta debugging in their order: the events kept, and what came of them. */
export const searches: Readonly<Record<Target, readonly (readonly [kept: string, end: Letter])[]>> =
  {
    'the same': [
      ['1–7', 'z'],
      ['8–14', '-'],
      ['1–10', 'b'],
      ['1–6', 'z'],
      ['1, 2, 7–10', '-'],
      ['3–10', 'b'],
      ['3–6', 'z'],
      ['7–10', '-'],
      ['3–8', 'z'],
      ['3–6, 9, 10', 'z'],
      ['3, 4, 7–10', '-'],
      ['5–10', 'a'],
      ['5–8', '-'],
      ['5, 6, 9, 10', '-'],
      ['7–10', '-'],
      ['5–9', '-'],
      ['5–8, 10', 'a'],
      ['5–8', '-'],
      ['5–7, 10', 'a'],
      ['5–7', '-'],
      ['5, 6, 10', '-'],
      ['5, 7, 10', '-'],
      ['6, 7, 10', 'a'],
      ['6, 7', '-'],
      ['6, 10', '-'],
      ['7, 10', '-'],
    ],
    any: [
      ['1–7', 'z'],
      ['1–3', '-'],
      ['4–7', 'z'],
      ['4, 5', 'z'],
      ['4', '-'],
      ['5', '-'],
    ],
  };

/** A letter in words. */
export const letterText: Readonly<Record<Letter, string>> = {
  a: 'fails: two parcels for Amir',
  b: 'fails: two parcels for Amir, and none for Zoe',
  z: 'no second parcel; Zoe gets none',
  '-': 'passes',
};
