import { expect, test } from 'vitest';
import type { Failed } from '#grader/verdict.ts';
import { instructorMessage } from '#workshop/messages.ts';
import { nameIn, projectedStory } from './projected-story.ts';

function failure(text: string, shapes = 1): Failed {
  return {
    kind: 'failed',
    seeds: [7],
    events: 9,
    checks: [],
    traceHash: 'all',
    counterexample: {
      seed: 7,
      world: 'shop',
      breach: {
        code: 'E-1',
        sentence: 'One order, one parcel',
        expected: 'one parcel',
        observed: 'two parcels',
        observedWhole: null,
        operation: 'order 1',
        atMs: 40,
      },
      story: {
        title: 'Two parcels',
        events: [
          {
            number: 1,
            kind: 'operation',
            atMs: 1,
            where: 'shop › client',
            text,
            place: { file: 'client.ts', line: 3, column: 1 },
          },
        ],
        place: { file: 'client.ts', line: 3, column: 1 },
        placeIs: 'The line',
        hint: 1,
        fingerprint: 'f',
      },
      diagram: {
        lanes: Array.from({ length: shapes }, (_, id) => {
          return { id, node: 'shop', label: 'client', startMs: 0, endMs: null };
        }),
        arrows: [],
        marks: [],
        fromMs: 0,
        untilMs: 50,
      },
      recipe: '{}',
      before: { operations: 2, faults: 1, switches: 0 },
      after: { operations: 1, faults: 1, switches: 0 },
      traceHash: 't1',
    },
  };
}
const about = { lab: 's5-retry', share: { of: 14, all: 31 } };

test('projected story: it fits what may be said, and has no place of the code', () => {
  const what = projectedStory(failure('x'.repeat(5_000), 40), about);
  const said = instructorMessage.safeParse({ kind: 'projected', what });
  expect(said.success).toBe(true);
  expect(JSON.stringify(what)).not.toContain('client.ts');
});

test('projected story: what has too many shapes travels without its drawing', () => {
  expect(projectedStory(failure('asks', 4_000), about).drawing).toBeNull();
  expect(projectedStory(failure('asks', 0), about).drawing).toBeNull();
});

test('names: a word of a program that is somebody’s name is found, also inside a longer one', () => {
  const known = 'the client orders a parcel';
  const shown = (text: string) => projectedStory(failure(text), about);
  expect(nameIn(shown('sent “ask graceServer”'), ['Ada', 'Grace H.'], known)).toBe('Grace H.');
  expect(nameIn(shown('sent “ADA was here”'), ['Ada', 'Grace H.'], known)).toBe('Ada');
  expect(nameIn(shown('the client asks'), ['Client', 'H', '7'], known)).toBeNull();
  expect(nameIn(shown('the adapter asks'), ['Ada'], known)).toBeNull();
});
