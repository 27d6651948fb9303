import { expect, test } from 'vitest';
import { byNode } from './recording.ts';
import { twoBooks } from './two-books.ts';

const drawn = byNode(twoBooks.diagram);

test('recording: one lane for each node, nodes of a kind side by side', () => {
  expect(drawn.lanes.map(({ label }) => label)).toEqual([
    'web-1',
    'shop-2',
    'shop-3',
    'payhub',
    'warehouse',
  ]);
});

test('recording: what stays inside a node is left out, and every arrow and mark has its lane', () => {
  expect(drawn.arrows.every(({ fromLane, toLane }) => fromLane !== toLane)).toBe(true);
  const lanes = [...drawn.arrows.flatMap((arrow) => [arrow.fromLane, arrow.toLane])];
  expect(Math.min(...lanes)).toBe(0);
  expect(drawn.marks.every(({ lane }) => lane !== null)).toBe(true);
});

test('recording: the breach stands where the second effect happened', () => {
  const breaches = drawn.marks.filter(({ kind }) => kind === 'breach');
  expect(breaches).toHaveLength(1);
  expect(drawn.lanes[breaches[0]?.lane ?? -1]?.label).toBe('payhub');
});

test('recording: it is a failure of the starter, cut down to one order and one fault', () => {
  expect(twoBooks.after).toEqual({ operations: 1, faults: 1, switches: 0 });
  expect(twoBooks.traceHash).toMatch(/^[0-9a-f]{16}$/);
});
