import { describe, expect, test } from 'vitest';
import type { Verdict } from '#grader/verdict.ts';
import { lateDuplicate } from './fixtures/late-duplicate.ts';
import { twoBooks } from './fixtures/two-books.ts';
import { foldOutput } from './output-fold.ts';
import { narrate, nameOf } from './spacetime-narration.ts';
import { sayShrinking, wordsOf } from './verdict-words.ts';

const { checks, seeds, events, traceHash } = twoBooks;

describe('verdict words', () => {
  test('failed: the announcement names story, code, seed and operation in one breath', () => {
    expect(wordsOf(twoBooks, 'run').announcement).toBe(
      'Broken: Two books for one order. E-1 fails on seed 2, at order 17 (48.20 €). The story has 7 events.',
    );
  });

  test('passed: a run asks for the grade, a grade says it is passed', () => {
    const verdict: Verdict = { kind: 'passed', runs: [], checks, seeds, events, traceHash };
    expect(wordsOf(verdict, 'run').advice).toContain('Now grade it');
    expect(wordsOf(verdict, 'grade')).toMatchObject({
      tag: 'Passed',
      announcement: 'Passed. Every invariant held on 2 seeds, 48,211 events in all.',
    });
  });

  test('rejected: says the first problem with its place and its remedy', () => {
    const problem = {
      place: { file: 'client.ts', line: 12, column: 3 },
      code: 'not-awaited',
      message: 'This call is not awaited.',
      remedy: 'Write await before it.',
    };
    expect(wordsOf({ kind: 'rejected', problems: [problem] }, 'run').announcement).toBe(
      'Not run. One problem to fix before it can run. client.ts, line 12: This call is not awaited. Write await before it.',
    );
  });

  test('every verdict: has words for what happened and for what to do', () => {
    const stopped: Verdict = {
      kind: 'stopped',
      code: 'KIT-HANG',
      message: 'It never waits.',
      remedy: 'Await something.',
      place: null,
      seed: 1,
    };
    const undecided: Verdict = {
      kind: 'undecided',
      checks,
      seeds,
      events,
      traceHash,
      reason: 'Spent.',
    };
    for (const verdict of [stopped, undecided, twoBooks]) {
      for (const text of Object.values(wordsOf(verdict, 'grade')))
        expect(text.length).toBeGreaterThan(5);
    }
  });

  test('shrinking: is told with its sizes, and not told where nothing was cut', () => {
    const one = { operations: 1, faults: 1, switches: 0 };
    expect(sayShrinking({ operations: 800, faults: 46, switches: 0 }, one)).toBe(
      'Cut down from 800 operations and 46 faults to 1 operation and 1 fault that still break it.',
    );
    expect(sayShrinking(one, one)).toBeNull();
    const none = { operations: 0, faults: 0, switches: 0 };
    expect(sayShrinking({ ...none, faults: 2 }, none)).toBe(
      'It breaks by itself, without the 2 faults of the run.',
    );
    expect(
      sayShrinking(
        { operations: 2, faults: 0, switches: 31 },
        { operations: 2, faults: 0, switches: 1 },
      ),
    ).toBe(
      'Cut down from 2 operations, 0 faults and 31 turns out of order to ' +
        '2 operations, 0 faults and 1 turn out of order that still break it.',
    );
  });
});

describe('narration', () => {
  test('messages and marks: one sentence each, in the order of time', () => {
    const rows = narrate(twoBooks.counterexample.diagram);
    expect(rows).toHaveLength(16);
    expect(rows[1]?.sentence).toBe('web-1 sends “order 17” to shop-2; it arrives after 1.1 ms.');
    expect(rows.map(({ atMs }) => atMs)).toEqual(
      rows.map(({ atMs }) => atMs).toSorted((a, b) => a - b),
    );
  });

  test('fates: lost, late, copied, still under way and to itself are told apart', () => {
    const said = narrate(lateDuplicate).map(({ sentence }) => sentence);
    expect(said).toContain(
      'web-1 sends “order 4” to shop-1 › orders; it is held back and arrives after 4 s.',
    );
    expect(said).toContain('shop-1 › reconciler sends “scan” to ledger; it is lost.');
    expect(said).toContain('shop-2 sends “tick” to itself; it arrives after 100 ms.');
    expect(said).toContain('ledger sends “done” to web-1; it is still on its way.');
    expect(said).toContain('shop-2, fault: paused 800 ms; it lasts 800 ms.');
  });

  test('name: tells how much there is to see', () => {
    expect(nameOf(twoBooks.counterexample.diagram)).toContain('10 messages, 1 of them lost');
  });
});

describe('output', () => {
  test('fold: lines that say the same at the same place are counted', () => {
    const line = { atMs: 1, where: 'web-1', level: 'log', text: 'asking', place: null } as const;
    const folded = foldOutput([line, { ...line, atMs: 2 }, { ...line, where: 'web-2' }, line]);
    expect(folded.map(({ where, count }) => [where, count])).toEqual([
      ['web-1', 2],
      ['web-2', 1],
      ['web-1', 1],
    ]);
  });
});
