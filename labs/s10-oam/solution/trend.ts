/** The straight line through the last twenty minutes. */

/** Two periods and a half of the longest garbage collection seen: five minutes of a saw-tooth look like a leak. */
const windowMs = 1_200_000;

export class Trend {
  readonly #awayMs: number;
  readonly #times: number[] = [];
  readonly #values: number[] = [];
  /** Where the window begins. */
  #first = 0;

  constructor(awayMs: number) {
    this.#awayMs = awayMs;
  }

  add(t: number, value: number): void {
    const last = this.#times.at(-1);
    if (last !== undefined && t - last > this.#awayMs) this.#first = this.#times.length;
    this.#times.push(t);
    this.#values.push(value);
    while (t - (this.#times[this.#first] ?? t) > windowMs) this.#first += 1;
  }

  /** Change a minute, by least squares; 0 while the window is not full. */
  perMin(): number {
    const begin = this.#times[this.#first] ?? 0;
    const end = this.#times.at(-1) ?? 0;
    if (end - begin < windowMs * 0.95) return 0;
    const count = this.#times.length - this.#first;
    let sumX = 0;
    let sumY = 0;
    let sumXX = 0;
    let sumXY = 0;
    for (let index = this.#first; index < this.#times.length; index++) {
      const x = ((this.#times[index] ?? 0) - begin) / 60_000;
      const y = this.#values[index] ?? 0;
      sumX += x;
      sumY += y;
      sumXX += x * x;
      sumXY += x * y;
    }
    return (count * sumXY - sumX * sumY) / (count * sumXX - sumX * sumX);
  }
}
