/** Chance from a seed, for the noise of the telemetry: as good as needed and cheap, for it is asked a million times. */

export class Chance {
  #state: number;
  /** The mean that was asked for last, and the probability of no failure at it: most minutes are alike. */
  #mean = -1;
  #none = 0;

  constructor(seed: number) {
    this.#state = Math.imul(seed | 0, 0x9e37_79b9) | 1;
    for (let warmUp = 0; warmUp < 8; warmUp++) this.next();
  }

  /** In [0, 1): Marsaglia's xorshift, 32 bits. */
  next(): number {
    let x = this.#state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.#state = x;
    return (x >>> 0) / 4_294_967_296;
  }

  /** Uniform around 0. */
  spread(half: number): number {
    return (this.next() * 2 - 1) * half;
  }

  /** How many of `count` requests fail, each with the same probability. */
  failures(count: number, probability: number): number {
    const mean = count * probability;
    if (mean <= 0) return 0;
    if (probability >= 1) return count;
    if (mean > 12) {
      // The sum of twelve uniforms has variance 1: near enough to a normal, and without a logarithm.
      let sum = -6;
      for (let index = 0; index < 12; index++) sum += this.next();
      const value = Math.round(mean + sum * Math.sqrt(mean * (1 - probability)));
      return Math.max(0, Math.min(count, value));
    }
    // Poisson, by walking along its distribution.
    let left = this.next();
    if (mean !== this.#mean) {
      this.#mean = mean;
      this.#none = Math.exp(-mean);
    }
    let share = this.#none;
    let failed = 0;
    while (left > share && failed < count) {
      left -= share;
      failed += 1;
      share *= mean / failed;
    }
    return failed;
  }
}
