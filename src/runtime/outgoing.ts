/** The sending half of a stream: a buffer with an end, cut into segments, and repeated trust that somebody reads. */
import { assert } from './assert.ts';
import { ByteQueue } from './byte-queue.ts';
import { toNs } from './clock.ts';
import { nsPerMs } from './limits.ts';
import type { Process } from './process.ts';
import { below, mix, unit, type Key } from './random.ts';
import type { Stream } from './stream.ts';
import { Timer } from './timer.ts';
import type { Waiter } from './waiter.ts';

/** Bytes written at nearly the same time leave together: how long the first wait for more, at most. */
const gatherNs = 0.02 * nsPerMs;

export class Outgoing {
  readonly #stream: Stream;
  readonly #key: Key;
  readonly #bytes = new ByteQueue();
  /** Bytes that were sent and not confirmed, and room that the other end has for more. */
  #unconfirmed = 0;
  #window: number;
  #segments = 0;
  #pumpIsSet = false;
  #confirmedNs = 0;
  #isWatched = false;
  #writers: { readonly bytes: Uint8Array; readonly waiter: Waiter }[] = [];
  /** True if the owner waits for a `tcp_writable`. */
  #tellsWritable = false;

  constructor(stream: Stream, key: Key) {
    this.#stream = stream;
    this.#key = key;
    this.#window = stream.node.system.network.settings.bufferBytes;
  }

  /** Bytes in the buffer: a byte leaves it when it is confirmed. */
  get length(): number {
    return this.#bytes.length + this.#unconfirmed;
  }

  /** Segments sent so far. */
  get segments(): number {
    return this.#segments;
  }

  /** Takes the bytes if there is room for all of them, or if nothing at all is in the buffer. */
  accept(bytes: Uint8Array, process: Process): boolean {
    assert(this.#stream.writable, 'a stream that is over takes nothing');
    if (this.#writers.length > 0 || !this.#fits(bytes)) return false;
    this.#write(bytes, process);
    return true;
  }

  #fits(bytes: Uint8Array): boolean {
    const { bufferBytes } = this.#stream.node.system.network.settings;
    return this.length === 0 || this.length + bytes.length <= bufferBytes;
  }

  /** The owner is told when the buffer is empty. */
  tellWhenWritable(): void {
    this.#tellsWritable = true;
  }

  /** Bytes that are to be taken when there is room. */
  queue(bytes: Uint8Array, waiter: Waiter): void {
    assert(waiter.open, 'somebody waits to write');
    this.#writers.push({ bytes, waiter });
  }

  #write(bytes: Uint8Array, process: Process): void {
    this.#bytes.add(bytes, process.conversation);
    this.#stream.node.memory += bytes.length;
    this.setPump();
  }

  /** Sees to it that what is in the buffer leaves. */
  setPump(): void {
    if (this.#pumpIsSet) return;
    this.#pumpIsSet = true;
    const { node } = this.#stream;
    const { timeline } = node.system;
    const dueNs = timeline.nowNs + below(mix(this.#key, this.#segments * 2 + 1), gatherNs);
    timeline.schedule(
      dueNs,
      Timer.onNode(dueNs, node, () => this.#pump()),
    );
  }

  /** Sends as much as the other end has room for. */
  #pump(): void {
    this.#pumpIsSet = false;
    const stream = this.#stream;
    const { peer } = stream;
    if (!stream.open || peer === null) return;
    while (this.#bytes.length > 0 && this.#window > 0) {
      const length = this.#segmentLength(Math.min(this.#bytes.length, this.#window));
      const piece = this.#bytes.take(length);
      this.#segments += 1;
      this.#unconfirmed += length;
      this.#window -= length;
      assert(this.#window >= 0, 'nobody is sent more than he has room for');
      stream.sendTo(peer, length, () => peer.take(piece));
      this.#watch();
    }
    if (this.#bytes.length === 0) stream.drained(peer);
  }

  #segmentLength(most: number): number {
    const { segments } = this.#stream.node.system.network.settings;
    if (segments === 'smallest') return 1;
    if (segments === 'largest' || most === 1) return most;
    const chance = mix(this.#key, this.#segments * 2);
    return unit(chance) < 0.5 ? most : 1 + below(chance, most - 1);
  }

  /** The other end has got bytes, and has so much room now. */
  confirm(length: number, window: number): void {
    const { node, writable, handle } = this.#stream;
    this.#confirmedNs = node.system.timeline.nowNs;
    this.#unconfirmed -= length;
    node.memory -= length;
    assert(this.#unconfirmed >= 0, 'only what was sent is confirmed');
    this.#window = Math.max(0, window - this.#unconfirmed);
    this.#takeWaiting();
    if (this.#bytes.length > 0) this.setPump();
    if (this.length > 0 || !this.#tellsWritable) return;
    this.#tellsWritable = false;
    if (writable) this.#stream.tell({ kind: 'tcp_writable', socket: handle });
  }

  /** Lets those write who wait for room, first come, first served. */
  #takeWaiting(): void {
    for (;;) {
      const [next] = this.#writers;
      if (next === undefined || (next.waiter.open && !this.#fits(next.bytes))) return;
      this.#writers.shift();
      if (!next.waiter.open) continue;
      this.#write(next.bytes, next.waiter.process);
      next.waiter.give('ok');
    }
  }

  /** Gives the connection up if nothing is confirmed for too long. */
  #watch(): void {
    if (this.#isWatched) return;
    this.#isWatched = true;
    const { timeline } = this.#stream.node.system;
    this.#confirmedNs = timeline.nowNs;
    this.#lookAfter();
  }

  #lookAfter(): void {
    const { node } = this.#stream;
    const { timeline, network } = node.system;
    const dueNs = this.#confirmedNs + toNs(network.settings.giveUpMs);
    const look = (): void => {
      this.#isWatched = false;
      if (!this.#stream.open || this.#unconfirmed === 0) return;
      if (timeline.nowNs < this.#confirmedNs + toNs(network.settings.giveUpMs)) {
        this.#isWatched = true;
        this.#lookAfter();
      } else this.#stream.abort('etimedout');
    };
    timeline.schedule(dueNs, Timer.onNode(dueNs, node, look));
  }

  /** Who still waits to write. */
  takeWriters(): readonly Waiter[] {
    const waiters = this.#writers.map(({ waiter }) => waiter);
    this.#writers = [];
    return waiters;
  }

  /** The stream is over: nothing is sent any more. Gives how many bytes that were. */
  clear(): number {
    const { length } = this;
    this.#bytes.clear();
    this.#unconfirmed = 0;
    return length;
  }
}
