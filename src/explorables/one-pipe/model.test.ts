import { describe, expect, test } from 'vitest';
import { exportBytes, outcomeOf, sizes, timeText } from './model.ts';

describe('one pipe, two sizes', () => {
  test('in one piece: 4.0 s, and the other end is given up', () => {
    const { longestWaitMs, isGivenUp } = outcomeOf({ sliceBytes: exportBytes, takesTurns: true });
    expect(timeText(longestWaitMs)).toBe('4.0 s');
    expect(isGivenUp).toBe(true);
  });

  test('in slices of 64 KiB: 13.1 ms at most', () => {
    const { longestWaitMs, isGivenUp } = outcomeOf({ sliceBytes: 65_536, takesTurns: true });
    expect(longestWaitMs).toBeGreaterThan(10);
    expect(longestWaitMs).toBeLessThanOrEqual(13.2);
    expect(isGivenUp).toBe(false);
  });

  test('one queue: slices change nothing', () => {
    for (const sliceBytes of sizes) {
      const { longestWaitMs, isGivenUp } = outcomeOf({ sliceBytes, takesTurns: false });
      expect(longestWaitMs).toBeGreaterThan(3_900);
      expect(isGivenUp).toBe(true);
    }
  });

  test('smaller slices: shorter waits, more headers', () => {
    const outcomes = sizes.map((sliceBytes) => outcomeOf({ sliceBytes, takesTurns: true }));
    const falls = (values: number[]) =>
      values.every((one, at) => at === 0 || one <= (values[at - 1] ?? 0));
    expect(falls(outcomes.map(({ longestWaitMs }) => -longestWaitMs))).toBe(true);
    expect(falls(outcomes.map(({ overhead }) => overhead))).toBe(true);
  });

  test('nobody is sent before it was asked for, or at the same time as another', () => {
    for (const sliceBytes of sizes) {
      const { others } = outcomeOf({ sliceBytes, takesTurns: true });
      for (const [index, one] of others.entries()) {
        expect(one.fromMs).toBeGreaterThanOrEqual(one.askedMs);
        expect(one.fromMs).toBeGreaterThanOrEqual(others[index - 1]?.untilMs ?? 0);
      }
    }
  });
});
