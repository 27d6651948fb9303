import { expect, test } from 'vitest';
import { written } from './space-time.ts';

test('space-time: what is written becomes the data of a verdict', () => {
  const diagram = written(
    ['web', 'shop'],
    [
      { from: 'web', to: 'shop', at: 0, arrive: 1, label: 'order' },
      { from: 'shop', to: 'web', at: 40, label: 'reply' },
      { on: 'shop', at: 41, until: 841, kind: 'fault', label: 'paused' },
    ],
  );
  expect(diagram.arrows.map(({ fromLane, fate }) => [fromLane, fate])).toEqual([
    [0, 'arrived'],
    [1, 'lost'],
  ]);
  expect(diagram.marks[0]).toMatchObject({ lane: 1, node: 'shop', untilMs: 841 });
  expect([diagram.fromMs, diagram.untilMs]).toEqual([0, 841]);
});

test('space-time: a lane that does not exist is named', () => {
  expect(() => written(['web'], [{ on: 'shop', at: 0, kind: 'exit', label: '' }])).toThrow(
    '"shop" is none of its lanes, web.',
  );
});
