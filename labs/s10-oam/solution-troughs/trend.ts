// Differs: compares troughs. A garbage collection goes back to where it began; a leak lifts even the lowest reading.

/** Longer than a period of the slowest garbage collection, so that each span holds a trough. */
const spanMs = 480_000;

export class Trend {
  readonly #awayMs: number;
  #spanBegan = 0;
  #lowest = Infinity;
  #last = -Infinity;
  /** The lowest readings of the spans before, the newest first. */
  #troughs: number[] = [];

  constructor(awayMs: number) {
    this.#awayMs = awayMs;
  }

  add(t: number, value: number): void {
    if (t - this.#last > this.#awayMs) {
      this.#troughs = [];
      this.#spanBegan = t;
      this.#lowest = Infinity;
    } else if (t - this.#spanBegan >= spanMs) {
      this.#troughs = [this.#lowest, ...this.#troughs].slice(0, 2);
      this.#spanBegan = t;
      this.#lowest = Infinity;
    }
    this.#lowest = Math.min(this.#lowest, value);
    this.#last = t;
  }

  /** Change of the troughs a minute; 0 until there are two. */
  perMin(): number {
    const [newest, before] = this.#troughs;
    return newest === undefined || before === undefined ? 0 : (newest - before) / (spanMs / 60_000);
  }
}
