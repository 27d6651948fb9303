/** What is still to happen, in order of virtual time; ties in the order in which they were put down. A binary heap. */
import { present } from '#runtime/assert.ts';

interface Entry {
  readonly atMs: number;
  readonly sequence: number;
  readonly action: () => void;
}

const isBefore = (left: Entry, right: Entry): boolean =>
  left.atMs < right.atMs || (left.atMs === right.atMs && left.sequence < right.sequence);

export class Agenda {
  nowMs = 0;
  readonly #heap: Entry[] = [];
  #sequence = 0;

  /** Puts an action down for `delayMs` from now; after an infinite delay it never comes. */
  in(delayMs: number, action: () => void): void {
    if (delayMs < Infinity) {
      this.#push({ atMs: this.nowMs + delayMs, sequence: this.#sequence++, action });
    }
  }

  /** Does everything that is due until the instant, then moves the clock there. */
  advance(untilMs: number): void {
    for (;;) {
      const next = this.#heap[0];
      if (next === undefined || next.atMs > untilMs) break;
      this.#pop();
      this.nowMs = next.atMs;
      next.action();
    }
    this.nowMs = untilMs;
  }

  #at(index: number): Entry {
    return present(this.#heap[index], 'the heap has this index');
  }

  #push(entry: Entry): void {
    let index = this.#heap.length;
    this.#heap.push(entry);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!isBefore(entry, this.#at(parent))) break;
      this.#heap[index] = this.#at(parent);
      index = parent;
    }
    this.#heap[index] = entry;
  }

  #pop(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    let index = 0;
    for (let child = 1; child < this.#heap.length; child = 2 * index + 1) {
      if (child + 1 < this.#heap.length && isBefore(this.#at(child + 1), this.#at(child))) child++;
      if (!isBefore(this.#at(child), last)) break;
      this.#heap[index] = this.#at(child);
      index = child;
    }
    this.#heap[index] = last;
  }
}
