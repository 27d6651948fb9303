/**
 * The generator that scenarios are drawn with (mulberry32). It is the suite's own, so that a change to the runtime's
 * chance moves no scenario.
 */
export class Draw {
  #state: number;

  constructor(seed: number) {
    this.#state = Math.imul(seed + 1, 0x9e3779b1);
  }

  /** A whole number in [0, size). */
  below(size: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor(((mixed ^ (mixed >>> 14)) >>> 0) * (size / 4_294_967_296));
  }

  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + this.below(high - low + 1);
  }

  /** True in so many cases of a hundred. */
  percent(cases: number): boolean {
    return this.below(100) < cases;
  }

  pick<T>(list: readonly T[]): T {
    const picked = list[this.below(list.length)];
    if (picked === undefined) throw new Error('There is nothing to pick from.');
    return picked;
  }

  /** Each with a chance of a half; at least one. */
  some<T>(list: readonly T[]): readonly T[] {
    const picked = list.filter(() => this.percent(50));
    return picked.length > 0 ? picked : [this.pick(list)];
  }

  /** So many results of `make`. */
  times<T>(count: number, make: (index: number) => T): readonly T[] {
    return Array.from({ length: count }, (_, index) => make(index));
  }
}
