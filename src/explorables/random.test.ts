import { expect, test } from 'vitest';
import { exponential, uniform } from './random.ts';

const draw = (seed: number, stream: number): number[] =>
  Array.from({ length: 10_000 }, uniform(seed, stream));

test('uniform: numbers in [0, 1), evenly spread, the same for the same seed, others for another stream', () => {
  const numbers = draw(1, 1);
  expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...numbers)).toBeLessThan(1);
  expect(draw(1, 1)).toEqual(numbers);
  expect(draw(1, 2)).not.toEqual(numbers);
  const tenths = Array.from({ length: 10 }, () => 0);
  for (const number of numbers)
    tenths[Math.floor(number * 10)] = (tenths[Math.floor(number * 10)] ?? 0) + 1;
  for (const size of tenths) expect(Math.abs(size - 1000)).toBeLessThan(120);
});

test('exponential: mean 1, variance 1, and e^-2.5 beyond 2.5', () => {
  const next = uniform(42, 1);
  const count = 200_000;
  let sum = 0;
  let squares = 0;
  let beyond = 0;
  for (let index = 0; index < count; index++) {
    const value = exponential(next);
    sum += value;
    squares += value * value;
    if (value > 2.5) beyond++;
  }
  const mean = sum / count;
  expect(mean).toBeCloseTo(1, 2);
  expect(squares / count - mean * mean).toBeCloseTo(1, 1);
  expect(beyond / count).toBeCloseTo(0.0821, 2);
});
