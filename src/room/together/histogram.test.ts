import { expect, test } from 'vitest';
import { limits } from '#workshop/limits.ts';
import { choicesFor, histogramOf } from './histogram.ts';

const invariants = ['E-1', 'E-2', 'E-3', 'E-4', 'E-5'].map((code) => ({
  code,
  sentence: `No order is carried out twice, whatever the network does to it, part ${code}. `.repeat(
    2,
  ),
}));

test('choices: what holds, the first invariants, and the rest; each fits into a message', () => {
  const choices = choicesFor(invariants, limits);
  expect(choices).toHaveLength(limits.choicesMax);
  expect(choices[0]).toBe('It holds');
  expect(choices.at(-1)).toBe('Something else breaks');
  for (const choice of choices) expect(choice.length).toBeLessThanOrEqual(limits.titleMax);
});

test('histogram: predictions stand beside the outcomes that they were about', () => {
  const choices = choicesFor(invariants.slice(0, 2), limits);
  const tally = {
    predictions: [5, 2, 1, 0],
    outcomes: { held: 3, 'E-2': 4, 'KIT-HANG': 1, rejected: 1 },
  };
  const histogram = histogramOf({ choices, tally });
  expect(histogram?.bars.map(({ predicted, reported }) => [predicted, reported])).toEqual([
    [5, 3],
    [2, 0],
    [1, 4],
    [0, 2],
  ]);
  expect(histogram?.bars.at(-1)?.detail).toBe('KIT-HANG: 1, does not compile: 1');
  expect(histogram).toMatchObject({ predictions: 8, reports: 9 });
});

test('histogram: there is none before the plan is settled', () => {
  expect(histogramOf({ choices: ['It holds'], tally: null })).toBeNull();
});
