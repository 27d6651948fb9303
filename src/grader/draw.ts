/**
 * Chance for scenarios: a tree of streams. `draw.of('arrivals')` is a stream of its own, so that drawing one more
 * number for the faults does not move the workload.
 *
 * Nothing here needs a logarithm, whose last digit differs between engines: exponential times come from von
 * Neumann's comparison method ("Various techniques used in connection with random digits", 1951).
 */
import { assert } from './assert.ts';

/** A seeded stream, and the streams that are derived from it. */
export class Draw {
  readonly #path: string;
  /** Most streams are only the parents of others: they are seeded when they are first drawn from. */
  #isSeeded = false;
  #a = 0;
  #b = 0;
  #c = 0;
  #d = 0;

  constructor(path: string) {
    this.#path = path;
  }

  /** The stream with a name of its own below this one. */
  of(purpose: string | number): Draw {
    return new Draw(`${this.#path}/${purpose}`);
  }

  /** A number in [from, until). */
  between(from: number, until: number): number {
    return from + this.#unit() * (until - from);
  }

  /** An instant or duration in whole milliseconds, both ends included. */
  integer(from: number, to: number): number {
    assert(
      Number.isInteger(from) && Number.isInteger(to) && from <= to,
      'draw: a range of integers',
    );
    return from + Math.floor(this.#unit() * (to - from + 1));
  }

  /** True with this probability. */
  chance(probability: number): boolean {
    return this.#unit() < probability;
  }

  /** One of the items. */
  pick<T>(items: readonly T[]): T {
    const item = items[this.integer(0, items.length - 1)];
    assert(item !== undefined, 'draw: pick from a list that holds something');
    return item;
  }

  /** `count` different items, in the order in which they stand. */
  some<T>(items: readonly T[], count: number): T[] {
    const left = Math.min(count, items.length);
    const chosen: T[] = [];
    for (const [index, item] of items.entries()) {
      if (this.#unit() * (items.length - index) < left - chosen.length) chosen.push(item);
    }
    return chosen;
  }

  /** The items in another order. */
  shuffle<T>(items: readonly T[]): T[] {
    const keyed = items.map((item) => ({ item, key: this.#unit() }));
    return keyed.sort((left, right) => left.key - right.key).map((entry) => entry.item);
  }

  /** An exponential time with this mean. */
  exponential(mean: number): number {
    // Count the runs of descending uniforms: the first run of odd length ends the search, its first member is the
    // fraction, the number of runs before it the whole part.
    for (let whole = 0; ; whole++) {
      const first = this.#unit();
      let last = first;
      let length = 1;
      for (;;) {
        const next = this.#unit();
        if (next >= last) break;
        last = next;
        length++;
      }
      if (length % 2 === 1) return mean * (whole + first);
    }
  }

  #unit(): number {
    if (!this.#isSeeded) this.#seed();
    // 53 bits, as Math.random promises.
    return (this.#next() * 0x20_0000 + (this.#next() >>> 11)) / 0x20_0000_0000_0000;
  }

  /** Three words of FNV-1a with different offsets seed sfc32 (Doty-Humphrey, PractRand). */
  #seed(): void {
    this.#isSeeded = true;
    this.#a = hashText(this.#path, 0x811c9dc5);
    this.#b = hashText(this.#path, 0x9e3779b9);
    this.#c = hashText(this.#path, 0x85ebca6b);
    this.#d = 1;
    for (let warmUp = 0; warmUp < 12; warmUp++) this.#next();
  }

  #next(): number {
    const sum = (this.#a + this.#b + this.#d) | 0;
    this.#d = (this.#d + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum;
    this.#c |= 0;
    return sum >>> 0;
  }
}

function hashText(text: string, offset: number): number {
  let hash = offset | 0;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash;
}
