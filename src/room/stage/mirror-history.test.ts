import { expect, test } from 'vitest';
import { withState, type MirrorState } from './mirror-history.ts';

function typed(texts: readonly string[], stepMs: number): readonly MirrorState[] {
  return texts.reduce<readonly MirrorState[]>(
    (states, text, index) =>
      withState(states, { lab: 'l', file: 'a.ts', text, atMs: index * stepMs }),
    [],
  );
}

test('mirror history: what is typed in one stretch is one state, with the latest text', () => {
  const texts = Array.from({ length: 11 }, (_, index) => `text ${index}`);
  const states = typed(texts, 2_000);
  expect(states.at(-1)?.text).toBe('text 10');
  expect(states.length).toBeLessThan(6);
  expect(typed(['a', 'a'], 60_000)).toHaveLength(1);
  expect(typed(['a', 'b', 'c'], 60_000)).toHaveLength(3);
});

test('mirror history: it has a bound', () => {
  expect(
    typed(
      Array.from({ length: 90 }, (_, index) => String(index)),
      60_000,
    ),
  ).toHaveLength(20);
  const large = 'x'.repeat(60_000);
  expect(
    typed(
      Array.from({ length: 20 }, (_, index) => large + String(index)),
      60_000,
    ).length,
  ).toBe(6);
});
