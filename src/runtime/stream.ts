/**
 * One end of a byte stream, as TCP gives it: what is written at one end comes out at the other, every byte, in order,
 * and cut into pieces wherever it pleases the network.
 *
 *     send ──▶ outgoing ──segments──▶ … ──▶ incoming ──▶ recv, or `tcp` messages to the owner
 *                 ▲                             │
 *                 └──── confirmed, and room ────┘
 *
 * Both buffers have an end. Who does not read leaves his incoming one full; then the other end's outgoing one fills;
 * then its sender waits. Bytes that nobody confirms for too long end the connection, and so does a machine that has
 * forgotten it. A machine without power, a cut or a hang say nothing: the connection is half open.
 */
import { assert } from './assert.ts';
import { ByteQueue, type Piece } from './byte-queue.ts';
import { tiesOf } from './ties.ts';
import type { Node } from './node.ts';
import { Outgoing } from './outgoing.ts';
import type { Process } from './process.ts';
import { mix, purpose, type Key } from './random.ts';
import type { Socket } from './socket.ts';
import type { Waiter } from './waiter.ts';

/** Why a stream is over, for who reads it: the other end has closed it, or it was given up. */
export type End = 'closed' | 'etimedout';
/** What a reader gets. */
export type Read = ['ok', Uint8Array] | ['error', End];

/** Who waits for bytes; `length` of them, or any if it is zero. */
interface Reader {
  readonly waiter: Waiter;
  readonly length: number;
}

export class Stream {
  readonly kind = 'stream' as const;
  readonly node: Node;
  readonly boot: number;
  readonly handle: Socket;
  readonly outgoing: Outgoing;
  owner: Process;
  /** The other end; null until the connection stands. */
  peer: Stream | null = null;
  open = true;
  /** How many `tcp` messages the owner still gets by itself: all, none, or so many. */
  active = 0;
  /** True if the owner is to be told when `active` has come down to zero. */
  #tellsPassive = false;
  readonly #key: Key;
  readonly #incoming = new ByteQueue();
  #packets = 0;
  #lastArrivalNs = 0;
  /** True once `close` was called: what is left is sent, then the other end is told. */
  #closing = false;
  /** What the reader finds after the last byte. */
  #end: End | null = null;
  #readers: Reader[] = [];

  constructor(owner: Process, key: Key) {
    const { node } = owner;
    const { sockets } = node.system;
    this.owner = owner;
    this.node = node;
    this.boot = node.boot;
    this.#key = mix(mix(key, purpose.segment), node.key);
    this.outgoing = new Outgoing(this, this.#key);
    this.handle = sockets.handle(node, this);
    this.#own(owner);
    sockets.add(this);
  }

  #own(owner: Process): void {
    (tiesOf(owner).sockets ??= new Set()).add(this);
  }

  /** Another process of this node gets the messages from now on, and ends the stream by its own end. */
  giveTo(owner: Process): void {
    assert(owner.alive && owner.node === this.node, 'a socket belongs to a process of its node');
    this.owner.ties?.sockets?.delete(this);
    this.owner = owner;
    this.#own(owner);
  }

  /** The connection stands. */
  meet(peer: Stream): void {
    assert(this.peer === null, 'a stream has one other end');
    this.peer = peer;
    if (!peer.open) this.finish('closed');
    else if (this.#closing || this.outgoing.length > 0) this.outgoing.setPump();
  }

  /** True if bytes can still be written. */
  get writable(): boolean {
    return this.open && !this.#closing && this.#end === null;
  }

  // ---- Packets ----

  /** Sends a packet to the other end; the packets of a stream keep their order. */
  sendTo(peer: Stream, bytes: number, arrive: () => void): void {
    assert(bytes >= 0, 'a packet has no less than no bytes');
    this.#packets += 1;
    this.#lastArrivalNs = this.node.system.sockets.send({
      from: this.node,
      to: peer.node,
      boot: peer.boot,
      bytes,
      chance: mix(this.#key, this.#packets),
      notBeforeNs: this.#lastArrivalNs,
      arrive,
      refused: () => this.#hearReset(peer),
    });
  }

  /** Nobody over there knows this connection, and its machine says so. */
  #hearReset(peer: Stream): void {
    if (!this.open) return;
    this.node.system.sockets.send({
      from: peer.node,
      to: this.node,
      boot: this.boot,
      bytes: 0,
      chance: mix(this.#key, -1 - this.#packets),
      notBeforeNs: 0,
      arrive: () => this.abort('closed'),
      refused: () => undefined,
    });
  }

