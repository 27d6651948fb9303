// Differs: two running averages, a quick and a slow one; a slope keeps them apart. And the votes are watched as well.

const quickMs = 300_000;
const slowMs = 900_000;

export class Trend {
  readonly #awayMs: number;
  #last = -Infinity;
  #quick = 0;
  #slow = 0;

  constructor(awayMs: number) {
    this.#awayMs = awayMs;
  }

  add(t: number, value: number): void {
    const gap = t - this.#last;
    this.#last = t;
    if (gap > this.#awayMs) {
      this.#quick = value;
      this.#slow = value;
      return;
    }
    this.#quick += ((value - this.#quick) * gap) / quickMs;
    this.#slow += ((value - this.#slow) * gap) / slowMs;
  }

  /** Change a minute: a running average lags behind a slope by as much as it rises in its time. */
  perMin(): number {
    return ((this.#quick - this.#slow) / (slowMs - quickMs)) * 60_000;
  }
}
