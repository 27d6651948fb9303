/**
 * The network between nodes. Each pair of nodes has one connection, which carries signals in both directions
 * and which either side may believe up or down.
 *
 *   sent ──▶ rules ──▶ cut? ──yes──▶ parked until the heal, lost if the connection is given up before
 *                       │no
 *                       ▼
 *              latency, bandwidth, pairwise order ──▶ arrives ──▶ still the same connection? ──no──▶ lost
 *
 * A crash closes its connections: peers learn after one latency. A peer that is merely silent (partition, cut,
 * hang) is given up by ticks after three to five quarters of the tick time. Every (re)connection begins a new
 * era; what was sent in an older one never arrives.
 */
import { assert } from './assert.ts';
import { connectTimeoutMs, lanJitterMs, lanLatencyMs, nsPerMs, tickTimeMs } from './limits.ts';
import { announceLoss, type Loss } from './loss.ts';
import type { Node } from './node.ts';
import { mix, purpose, unit, type Key } from './random.ts';
import { Signal, dueKind, isPayload } from './signal.ts';
import type { System } from './system.ts';
import { Timer } from './timer.ts';
import { toNs } from './clock.ts';

/** The way between two nodes, if it is not the default. */
export interface PathSpec {
  /** Names of nodes; a trailing `*` stands for any rest. Holds for both directions. */
  readonly between: readonly [string, string];
  readonly latencyMs?: number;
  readonly jitterMs?: number;
  /** Millions of bytes per second; unlimited if left out. */
  readonly megabytesPerSecond?: number;
}

export interface NetworkSpec {
  /** One-way latency; 1.0 ms ± 0.2 if left out. */
  readonly latencyMs?: number;
  readonly jitterMs?: number;
  readonly megabytesPerSecond?: number;
  readonly tickTimeMs?: number;
  /** How long connecting to a peer that does not answer takes to fail. */
  readonly connectTimeoutMs?: number;
  readonly paths?: readonly PathSpec[];
}

/** One direction of a connection, with what its sending side believes. */
export class Path {
  readonly from: Node;
  readonly to: Node;
  readonly latencyNs: number;
  readonly jitterNs: number;
  readonly nsPerByte: number;
  /** Number of the connection the sending side believes in; 0 if it believes that there is none. */
  era: number;
  cut = false;
  /** Counts cuts, so that a tick knows whether the silence it was set for is still the same. */
  cuts = 0;
  parked: Signal[] = [];
  /** Nothing sent arrives before this: a handshake is under way. */
  readyNs = 0;
  /** Stands for seed and route in the chance of a latency. */
  readonly key: Key;
  /** Makes a random 32-bit number a part of the jitter's whole range. */
  readonly jitterScale: number;
  /** When the sending side has put its last byte on the wire. */
  wireFreeNs = 0;
  lastArrivalNs = 0;

  constructor(from: Node, to: Node, spec: Required<Omit<PathSpec, 'between'>>, era: number) {
    this.from = from;
    this.to = to;
    const latencyKey = mix(from.system.key, purpose.latency);
    this.key = mix(mix(latencyKey, from.key), to.key);
    this.latencyNs = toNs(spec.latencyMs);
    this.jitterNs = toNs(spec.jitterMs);
    this.jitterScale = (2 * this.jitterNs) / 4_294_967_296;
    this.nsPerByte = spec.megabytesPerSecond === Infinity ? 0 : 1_000 / spec.megabytesPerSecond;
    this.era = era;
    assert(
      spec.jitterMs <= spec.latencyMs,
      'jitter never makes a message arrive before it is sent',
    );
    assert(this.latencyNs > 0, 'a message to another node takes time');
  }

  /** Takes one signal from those that wait behind the cut. */
  unpark(signal: Signal): void {
    this.parked = this.parked.filter((parked) => parked !== signal);
  }
}

/** True if a name fits a pattern that may end in `*`. */
export function fitsName(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : pattern === name;
}

/** Ordinals of control signals are counted apart from those of messages. */
const controlRoute = 1 << 24;

export class Network {
  readonly #system: System;
  readonly #spec: NetworkSpec;
  readonly #paths: (Path | undefined)[] = [];
  readonly #tickKey: Key;
  readonly #tickNs: number;
  #eras = 1;
  #silences = 0;

  constructor(system: System, spec: NetworkSpec) {
    this.#system = system;
    this.#spec = spec;
    this.#tickKey = mix(system.key, purpose.tick);
    this.#tickNs = toNs(spec.tickTimeMs ?? tickTimeMs);
  }

