import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Arrow, SpaceTime } from '#grader/verdict.ts';
import { lateDuplicate } from './fixtures/late-duplicate.ts';
import { twoBooks } from './fixtures/two-books.ts';
import { firstClash } from './spacetime-labels.ts';
import { layoutSpaceTime, nameLines } from './spacetime-layout.ts';
import { gapPx } from './spacetime-time.ts';

const widths = [343, 520, 760, 1_100];
const samples: readonly [string, SpaceTime][] = [
  ['two books', twoBooks.counterexample.diagram],
  ['late duplicate', lateDuplicate],
];

describe.each(samples)('layout of %s', (_name, diagram) => {
  test.each(widths)('at %i px: no two labels overlap', (width) => {
    expect(firstClash(layoutSpaceTime(diagram, width).labels)).toBeNull();
  });

  test.each(widths)(
    'at %i px: every message runs down, and later instants are never higher',
    (width) => {
      const { arrows } = layoutSpaceTime(diagram, width);
      for (const { fromY, toY } of arrows) expect(toY).toBeGreaterThan(fromY);
      const sent = arrows
        .map(({ arrow, fromY }) => ({ ms: arrow.sentMs, y: fromY }))
        .sort((a, b) => a.ms - b.ms);
      for (const [index, { ms, y }] of sent.entries()) {
        const before = sent[index - 1];
        if (before && before.ms < ms) expect(y).toBeGreaterThan(before.y);
      }
    },
  );

  test.each(widths)('at %i px: every story event has a number of its own height', (width) => {
    const { badges, bottomY } = layoutSpaceTime(diagram, width);
    const events = new Set(
      [...diagram.arrows, ...diagram.marks]
        .map(({ event }) => event)
        .filter((event) => event !== null),
    );
    expect(new Set(badges.map(({ number }) => number))).toEqual(events);
    expect(new Set(badges.map(({ y }) => y)).size).toBe(badges.length);
    for (const { y } of badges) expect(y).toBeLessThanOrEqual(bottomY);
  });
});

describe('layout', () => {
  test('lanes: those of one node stand together, and the drawing fits a phone', () => {
    const { columns, groups, width } = layoutSpaceTime(lateDuplicate, 343);
    expect(columns.map(({ lane }) => lane.node)).toEqual([
      'web-1',
      'shop-1',
      'shop-1',
      'shop-2',
      'ledger',
    ]);
    expect(groups.find(({ node }) => node === 'shop-1')?.lanes).toBe(2);
    expect(width).toBeLessThanOrEqual(343);
  });

  test('lanes: where processes do not fit, their nodes stand for them', () => {
    const lanes = Array.from({ length: 8 }, (_, id) => ({
      ...{ id, node: `shop-${id >> 1}`, label: `process${id}`, startMs: 0, endMs: null },
    }));
    const arrow = {
      ...lateDuplicate.arrows[1],
      fate: 'arrived',
      sentMs: 10,
      arrivedMs: 11,
    } as const;
    const diagram: SpaceTime = {
      ...{ lanes, marks: [], fromMs: 0, untilMs: 20 },
      arrows: [
        { ...arrow, label: 'between', fromLane: 1, toLane: 6, event: null },
        { ...arrow, label: 'inside', fromLane: 2, toLane: 3, event: null },
        { ...arrow, label: 'told', fromLane: 4, toLane: 5, event: 1 },
      ],
    };
    const narrow = layoutSpaceTime(diagram, 343);
    expect(narrow.columns.map(({ lane }) => lane.node)).toEqual([
      'shop-0',
      'shop-1',
      'shop-2',
      'shop-3',
    ]);
    expect(narrow.arrows.map((line) => line.arrow.label)).toEqual(['between', 'told']);
    expect(narrow.width).toBeLessThanOrEqual(343);
    expect(layoutSpaceTime(diagram, 760).columns).toHaveLength(8);
  });

  test('names: stay whole where they fit, else break at a hump, else are cut', () => {
    expect(nameLines('orderServer', 11)).toEqual(['orderServer']);
    expect(nameLines('orderServer', 7)).toEqual(['order', 'Server']);
    expect(nameLines('reconciler', 7)).toEqual(['reconc…']);
    expect(nameLines('order-store-replica', 8)).toEqual(['order-', 'store-']);
  });

  test('time: a wait of a second or more is a break that names its length', () => {
    const { breaks } = layoutSpaceTime(lateDuplicate, 760);
    expect(breaks.map(({ ms }) => ms)).toEqual([1_800]);
  });

  test('time: a longer time takes more room, but a thousand times longer not a thousand times more', () => {
    expect(gapPx(0)).toBe(0);
    expect(gapPx(10)).toBeGreaterThan(gapPx(1));
    expect(gapPx(1_000)).toBeLessThan(4 * gapPx(1));
  });

  test('lost: the line ends before the receiver; still on its way: it leaves at the bottom', () => {
    const { arrows, columns, bottomY } = layoutSpaceTime(lateDuplicate, 760);
    const lost = arrows.find(({ arrow }) => arrow.fate === 'lost');
    const ledgerX = columns.find(({ lane }) => lane.node === 'ledger')?.x ?? 0;
    expect(lost?.toX).toBeLessThan(ledgerX);
    const late = arrows.find(({ arrow }) => arrow.fate === 'delayed' && arrow.arrivedMs === null);
    expect(late?.toY).toBe(bottomY);
  });

  test('any diagram: messages run down, labels do not overlap, everything is inside', () => {
    const arrow = fc.record({
      fromLane: fc.nat(4),
      toLane: fc.nat(4),
      sentMs: fc.nat(5_000),
      flightMs: fc.option(fc.nat(3_000)),
      label: fc.constantFrom('', 'ok', 'charge 48.20 €', 'a rather long name of a message'),
    });
    fc.assert(
      fc.property(
        fc.array(arrow, { maxLength: 24 }),
        fc.constantFrom(...widths),
        (drawn, width) => {
          const arrows = drawn.map(
            ({ fromLane, toLane, sentMs, flightMs, label }, index): Arrow => ({
              fromLane,
              toLane,
              sentMs,
              arrivedMs: flightMs === null ? null : sentMs + flightMs,
              label,
              fate: flightMs === null ? 'lost' : 'arrived',
              event: index % 3 === 0 ? index + 1 : null,
            }),
          );
          const diagram: SpaceTime = {
            ...lateDuplicate,
            marks: [],
            fromMs: 0,
            untilMs: 6_000,
            arrows,
          };
          const layout = layoutSpaceTime(diagram, width);
          expect(firstClash(layout.labels)).toBeNull();
          for (const { fromY, toY } of layout.arrows) {
            expect(toY).toBeGreaterThanOrEqual(fromY);
            expect(toY).toBeLessThanOrEqual(layout.height);
          }
        },
      ),
      { seed: 17, numRuns: 200 },
    );
  });
});
