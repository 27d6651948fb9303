import { expect, test } from 'vitest';
import { faultWords, planText } from './plan-text.ts';

const span = (text: string, fromMs: number, fork: number | null = null) => ({
  text,
  fromMs,
  untilMs: null,
  fork,
});

test('plan words: a fault that strikes several times is told once', () => {
  const words = faultWords([
    span('shop-2 crashes', 120),
    span('the reply is lost', 1_500),
    span('the reply is lost', 2_500),
    span('a change by hand', 3_000, 0),
  ]);
  expect(words).toEqual({
    faults: ['at 120 ms: shop-2 crashes', 'at 1.5 s: the reply is lost, 2 times in all'],
    more: 0,
  });
});

test('plan words: the text fits into a message, and says what is left out', () => {
  const many = faultWords(Array.from({ length: 9 }, (_, index) => span(`fault ${index}`, index)));
  const text = planText(
    [
      { world: 'calm', faults: [], more: 0 },
      { world: 'storm', ...many },
    ],
    600,
  );
  expect(text).toMatch(/^In the world “storm”, at 0 ms: fault 0; .*; and 3 more\.$/);
  expect(planText([{ world: 'storm', ...many }], 40)).toHaveLength(40);
});
