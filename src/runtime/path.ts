/** One direction of the way between two nodes, with what its sending side believes about their connection. */
import { assert } from './assert.ts';
import { toNs } from './clock.ts';
import { samplerOf, type Sampler } from './latency.ts';
import type { Impairment, Way } from './network-spec.ts';
import type { Node } from './node.ts';
import type { Process } from './process.ts';
import { mix, purpose, type Key } from './random.ts';
import type { Signal } from './signal.ts';
import type { Wire } from './wire.ts';

const halfTurn = 4_294_967_296;

export class Path {
  readonly from: Node;
  readonly to: Node;
  /** The other direction. */
  back: Path;
  /** The middle of its latency. */
  readonly latencyNs: number;
  /** Half the width of a uniform latency; 0 for the others. */
  readonly jitterNs: number;
  /** Makes a random 32-bit number a part of the jitter's whole range. */
  readonly jitterScale: number;
  /** For the other distributions. */
  readonly sample: Sampler | null;
  /** Bandwidth of the path, and what it is at present. */
  readonly ownNsPerByte: number;
  nsPerByte: number;
  impairment: Impairment | null = null;
  /** Number of the connection the sending side believes in; 0 if it believes that there is none. */
  era = 0;
  cut = false;
  /** Counts cuts, so that a tick knows whether the silence it was set for is still the same. */
  cuts = 0;
  /** Counts silences, for the chance of when each is noticed. */
  silences = 0;
  /** What waits at a cut: what had been under way when it came, and what was sent since. */
  #overtaken: Signal[] = [];
  #waiting: Signal[] = [];
  parkedBytes = 0;
  /** What a cut had held back arrives now; nothing that was behind it arrives before. */
  resumeNs = 0;
  /** Nothing sent arrives before this: a handshake is under way. */
  readyNs = 0;
  /** Stands for seed and route in the chance of a latency. */
  readonly key: Key;
  /** When the sending side has put its last byte on the wire. */
  wireFreeNs = 0;
  /** Takes the bytes in pieces, where messages are not sent whole. */
  wire: Wire | null = null;
  lastArrivalNs = 0;
  /** Processes that wait until fewer bytes do. */
  suspended: Process[] = [];

  private constructor(from: Node, to: Node, { latency, megabytesPerSecond }: Way) {
    this.from = from;
    this.to = to;
    this.back = this;
    this.key = mix(mix(mix(from.system.key, purpose.latency), from.key), to.key);
    this.latencyNs = toNs(latency.ms);
    this.jitterNs = latency.kind === 'uniform' ? toNs(latency.jitterMs) : 0;
    this.jitterScale = (2 * this.jitterNs) / halfTurn;
    this.sample = samplerOf(latency);
    this.ownNsPerByte = nsPerByte(megabytesPerSecond);
    this.nsPerByte = this.ownNsPerByte;
    assert(this.latencyNs > 0, 'a message to another node takes time');
  }

  /** Both directions between two nodes; the first is the one asked for. */
  static pair(from: Node, to: Node, way: Way): Path {
    assert(from !== to, 'a node needs no way to itself');
    const path = new Path(from, to, way);
    path.back = new Path(to, from, way);
    path.back.back = path;
    return path;
  }

  /** Sets what is wrong with it; null if nothing is any more. */
  impair(impairment: Impairment | null): void {
    this.impairment = impairment;
    const megabytes = impairment?.megabytesPerSecond;
    this.nsPerByte = megabytes === undefined ? this.ownNsPerByte : nsPerByte(megabytes);
  }

  /** How long what has this chance is on its way. */
  delayNs(chance: Key): number {
    if (this.sample !== null) return this.sample(chance);
    if (this.jitterNs === 0) return this.latencyNs;
    return this.latencyNs + Math.floor((chance >>> 0) * this.jitterScale) - this.jitterNs;
  }

  /** Bytes that have been sent and have not left yet. */
  waitingBytes(nowNs: number): number {
    if (this.wire !== null) return this.wire.bytes + this.parkedBytes;
    const onWire = this.nsPerByte === 0 ? 0 : (this.wireFreeNs - nowNs) / this.nsPerByte;
    return Math.max(0, onWire) + this.parkedBytes;
  }

  /** Holds a signal back until the way is free; one that was under way goes before all that was sent since. */
  park(signal: Signal, underWay: boolean): void {
    (underWay ? this.#overtaken : this.#waiting).push(signal);
    this.parkedBytes += signal.size;
  }

  /** Takes one signal from those held back: it is the caller's now. */
  unpark(signal: Signal): void {
    assert(this.parked.includes(signal), 'only what is held back is taken');
    this.#overtaken = this.#overtaken.filter((other) => other !== signal);
    this.#waiting = this.#waiting.filter((other) => other !== signal);
    this.parkedBytes -= signal.size;
    assert(this.parkedBytes >= 0, 'what is taken was counted');
  }

  /** Takes all that was held back: what had been under way, and what was sent since. */
  unparkAll(): { readonly underWay: readonly Signal[]; readonly sentSince: readonly Signal[] } {
    const held = { underWay: this.#overtaken, sentSince: this.#waiting };
    this.#overtaken = [];
    this.#waiting = [];
    this.parkedBytes = 0;
    return held;
  }

  /** Signals that wait for the way to be free. */
  get parked(): readonly Signal[] {
    return [...this.#overtaken, ...this.#waiting];
  }
}

function nsPerByte(megabytesPerSecond: number): number {
  assert(megabytesPerSecond > 0, 'a path lets bytes through');
  return megabytesPerSecond === Infinity ? 0 : 1_000 / megabytesPerSecond;
}
