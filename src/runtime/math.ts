/**
 * The mathematics of a run: bit for bit the same on every engine. What the language fixes exactly (`floor`,
 * `sqrt`, `imul` …) is the engine's, everything else is ours. `learnerMath` is the `Math` that learners see.
 */
import * as exponential from './math-exp.ts';
import * as trigonometric from './math-trig.ts';

export * from './math-exp.ts';
export * from './math-trig.ts';

/** Square root of the sum of squares, without overflow on the way. */
export function hypot(...values: readonly number[]): number {
  let largest = 0;
  let unknown = false;
  for (const value of values) {
    const magnitude = Math.abs(value);
    if (magnitude === Infinity) return Infinity;
    if (magnitude !== magnitude) unknown = true;
    else if (magnitude > largest) largest = magnitude;
  }
  if (unknown) return NaN;
  if (largest === 0) return 0;
  let sum = 0;
  let lost = 0;
  for (const value of values) {
    const ratio = value / largest;
    const term = ratio * ratio - lost;
    const next = sum + term;
    lost = next - sum - term;
    sum = next;
  }
  return Math.sqrt(sum) * largest;
}

const { abs, ceil, clz32, floor, fround, imul, max, min, round, sign, sqrt, trunc } = Math;
const { E, LN10, LN2, LOG10E, LOG2E, PI, SQRT1_2, SQRT2 } = Math;

/** What stands for `Math` in a learner's program. It has no `random`: that is a function of 'nines'. */
export const learnerMath: Readonly<Record<string, number | ((...values: never[]) => number)>> =
  Object.freeze({
    ...{ abs, ceil, clz32, floor, fround, imul, max, min, round, sign, sqrt, trunc },
    ...{ E, LN10, LN2, LOG10E, LOG2E, PI, SQRT1_2, SQRT2 },
    ...exponential,
    ...trigonometric,
    hypot,
  });
