import { describe, expect, test } from 'vitest';
import { twoBooks } from './fixtures/two-books.ts';
import type { Judgement } from './lab-state.ts';
import { offerOf, rungsOf } from './rungs.ts';

const judgement: Judgement = {
  run: 1,
  verdict: twoBooks,
  goal: 'run',
  elapsedMs: 1,
  texts: {},
  imported: [],
};

describe('help ladder', () => {
  test('goes from a question to the solution', () => {
    const rungs = rungsOf({ hints: ['a', 'b', 'c'], puzzles: [] });
    expect(rungs.map(({ kind }) => kind)).toEqual(['hint', 'hint', 'hint', 'solution']);
    expect(rungs[0]?.title).toBe('A question');
  });

  test('nothing failed: the next rung is offered, and none is said to fit', () => {
    expect(offerOf(5, 0, null)).toEqual({ next: 1, fits: null });
    expect(offerOf(5, 5, null)).toEqual({ next: null, fits: null });
  });

  test('a failure names the rung that fits its cause', () => {
    const hint = twoBooks.counterexample.story.hint;
    expect(offerOf(5, 0, judgement)).toEqual({ next: 1, fits: hint });
    expect(offerOf(5, hint, judgement)).toEqual({ next: hint + 1, fits: hint });
  });
});
