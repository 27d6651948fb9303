/**
 * Chance for the teaching models: a small seeded generator, so that a reader who comes back sees the same run.
 *
 * The generator is sfc32 (Chris Doty-Humphrey's small fast counting generator, 32-bit). It uses integer
 * arithmetic alone, so every engine draws the same numbers.
 */

/** Gives the next number in [0, 1). */
export type Uniform = () => number;

/** A stream of uniform numbers; two streams with the same seed and different names have nothing in common. */
export function uniform(seed: number, stream: number): Uniform {
  let a = seed | 0;
  let b = stream | 0;
  let c = 0x9e3779b9 | 0;
  let counter = 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return (sum >>> 0) / 0x1_0000_0000;
  };
  // The first outputs still show the seed.
  for (let round = 0; round < 12; round++) next();
  return next;
}

/**
 * One draw from the exponential distribution with mean 1, by von Neumann's method of comparisons (1951).
 * It needs no logarithm: engines disagree on the last digit of `Math.log`, and one digit is enough to
 * make two browsers tell two stories.
 */
export function exponential(next: Uniform): number {
  for (let whole = 0; ; whole++) {
    const fraction = next();
    let previous = fraction;
    let isAccepted = true;
    for (;;) {
      const drawn = next();
      if (drawn >= previous) break;
      previous = drawn;
      isAccepted = !isAccepted;
    }
    if (isAccepted) return whole + fraction;
  }
}
