/**
 * What survives a crash of its node. A write takes its time and is durable when it returns; a crash before that
 * loses it, unless the fault says that the disk had already taken it ("torn"): then the caller never
 * learned that it is there, which is the interesting case.
 */
import { assert } from './assert.ts';
import { recopy } from './copy.ts';

interface Write {
  readonly key: string;
  /** Undefined deletes. */
  readonly value: { readonly held: unknown } | undefined;
}

export class Disk {
  readonly #stored = new Map<string, unknown>();
  readonly #underWay = new Set<Write>();
  /** Share of the room that is taken, 0 to 1, by whatever else is on the disk. */
  filled = 0;
  fillPerMs = 0;
  filledAtMs = 0;

  /** Begins a write; `finish` makes it durable. */
  begin(key: string, value: { readonly held: unknown } | undefined): Write {
    const write = { key, value };
    assert(!this.#underWay.has(write), 'each write is one of its own');
    this.#underWay.add(write);
    return write;
  }

  finish(write: Write): void {
    this.#underWay.delete(write);
    if (write.value === undefined) this.#stored.delete(write.key);
    else this.#stored.set(write.key, write.value.held);
  }

  /** A copy of what is stored under a key. */
  read(key: string): unknown {
    return recopy(this.#stored.get(key));
  }

  keys(): string[] {
    return [...this.#stored.keys()].toSorted();
  }

  /** The node has crashed. `landed` decides for each write under way whether the disk already had it. */
  crash(landed: (key: string) => boolean): void {
    for (const write of [...this.#underWay]) {
      this.#underWay.delete(write);
      if (landed(write.key)) this.finish(write);
    }
  }

  /** Fills up from now on, by a share of the room per millisecond. */
  fill(nowMs: number, sharePerMs: number): void {
    assert(nowMs >= this.filledAtMs, 'a disk fills forwards in time');
    assert(sharePerMs >= 0, 'a disk that fills does not empty itself');
    this.filled = this.filledAt(nowMs);
    this.filledAtMs = nowMs;
    this.fillPerMs = sharePerMs;
  }

  filledAt(nowMs: number): number {
    return Math.min(1, this.filled + (nowMs - this.filledAtMs) * this.fillPerMs);
  }
}
