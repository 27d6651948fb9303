/** Clocks of nodes: what each believes of the time. Virtual time itself is in clock.ts. */
import { assert } from './assert.ts';
import { nsPerMs } from './limits.ts';

/** The clock of one node: virtual time plus an offset, at its own rate. */
export class NodeClock {
  #offsetNs = 0;
  #rate = 1;
  #sinceNs = 0;

  /** What the node believes the time is, in milliseconds with microseconds behind the point. */
  readMs(nowNs: number): number {
    const ns = this.#sinceNs + (nowNs - this.#sinceNs) * this.#rate + this.#offsetNs;
    return Math.floor(ns / 1_000) / 1_000;
  }

  /** How much virtual time passes while this clock counts `ns`. A timer never fires early. */
  durationNs(ns: number): number {
    return this.#rate === 1 ? ns : Math.ceil(ns / this.#rate);
  }

  /** Sets how far it is ahead (or behind, if negative). */
  setOffset(ms: number): void {
    this.#offsetNs = Math.round(ms * nsPerMs);
  }

  /** Jumps by so much, as when somebody corrects it. */
  jump(ms: number): void {
    this.#offsetNs += Math.round(ms * nsPerMs);
  }

  /** From now on it runs fast by so many millionths (slow, if negative). */
  setDrift(nowNs: number, partsPerMillion: number): void {
    assert(partsPerMillion > -1_000_000, 'no clock runs backwards');
    this.#offsetNs += (nowNs - this.#sinceNs) * (this.#rate - 1);
    this.#sinceNs = nowNs;
    this.#rate = 1 + partsPerMillion / 1_000_000;
  }
}
