/** A double as two 32-bit words: the high one holds sign, exponent and the top of the fraction. */
import { assert } from './assert.ts';

const double = new Float64Array(1);
// Every engine that runs this course keeps the low word first.
const words = new Uint32Array(double.buffer);

export function highWord(x: number): number {
  double[0] = x;
  return (words[1] as number) | 0;
}

export function withHighWord(x: number, high: number): number {
  double[0] = x;
  words[1] = high;
  return double[0];
}

/** The same number with the lower half of its fraction cleared: products of two such are exact. */
export function withoutLowWord(x: number): number {
  double[0] = x;
  words[0] = 0;
  return double[0];
}

/** x times two to the power n, also where the result or 2^n alone is out of the normal range. */
export function scale(x: number, n: number): number {
  assert(Number.isInteger(n), 'a number is scaled by whole powers');
  let result = x;
  let left = n;
  while (left > 1_000) {
    result *= powerOfTwo(1_000);
    left -= 1_000;
  }
  while (left < -969) {
    // Twice into the subnormal range would round twice: stop 54 binary places above it.
    result *= powerOfTwo(-969);
    left += 969;
  }
  return result * powerOfTwo(left);
}

/** 2^n for -1022 <= n <= 1023, exactly. */
function powerOfTwo(n: number): number {
  assert(n >= -1022 && n <= 1023, 'the power is a normal number');
  words[0] = 0;
  words[1] = (n + 1023) << 20;
  return double[0] as number;
}