  /** The direction from one node to another. */
  path(from: Node, to: Node): Path {
    assert(from !== to, 'a node needs no way to itself');
    const at = from.index * this.#system.nodes.length + to.index;
    return (this.#paths[at] ??= this.#makePath(from, to));
  }

  /** The direction from one node to another, if anybody has looked at it before. */
  knownPath(from: Node, to: Node): Path | undefined {
    return this.#paths[from.index * this.#system.nodes.length + to.index];
  }

  #makePath(from: Node, to: Node): Path {
    const own = this.#spec.paths?.find(
      ({ between: [a, b] }) =>
        (fitsName(a, from.name) && fitsName(b, to.name)) ||
        (fitsName(b, from.name) && fitsName(a, to.name)),
    );
    const latencyMs = own?.latencyMs ?? this.#spec.latencyMs ?? lanLatencyMs;
    const jitterMs = own?.jitterMs ?? this.#spec.jitterMs ?? Math.min(lanJitterMs, latencyMs);
    const megabytesPerSecond = own?.megabytesPerSecond ?? this.#spec.megabytesPerSecond ?? Infinity;
    // All nodes are connected when the system begins; a path is made when it is first looked at.
    const fresh = from.boot === 0 && to.boot === 0 && from.up && to.up;
    return new Path(from, to, { latencyMs, jitterMs, megabytesPerSecond }, fresh ? 1 : 0);
  }

  /** Which route a signal takes, as a number for counting. */
  routeOf(kind: number, from: Node, to: Node): number {
    return (isPayload(kind) ? 0 : controlRoute) + (from.index << 12) + to.index;
  }

  /** Sends a signal to another node. `extraNs` above zero holds it back and lets others overtake it. */
  transmit(signal: Signal, from: Node, to: Node, extraNs: number): void {
    const path = this.path(from, to);
    signal.path = path;
    // What a rule has held back left its sender long ago: it needs no connection of its own.
    if (path.era === 0 && !(extraNs > 0 ? path.to.up : this.connect(path))) {
      this.#fail(signal, path);
      return;
    }
    signal.era = extraNs > 0 ? this.path(to, from).era : path.era;
    if (path.cut && extraNs === 0) {
      path.parked.push(signal);
      return;
    }
    this.#launch(signal, path, extraNs);
  }

  #launch(signal: Signal, path: Path, extraNs: number): void {
    const { timeline } = this.#system;
    let atNs = timeline.nowNs + path.latencyNs;
    if (path.jitterNs > 0) atNs += this.#jitter(signal, path);
    if (path.readyNs > timeline.nowNs) atNs += path.readyNs - timeline.nowNs;
    if (path.nsPerByte > 0) atNs += this.#queueOnWire(signal, path);
    if (extraNs > 0) atNs += extraNs;
    else if (signal.from !== null) atNs = signal.from.inOrder(path.to, atNs);
    if (atNs > path.lastArrivalNs) path.lastArrivalNs = atNs;
    timeline.schedule(atNs, signal);
  }

  #jitter(signal: Signal, path: Path): number {
    const half = signal.kind <= dueKind.reply ? 0 : 1;
    const identity = mix(path.key, signal.conversation.key);
    const chance = mix(identity, signal.ordinal * 2 + half) >>> 0;
    return Math.floor(chance * path.jitterScale) - path.jitterNs;
  }

  /** Bytes leave one after the other: how long this one waits and takes. */
  #queueOnWire(signal: Signal, path: Path): number {
    const { nowNs } = this.#system.timeline;
    const begins = path.wireFreeNs > nowNs ? path.wireFreeNs : nowNs;
    path.wireFreeNs = begins + Math.ceil(signal.size * path.nsPerByte);
    return path.wireFreeNs - nowNs;
  }

  /** True if a signal that has come to the end of its way is to be delivered. */
  arrives(signal: Signal, path: Path): boolean {
    const { to } = path;
    if (!to.up) {
      announceLoss(this.#system, signal, 'node-down');
      return false;
    }
    if (path.cut) {
      path.parked.push(signal);
      return false;
    }
    if (signal.kind === dueKind.close) return true;
    if (this.path(to, path.from).era === signal.era) return true;
    announceLoss(this.#system, signal, 'connection-closed');
    // The other end has closed this connection, and says so to who still uses it.
    if (path.era === signal.era) this.#close(this.path(to, path.from), signal.era);
    return false;
  }

  /** Tries to connect; false if the peer cannot be reached. */
  connect(path: Path): boolean {
    assert(path.era === 0, 'only who is not connected connects');
    const back = this.path(path.to, path.from);
    if (!path.to.up || !path.from.up || path.cut || back.cut) return false;
    if (back.era !== 0) this.lose(back);
    this.#eras += 1;
    assert(this.#eras > 1, 'the first era is that of the beginning');
    const readyNs = this.#system.timeline.nowNs + path.latencyNs + back.latencyNs;
    for (const side of [path, back]) {
      side.era = this.#eras;
      side.readyNs = readyNs;
      this.#system.noteConnection(side, true);
    }
    return true;
  }

  /** What cannot be sent fails after a while, the quicker if the peer's machine refuses. */
  #fail(signal: Signal, path: Path): void {
    assert(path.era === 0, 'only without a connection does sending fail');
    const { timeline } = this.#system;
    const refused = !path.to.up && !path.cut && !this.path(path.to, path.from).cut;
    const timeoutNs = toNs(this.#spec.connectTimeoutMs ?? connectTimeoutMs);
    const dueNs = timeline.nowNs + (refused ? 2 * path.latencyNs : timeoutNs);
    const loss: Loss = path.to.up ? 'unreachable' : 'node-down';
    const timer = Timer.onNode(dueNs, path.from, () => announceLoss(this.#system, signal, loss));
    timeline.schedule(dueNs, timer);
  }

  /** The sending side of a path gives the connection up. */
  lose(path: Path): void {
    const { era } = path;
    if (era === 0 || !path.from.up) return;
    assert(era <= this.#eras, 'an era has begun before it is over');
    path.era = 0;
    const { parked } = path;
    path.parked = [];
    for (const signal of parked) announceLoss(this.#system, signal, 'connection-closed');
    this.#system.noteConnection(path, false);
    this.#close(path, era);
  }

  /** Tells the other side that this one has closed a connection. */
  #close(path: Path, era: number): void {
    if (path.cut || !path.to.up) return;
    const { timeline } = this.#system;
    const signal = new Signal(
      dueKind.close,
      null,
      null,
      null,
      0,
      this.#system.noConversation,
      0,
      null,
    );
    signal.path = path;
    signal.era = era;
    const atNs = Math.max(timeline.nowNs + path.latencyNs, path.lastArrivalNs);
    timeline.schedule(atNs, signal);
  }

  /** A `close` has arrived. */
  takeClose(path: Path, era: number): void {
    assert(era > 0, 'only a connection that was there is closed');
    const back = this.path(path.to, path.from);
    if (back.era === era) this.lose(back);
  }

  /** Stops or lets through one direction. */
  setCut(path: Path, cut: boolean): void {
    assert(cut || path.cut || path.parked.length === 0, 'only a cut way holds back');
    if (path.cut === cut) return;
    path.cut = cut;
    path.cuts += 1;
    if (cut) {
      const { cuts } = path;
      this.#watchSilence(path, () => path.cut && path.cuts === cuts);
      return;
    }
    const { parked } = path;
    path.parked = [];
    for (const signal of parked) {
      if (signal.kind === dueKind.close) this.#close(path, signal.era);
      else this.#launch(signal, path, 0);
    }
  }

  /** After the tick time, the receiving side of a path gives up if it is still silent. */
  #watchSilence(path: Path, silent: () => boolean): void {
    const { timeline } = this.#system;
    this.#silences += 1;
    const route = mix(path.from.key, path.to.key);
    const chance = unit(mix(mix(this.#tickKey, route), this.#silences));
    const dueNs = timeline.nowNs + Math.round(this.#tickNs * (0.75 + chance / 2));
    const back = this.path(path.to, path.from);
    const { era } = back;
    const giveUp = (): void => {
      if (silent() && back.era === era) this.lose(back);
    };
    timeline.schedule(dueNs, Timer.onNode(dueNs, path.to, giveUp));
  }

  /** A node hangs: to its peers it falls silent. */
  silence(node: Node, silent: () => boolean): void {
    assert(node.up, 'a node that is down is not merely silent');
    for (const peer of this.#peers(node)) this.#watchSilence(this.path(node, peer), silent);
  }

  /** How long a node can be silent without anybody giving it up. */
  get patienceMs(): number {
    return (this.#tickNs * 0.75) / nsPerMs;
  }

  /** A node has crashed: its machine closes the connections, where that gets through and it has the time. */
  crash(node: Node, silent: boolean): void {
    assert(!node.up, 'a node is down before its peers can hear of it');
    for (const peer of this.#peers(node)) {
      const path = this.path(node, peer);
      const back = this.path(peer, node);
      const { era } = back;
      path.era = 0;
      path.parked = [];
      path.wireFreeNs = 0;
      if (era === 0) continue;
      if (path.cut || silent) this.#watchSilence(path, () => back.era === era);
      else this.#close(path, era);
    }
  }

  /** A node has booted: it connects to those it can reach. */
  boot(node: Node): void {
    assert(node.up, 'a node is up before it connects');
    for (const peer of this.#peers(node)) {
      const path = this.path(node, peer);
      if (path.era === 0) this.connect(path);
    }
  }

  /** Names of the nodes that a node believes to be connected to. */
  connected(node: Node): string[] {
    return this.#peers(node)
      .filter((peer) => this.path(node, peer).era !== 0)
      .map((peer) => peer.name);
  }

  #peers(node: Node): Node[] {
    return this.#system.nodes.filter((peer) => peer !== node);
  }
}
