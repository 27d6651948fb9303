import { describe, expect, test } from 'vitest';
import { twoBooks } from './fixtures/two-books.ts';
import type { Judgement } from './lab-state.ts';
import { offerOf, openMostIn, rungsOf } from './rungs.ts';

const judgement: Judgement = {
  run: 1,
  verdict: twoBooks,
  goal: 'run',
  elapsedMs: 1,
  texts: {},
  imported: [],
};

const ladder = (open: number) => ({ rungs: 5, open, openMost: Number.POSITIVE_INFINITY });

describe('help ladder', () => {
  test('goes from a question to the solution', () => {
    const rungs = rungsOf({ hints: ['a', 'b', 'c'], puzzles: [] });
    expect(rungs.map(({ kind }) => kind)).toEqual(['hint', 'hint', 'hint', 'solution']);
    expect(rungs[0]?.title).toBe('A question');
  });

  test('nothing failed: the next rung is offered, and none is said to fit', () => {
    expect(offerOf(ladder(0), null)).toEqual({ next: 1, locked: null, fits: null });
    expect(offerOf(ladder(5), null)).toEqual({ next: null, locked: null, fits: null });
  });

  test('a failure names the rung that fits its cause', () => {
    const hint = twoBooks.counterexample.story.hint;
    expect(offerOf(ladder(0), judgement)).toEqual({ next: 1, locked: null, fits: hint });
    expect(offerOf(ladder(hint), judgement)).toEqual({ next: hint + 1, locked: null, fits: hint });
  });

  test('a locked rung is not offered; what is open stays open, and a release offers it again', () => {
    expect(offerOf({ ...ladder(2), openMost: 2 }, null)).toMatchObject({ next: null, locked: 3 });
    expect(offerOf({ ...ladder(3), openMost: 2 }, null)).toMatchObject({ next: null, locked: 4 });
    expect(offerOf({ ...ladder(2), openMost: 3 }, null)).toMatchObject({ next: 3, locked: null });
  });

  test('the room locks one lab or all of them, and nonsense locks nothing', () => {
    expect(openMostIn({ openMost: 2 }, 's5-retry')).toBe(2);
    expect(openMostIn({ lab: 's5-retry', openMost: 0 }, 's5-retry')).toBe(0);
    expect(openMostIn({ lab: 's2-ring', openMost: 0 }, 's5-retry')).toBeNull();
    expect(openMostIn({ openMost: 'all' }, 's5-retry')).toBeNull();
    expect(openMostIn(null, 's5-retry')).toBeNull();
  });
});
