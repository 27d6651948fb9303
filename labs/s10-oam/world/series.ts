/** Counts by the minute, with sums over any window at the price of two look-ups. */
import type { Counts, CountSeries } from './types.ts';

/** A series that grows a minute at a time. */
export class MinuteCounts implements CountSeries {
  /** Sums over the first n minutes. */
  readonly #total: number[] = [0];
  readonly #bad: number[] = [0];
  #minutes = 0;

  /** How many minutes there are. */
  get minutes(): number {
    return this.#minutes;
  }

  add({ total, bad }: Counts): void {
    const last = this.#minutes;
    this.#minutes += 1;
    this.#total.push((this.#total[last] ?? 0) + total);
    this.#bad.push((this.#bad[last] ?? 0) + bad);
  }

  sum(from: number, to: number): Counts {
    const first = Math.max(0, from);
    const end = Math.min(this.#minutes, to + 1);
    if (end <= first) return { total: 0, bad: 0 };
    return {
      total: (this.#total[end] ?? 0) - (this.#total[first] ?? 0),
      bad: (this.#bad[end] ?? 0) - (this.#bad[first] ?? 0),
    };
  }
}
