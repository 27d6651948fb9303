import { expect, test } from 'vitest';
import { createSteps, stepFrom } from './story-steps.ts';

const numbers = [1, 2, 3];

test('steps: go from the whole story to the first event and stop at the last', () => {
  expect(stepFrom(numbers, null, 'next')).toBe(1);
  expect(stepFrom(numbers, 2, 'next')).toBe(3);
  expect(stepFrom(numbers, 3, 'next')).toBe(3);
});

test('steps: go back to the whole story before the first event', () => {
  expect(stepFrom(numbers, 3, 'previous')).toBe(2);
  expect(stepFrom(numbers, 1, 'previous')).toBeNull();
  expect(stepFrom(numbers, null, 'previous')).toBeNull();
});

test('steps: jump to both ends and to the whole', () => {
  expect(stepFrom(numbers, 2, 'first')).toBe(1);
  expect(stepFrom(numbers, null, 'last')).toBe(3);
  expect(stepFrom(numbers, 2, 'none')).toBeNull();
  expect(stepFrom([], null, 'next')).toBeNull();
});

test('steps: what is pointed at is lit up, and what was stepped to when the pointer leaves', () => {
  const steps = createSteps(numbers);
  steps.kept.value = 2;
  steps.pointed.value = 3;
  expect(steps.active.value).toBe(3);
  steps.pointed.value = null;
  expect(steps.active.value).toBe(2);
});
