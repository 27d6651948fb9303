/**
 * A mailbox: signals in order of arrival, as a linked list through the signals themselves, so that a load
 * surge of millions of messages grows no array and taking from the middle costs nothing extra.
 *
 * Selective receive looks from the oldest message on and leaves alone what does not fit. `seen` remembers
 * how far a waiting receive has looked: when a message arrives, only that one is tested.
 */
import { assert } from './assert.ts';
import { fits } from './pattern.ts';
import type { Signal } from './signal.ts';

export class Mailbox {
  /** The newest; its `next` is the oldest, so that one field is enough. */
  #newest: Signal | null = null;
  /** The last message that the receive now waiting has refused. */
  seen: Signal | null = null;
  length = 0;
  /** Bytes of the messages. */
  bytes = 0;

  append(signal: Signal): void {
    assert(signal.next === null, 'a signal is in one mailbox');
    const newest = this.#newest;
    if (newest === null) signal.next = signal;
    else {
      signal.next = newest.next;
      newest.next = signal;
    }
    this.#newest = signal;
    this.length += 1;
    this.bytes += signal.size;
  }

  /** Takes the oldest message. */
  shift(): Signal | null {
    const newest = this.#newest;
    if (newest === null) return null;
    const oldest = newest.next as Signal;
    if (oldest === newest) this.#empty();
    else newest.next = oldest.next;
    oldest.next = null;
    this.length -= 1;
    this.bytes -= oldest.size;
    return oldest;
  }

  /** Takes the oldest message that fits and that the waiting receive has not refused yet. */
  take(match: unknown): Signal | null {
    const newest = this.#newest;
    if (newest === null || this.seen === newest) return null;
    let before = this.seen ?? newest;
    for (;;) {
      const signal = before.next as Signal;
      if (fits(match, signal.body)) {
        this.#remove(before, signal);
        return signal;
      }
      this.seen = signal;
      if (signal === newest) return null;
      before = signal;
    }
  }

  /** Removes the messages for which `unwanted` is true; gives how many bytes they held. */
  discard(unwanted: (signal: Signal) => boolean): number {
    let bytes = 0;
    let before = this.#newest;
    for (let left = this.length; left > 0 && before !== null; left -= 1) {
      const signal = before.next as Signal;
      if (!unwanted(signal)) {
        before = signal;
        continue;
      }
      bytes += signal.size;
      if (this.seen === signal) this.seen = signal === this.#oldest() ? null : before;
      this.#remove(before, signal);
    }
    return bytes;
  }

  /** Forgets everything; gives how many bytes it held. */
  clear(): number {
    return this.length === 0 ? 0 : this.discard(() => true);
  }

  /** The messages, oldest first. */
  contents(): unknown[] {
    const bodies: unknown[] = [];
    let signal = this.#oldest();
    for (let left = this.length; left > 0 && signal !== null; left -= 1) {
      bodies.push(signal.body);
      signal = signal.next;
    }
    return bodies;
  }

  /** The first few messages as they stand here, oldest first. */
  oldest(countMax: number): Signal[] {
    const signals: Signal[] = [];
    let signal = this.#oldest();
    for (let left = Math.min(this.length, countMax); left > 0 && signal !== null; left -= 1) {
      signals.push(signal);
      signal = signal.next;
    }
    return signals;
  }

  #empty(): void {
    assert(this.length === 1, 'it is the last message that empties a mailbox');
    this.#newest = null;
    this.seen = null;
  }

  #oldest(): Signal | null {
    return this.#newest === null ? null : this.#newest.next;
  }

  #remove(before: Signal, signal: Signal): void {
    if (before === signal) this.#empty();
    else {
      before.next = signal.next;
      if (this.#newest === signal) this.#newest = before;
    }
    signal.next = null;
    this.length -= 1;
    this.bytes -= signal.size;
  }
}