  /** All that was written has left. */
  drained(peer: Stream): void {
    if (!this.#closing) return;
    this.sendTo(peer, 0, () => peer.finish('closed'));
    this.#shut();
  }

  /** Bytes have come. */
  take(piece: Piece): void {
    const { peer } = this;
    if (peer === null) return;
    if (!this.open || this.#closing) {
      // Closed by this end: who still sends is told that nobody reads.
      peer.#hearReset(this);
      return;
    }
    const { length } = piece.bytes;
    assert(length > 0, 'a segment holds bytes');
    this.#incoming.add(piece.bytes, piece.conversation);
    this.node.memory += length;
    this.#deliver();
    this.#confirmTo(peer, length);
  }

  /** Tells the other end what has come, and how much room there is. */
  #confirmTo(peer: Stream, length: number): void {
    const { bufferBytes } = this.node.system.network.settings;
    const wanted = this.#readers[0]?.length ?? 0;
    const window = Math.max(0, Math.max(bufferBytes, wanted) - this.#incoming.length);
    this.sendTo(peer, 0, () => {
      if (peer.open) peer.outgoing.confirm(length, window);
    });
  }

  // ---- Reading ----

  /** Hands out what has come: to who waits for it, or to the owner. */
  #deliver(): void {
    this.#serve();
    while (this.active > 0 && this.#incoming.length > 0) this.#deliverToOwner();
    if (this.#end !== null && this.#incoming.length === 0) this.#tellEnd(this.#end);
    else if (this.#end !== null) this.#answerAll(this.#end);
  }

  #deliverToOwner(): void {
    const { bytes, conversation } = this.#takeOut(this.#incoming.length);
    this.active -= 1;
    const { owner, handle: socket } = this;
    if (!owner.alive) return;
    const { delivery } = this.node.system;
    delivery.putSized(
      owner,
      { kind: 'tcp', socket, data: bytes },
      { size: bytes.length, conversation },
    );
    if (this.active > 0 || !this.#tellsPassive) return;
    this.#tellsPassive = false;
    this.tell({ kind: 'tcp_passive', socket });
  }

  #takeOut(length: number): Piece {
    this.node.memory -= length;
    return this.#incoming.take(length);
  }

  #serve(): void {
    for (;;) {
      const [reader] = this.#readers;
      if (reader === undefined) return;
      if (reader.waiter.open) {
        const piece = this.#takeFor(reader.length);
        if (piece === null) return;
        reader.waiter.process.conversation = piece.conversation;
        reader.waiter.give(['ok', piece.bytes]);
      }
      this.#readers.shift();
    }
  }

  #takeFor(length: number): Piece | null {
    const there = this.#incoming.length;
    if (there === 0 || there < length) return null;
    return this.#takeOut(length === 0 ? there : length);
  }

  /** What a reader gets at once: bytes, the end, or null if it has to wait. */
  read(length: number, process: Process): Read | null {
    // Those who gave up waiting are before nobody.
    this.#readers = this.#readers.filter(({ waiter }) => waiter.open);
    const piece = this.#readers.length > 0 ? null : this.#takeFor(length);
    if (piece !== null) {
      process.conversation = piece.conversation;
      this.#roomMade();
      return ['ok', piece.bytes];
    }
    if (this.#end !== null || !this.open) return ['error', this.#end ?? 'closed'];
    return null;
  }

  /** A reader waits. */
  awaitBytes(length: number, waiter: Waiter): void {
    this.#readers.push({ waiter, length });
    if (length > 0) this.#roomMade();
  }

  /** Sets how many messages the owner gets by itself. */
  activate(count: number, tellsPassive: boolean): void {
    assert(count >= 0, 'messages are counted down to zero');
    this.active = count;
    this.#tellsPassive = tellsPassive;
    const before = this.#incoming.length;
    this.#deliver();
    if (this.#incoming.length < before) this.#roomMade();
  }

  #roomMade(): void {
    if (this.peer !== null && this.open && this.#end === null) this.#confirmTo(this.peer, 0);
  }

  // ---- The end ----

  /** Sends what is left, then tells the other end. Nobody reads here any more. */
  close(): void {
    if (!this.open || this.#closing) return;
    this.#closing = true;
    this.active = 0;
    this.#answerAll('closed');
    if (this.#end !== null) this.#shut();
    else this.outgoing.setPump();
  }

  /** The owner has ended. */
  ownerEnded(): void {
    this.close();
  }

  /** The other end has sent its last byte. */
  finish(end: End): void {
    if (!this.open || this.#end !== null) return;
    this.#end = end;
    if (this.#closing) this.#shut();
    else this.#deliver();
  }

  /** The connection is gone: what was not delivered is lost. */
  abort(end: End): void {
    if (!this.open || this.#end !== null) return;
    if (this.#incoming.length > 0) this.#takeOut(this.#incoming.length);
    this.finish(end);
  }

  #tellEnd(end: End): void {
    this.#answerAll(end);
    if (this.active === 0) return;
    this.active = 0;
    const { handle: socket } = this;
    if (end === 'etimedout') this.tell({ kind: 'tcp_error', socket, reason: end });
    this.tell({ kind: 'tcp_closed', socket });
    this.#shut();
  }

  #answerAll(end: End): void {
    const readers = this.#readers.map(({ waiter }) => waiter);
    this.#readers = [];
    for (const waiter of [...readers, ...this.outgoing.takeWriters()]) waiter.give(['error', end]);
  }

  #shut(): void {
    if (!this.open) return;
    this.open = false;
    this.node.memory -= this.outgoing.clear() + this.#incoming.length;
    this.#incoming.clear();
    this.owner.ties?.sockets?.delete(this);
    this.node.system.sockets.remove(this);
  }

  /** The machine has crashed. Unless its power is off, it resets what it had. */
  machineDied(silently: boolean): void {
    assert(!this.node.up, 'a machine dies with its node');
    this.open = false;
    const { peer } = this;
    if (!silently && peer !== null) this.sendTo(peer, 0, () => peer.abort('closed'));
  }

  /** Puts a message about the stream into its owner's mailbox. */
  tell(message: object): void {
    const { owner } = this;
    if (!owner.alive) return;
    const { conversation } = owner;
    this.node.system.delivery.putSized(owner, message, { size: 0, conversation });
  }
}
