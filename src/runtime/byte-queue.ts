/** Bytes in order, put in and taken out in pieces of any size. */
import { assert } from './assert.ts';
import type { Conversation } from './conversation.ts';

/** Bytes that were written at once, and the conversation in which they were. */
interface Chunk {
  readonly bytes: Uint8Array;
  readonly conversation: Conversation;
}

/** A piece that was taken out; it belongs to the conversation of its first byte. */
export type Piece = Chunk;

export class ByteQueue {
  #chunks: Chunk[] = [];
  /** Bytes of the first chunk that are gone. */
  #gone = 0;
  length = 0;

  add(bytes: Uint8Array, conversation: Conversation): void {
    if (bytes.length === 0) return;
    this.#chunks.push({ bytes, conversation });
    this.length += bytes.length;
  }

  /** Takes the first `count` bytes. */
  take(count: number): Piece {
    const [first] = this.#chunks;
    assert(count > 0 && count <= this.length && first !== undefined, 'only what is there is taken');
    const taken = new Uint8Array(count);
    let filled = 0;
    let used = 0;
    while (filled < count) {
      const { bytes } = this.#chunks[used] as Chunk;
      const piece = bytes.subarray(this.#gone, this.#gone + count - filled);
      taken.set(piece, filled);
      filled += piece.length;
      this.#gone += piece.length;
      if (this.#gone < bytes.length) break;
      this.#gone = 0;
      used += 1;
    }
    if (used > 0) this.#chunks.splice(0, used);
    this.length -= count;
    assert(this.#gone < (this.#chunks[0]?.bytes.length ?? 1), 'a chunk that is used up is gone');
    return { bytes: taken, conversation: first.conversation };
  }

  clear(): void {
    this.#chunks = [];
    this.#gone = 0;
    this.length = 0;
  }
}
