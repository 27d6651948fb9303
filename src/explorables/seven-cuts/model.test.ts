import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { play } from './model.ts';
import { places, strategies, timeouts, type Setup, type Strategy } from './setup.ts';

const usual = { always: false, timeoutMs: 500 } as const;
const cut = (strategy: Strategy, ...cuts: number[]): Setup => ({ strategy, cuts, ...usual });

/** `2 delivered`, `1 unknown, mailed`: the reader's two predictions and the later letter. */
function result(setup: Setup): string {
  const { books, page, mailed } = play(setup);
  return `${books} ${page}${mailed ? ', mailed' : ''}`;
}

describe('seven cuts: what the reader is to discover', () => {
  test('at-most-once: three cuts leave no book, three leave one, and the page says the same in all six', () => {
    expect(places.map(({ number }) => result(cut('at-most-once', number)))).toEqual([
      '0 unknown',
      '0 unknown',
      '0 unknown',
      '1 unknown',
      '1 unknown',
      '1 unknown',
      '1 delivered',
    ]);
  });
  test('at-least-once: the first three cuts do no harm, the next three bring a second book', () => {
    expect(places.map(({ number }) => result(cut('at-least-once', number)))).toEqual([
      '1 delivered',
      '1 delivered',
      '1 delivered',
      '2 delivered',
      '2 delivered',
      '2 delivered',
      '1 delivered',
    ]);
  });
  test('exactly-once effect: one book wherever it is cut, and three places that are settled later', () => {
    expect(places.map(({ number }) => result(cut('exactly-once effect', number)))).toEqual([
      '1 delivered',
      '1 delivered',
      '1 unknown, mailed',
      '1 unknown, mailed',
      '1 unknown, mailed',
      '1 delivered',
      '1 delivered, mailed',
    ]);
  });
  test('no cut, ever, makes the page say that the order has failed', () => {
    for (const strategy of strategies) {
      for (const timeoutMs of timeouts) {
        for (const { number } of places) {
          for (const always of [false, true]) {
            const { page } = play({ strategy, cuts: [number], always, timeoutMs });
            expect(page).not.toBe('not delivered');
          }
        }
      }
    }
  });
  test('a timeout shorter than the work is a fault: three books although nothing is cut', () => {
    const short = { cuts: [], always: false, timeoutMs: 50 };
    expect(result({ strategy: 'at-most-once', ...short })).toBe('1 unknown');
    expect(result({ strategy: 'at-least-once', ...short })).toBe('3 unknown');
    expect(result({ strategy: 'exactly-once effect', ...short })).toBe('1 unknown, mailed');
  });
  test('a longer timeout changes nothing about a lost reply', () => {
    expect(result({ strategy: 'at-least-once', cuts: [6], always: false, timeoutMs: 2_000 })).toBe(
      '2 delivered',
    );
  });
  test('a cut that stays: three books under at-least-once, never more than one with the key', () => {
    expect(result({ strategy: 'at-least-once', cuts: [6], always: true, timeoutMs: 500 })).toBe(
      '3 unknown',
    );
    for (const { number } of places) {
      const { books } = play({
        strategy: 'exactly-once effect',
        cuts: [number],
        always: true,
        timeoutMs: 500,
      });
      expect(books).toBe(number <= 2 ? 0 : 1);
    }
  });
  test('two cuts at once are a trip of their own', () => {
    expect(result(cut('at-least-once', 1, 6))).toBe('2 delivered');
    expect(result(cut('at-least-once', 4, 6))).toBe('3 delivered');
    expect(result(cut('exactly-once effect', 1, 6))).toBe('1 delivered');
  });
});

describe('seven cuts: the trip', () => {
  test('a cut trip tells what was cut, and the same setup gives the same trip', () => {
    const setup = cut('at-least-once', 6);
    const trip = play(setup);
    expect(trip).toEqual(play(setup));
    expect(trip.steps.map(({ text }) => text)).toEqual([
      'Web asks shop-1: one book for Ines.',
      'shop-1 tells the warehouse to ship.',
      'A book leaves.',
      'The warehouse sends shop-1 the receipt.',
      'shop-1 replies to web, and the message is lost.',
      'Web has waited long enough and asks the next shop.',
      'Web asks shop-2: one book for Ines.',
      'shop-2 tells the warehouse to ship.',
      'Book number 2 leaves.',
      'The warehouse sends shop-2 the receipt.',
      'shop-2 replies to web.',
      'The page says: “Your book is on its way.”',
      'Web acknowledges the reply of shop-2.',
    ]);
  });
  test('steps are in order of time, every trip has a lesson and takes fewer than 100 events', () => {
    for (const strategy of strategies) {
      for (const { number } of places) {
        for (const always of [false, true]) {
          const { steps, lesson, events } = play({
            strategy,
            cuts: [number],
            always,
            timeoutMs: 50,
          });
          expect([...steps].sort((a, b) => a.atMs - b.atMs)).toEqual(steps);
          expect(lesson.length).toBeGreaterThan(30);
          expect(events).toBeLessThan(100);
        }
      }
    }
  });
  test('each place cuts the message or the node that its name says', () => {
    for (const { number, from, to } of places) {
      const { steps } = play(cut('exactly-once effect', number));
      const hit = steps.find(({ kind }) => kind === 'lost' || kind === 'crash');
      expect([hit?.from, hit?.to]).toEqual([from, to]);
      expect(hit?.kind).toBe(from === to ? 'crash' : 'lost');
    }
  });
});

/** A cell of the chapter's table. */
const say = (setup: Setup): string => {
  const { books, page } = play(setup);
  const settled = page === 'unknown' && play(setup).mailed ? ', settled later' : '';
  return `${books}, “${page === 'unknown' ? "we don't know" : page}”${settled}`;
};

test("seven cuts: the chapter's table of all 21 results is what the runtime gives", () => {
  const chapter = readFileSync('content/s5-retry/chapter.mdx', 'utf8');
  const rows = [...chapter.matchAll(/^\| ([1-7]) [^|]+\|([^|]+)\|([^|]+)\|([^|]+)\|$/gm)];
  expect(rows).toHaveLength(7);
  for (const [, number, ...cells] of rows) {
    expect(cells.map((cell) => cell.trim())).toEqual(
      strategies.map((strategy) => say(cut(strategy, Number(number)))),
    );
  }
});
