import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatStatus, readStatus, type StatusNote } from './status-code.ts';

const note: fc.Arbitrary<StatusNote> = fc.record({
  name: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
  lab: fc.stringMatching(/^[a-z0-9-]{1,40}$/),
  status: fc.constantFrom('none', 'working', 'done', 'help'),
  outcome: fc.constantFrom('passed', 'failed', 'rejected', 'stopped', 'undecided'),
  code: fc.option(fc.stringMatching(/^[A-Z0-9-]{1,20}$/)),
  runs: fc.nat(9_999),
  rungs: fc.nat(9),
});

const ada: StatusNote = {
  name: 'Ada',
  lab: 's5-retry',
  status: 'help',
  outcome: 'failed',
  code: 'E-1',
  runs: 7,
  rungs: 2,
};

test('status code: what is shown is read back, however it is typed', () => {
  fc.assert(
    fc.property(note, fc.constantFrom('', ' ', '-', '\n'), fc.boolean(), (given, gap, isSmall) => {
      const shown = formatStatus(given).replaceAll(' ', gap);
      const typed = isSmall ? shown.toLowerCase() : shown;
      expect(readStatus(typed)).toEqual({ kind: 'note', note: given });
    }),
  );
});

test('status code: a usual one is short enough to be typed, and fits a small QR code', () => {
  const shown = formatStatus(ada);
  expect(shown.replaceAll(' ', '').length).toBeLessThanOrEqual(36);
  expect(shown).toMatch(/^[0-9A-Z ]+$/);
});

test('status code: a letter that is wrong, swapped or missing is noticed', () => {
  const shown = formatStatus(ada).replaceAll(' ', '');
  for (let at = 0; at < shown.length; at += 1) {
    const wrong = shown[at] === '7' ? '8' : '7';
    expect(readStatus(shown.slice(0, at) + wrong + shown.slice(at + 1)).kind).toBe('unreadable');
    const isSwapShown = shown[at] !== shown[at + 1] && at + 1 < shown.length;
    const swapped =
      shown.slice(0, at) + (shown[at + 1] ?? '') + (shown[at] ?? '') + shown.slice(at + 2);
    if (isSwapShown) expect(readStatus(swapped).kind).toBe('unreadable');
  }
  expect(readStatus(shown.slice(0, -1)).kind).toBe('unreadable');
});

test('status code: whatever is typed, it is read or refused with a sentence', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9A-Z ]*$/)), (typed) => {
      const read = readStatus(typed);
      expect(read.kind === 'note' || read.why.length > 10).toBe(true);
    }),
  );
});
