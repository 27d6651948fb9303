/**
 * What survives a crash of its node. A write takes its time and is durable when it returns; a crash before that
 * loses it, unless the fault says that the disk had already taken it ("torn"): then the caller never
 * learned that it is there, which is the interesting case.
 *
 * A disk may also lie: what it called durable is in a cache that a crash empties. It looks durable until then.
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
  /** What was stored before the writes that a crash would undo; null while the disk is honest. */
  #undo: Map<string, { readonly held: unknown } | undefined> | null = null;
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
    const { key } = write;
    if (this.#undo !== null && !this.#undo.has(key)) {
      this.#undo.set(key, this.#stored.has(key) ? { held: this.#stored.get(key) } : undefined);
    }
    this.#store(key, write.value);
  }

  #store(key: string, value: Write['value']): void {
    if (value === undefined) this.#stored.delete(key);
    else this.#stored.set(key, value.held);
  }

  /** From now on writes are durable in name only; or they are again, and what is in the cache is written out. */
  setLying(isLying: boolean): void {
    if (!isLying) this.#undo = null;
    else this.#undo ??= new Map();
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
    for (const [key, before] of this.#undo ?? []) this.#store(key, before);
    this.#undo?.clear();
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
