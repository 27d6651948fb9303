/**
 * A mailbox: signals in order of arrival, as a linked list through the signals themselves, so that a load
 * surge of millions of messages grows no array and taking from the middle costs nothing extra.
 *
 * Selective receive looks from the oldest message on and leaves alone what does not fit. `seen` remembers
 * how far a waiting receive has looked: when a message arrives, only that one is tested.
 */
import { fits } from './pattern.ts';
import type { Signal } from './signal.ts';

export class Mailbox {
  head: Signal | null = null;
  tail: Signal | null = null;
  /** The last message that the receive now waiting has refused. */
  seen: Signal | null = null;
  length = 0;

  append(signal: Signal): void {
    if (this.tail === null) this.head = signal;
    else this.tail.next = signal;
    this.tail = signal;
    this.length += 1;
  }

  /** Takes the oldest message. */
  shift(): Signal | null {
    const signal = this.head;
    if (signal === null) return null;
    this.head = signal.next;
    if (this.head === null) this.tail = null;
    signal.next = null;
    this.length -= 1;
    return signal;
  }

  /** Takes the oldest message that fits and that the waiting receive has not refused yet. */
  take(match: unknown): Signal | null {
    let before = this.seen;
    let signal = before === null ? this.head : before.next;
    while (signal !== null) {
      if (fits(match, signal.body)) {
        this.#remove(before, signal);
        return signal;
      }
      before = signal;
      signal = signal.next;
      this.seen = before;
    }
    return null;
  }

  /** Removes the messages for which `unwanted` is true; gives how many bytes they held. */
  discard(unwanted: (signal: Signal) => boolean): number {
    let bytes = 0;
    let before: Signal | null = null;
    let signal = this.head;
    while (signal !== null) {
      const next: Signal | null = signal.next;
      if (unwanted(signal)) {
        bytes += signal.size;
        if (this.seen === signal) this.seen = before;
        this.#remove(before, signal);
      } else before = signal;
      signal = next;
    }
    return bytes;
  }

  #remove(before: Signal | null, signal: Signal): void {
    if (before === null) this.head = signal.next;
    else before.next = signal.next;
    if (this.tail === signal) this.tail = before;
    signal.next = null;
    this.length -= 1;
  }
}
