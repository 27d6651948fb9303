/**
 * The network between nodes. Each pair of nodes has one connection, which carries signals in both directions
 * and which either side may believe up or down: see connections.ts.
 *
 *   sent ──▶ rules ──▶ cut? ──yes──▶ parked until the heal, lost if the connection is given up before
 *                       │no
 *                       ▼
 *        bandwidth (whole, or in fragments) ──▶ latency, pairwise order ──▶ arrives ──▶ still the same connection?
 *                       │                                                                    │no ──▶ lost
 *                       └── too much waits: the sender is suspended (busy.ts)
 *
 * The way between two nodes is made when it is first looked at, so that a system of a thousand nodes costs what its
 * nodes use of each other. Until then the two are taken to be connected, if they would be.
 */
import { assert } from './assert.ts';
import { Barrier } from './barrier.ts';
import { suspendIfBusy, release } from './busy.ts';
import { toNs } from './clock.ts';
import { Connections } from './connections.ts';
import { nsPerMs, retransmitMs } from './limits.ts';
import { announceLoss, type Loss } from './loss.ts';
import {
  fitsName,
  settingsOf,
  wayBetween,
  type Impairment,
  type NetworkSettings,
  type NetworkSpec,
} from './network-spec.ts';
import type { Node } from './node.ts';
import { Path } from './path.ts';
import { mix, purpose, unit, type Key } from './random.ts';
import { Signal, dueKind, isPayload } from './signal.ts';
import type { System } from './system.ts';
import { Timer } from './timer.ts';
import { Wire } from './wire.ts';

/** Ordinals of control signals are counted apart from those of messages. */
const controlRoute = 1 << 24;
/** How often at most a packet is lost in a row. */
const retriesMax = 8;

/** The ways from some nodes to others, by name or `shop-*`, and who has something against them. */
export interface Link {
  readonly from: string;
  readonly to: string;
  /** What is wrong by one cause ends with that cause. */
  readonly by?: string;
}

interface LinkFault {
  readonly link: Link;
  readonly impairment: Impairment;
}

export class Network {
  readonly settings: NetworkSettings;
  readonly connections: Connections;
  readonly #system: System;
  readonly #spec: NetworkSpec;
  /** For each node the ways from it, by the index of the other. */
  readonly #rows: (Path | undefined)[][];
  readonly #paths: Path[] = [];
  #barriers: Barrier[] = [];
  #linkFaults: LinkFault[] = [];

  constructor(system: System, spec: NetworkSpec) {
    this.#system = system;
    this.#spec = spec;
    this.settings = settingsOf(spec);
    this.#rows = system.nodes.map(() => []);
    this.connections = new Connections(this);
  }

  get system(): System {
    return this.#system;
  }

  /** The direction from one node to another. */
  path(from: Node, to: Node): Path {
    return this.#rows[from.index]?.[to.index] ?? this.#makePath(from, to);
  }

  /** The direction from one node to another, if anybody has looked at it before. */
  knownPath(from: Node, to: Node): Path | undefined {
    return this.#rows[from.index]?.[to.index];
  }

  /** The ways from a node that somebody has looked at, in the order of the nodes. */
  pathsFrom(node: Node): Path[] {
    const found: Path[] = [];
    for (const path of this.#rows[node.index] ?? []) if (path !== undefined) found.push(path);
    return found;
  }

  #makePath(from: Node, to: Node): Path {
    const path = Path.pair(from, to, wayBetween(this.#spec, from.name, to.name));
    for (const side of [path, path.back]) {
      (this.#rows[side.from.index] ??= [])[side.to.index] = side;
      this.#paths.push(side);
      side.cut = this.#isBlocked(side.from, side.to);
      const fault = this.#linkFaults.findLast((each) => leads(each, side));
      if (fault !== undefined) side.impair(fault.impairment);
      if (this.settings.fragmentBytes > 0)
        side.wire = new Wire(side, this.settings.fragmentBytes, this.#launch);
    }
    assert(path.back.back === path, 'two ways between two nodes belong together');
    this.connections.begin(path);
    return path;
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
    if (path.era === 0 && !(extraNs > 0 ? path.to.up : this.connections.connect(path))) {
      this.#fail(signal, path);
      return;
    }
    signal.era = extraNs > 0 ? path.back.era : path.era;
    if (extraNs > 0) this.#schedule(signal, path, extraNs);
    // What is behind others on the wire stays behind them.
    else if (path.cut && path.wire?.busy !== true) path.park(signal, false);
    else this.#sendOn(signal, path);
    if (this.settings.busyBytes < Infinity) suspendIfBusy(signal, path, this.settings.busyBytes);
  }

  /** Puts a signal on the wire. */
  #sendOn(signal: Signal, path: Path): void {
    if (path.wire !== null && path.nsPerByte > 0) path.wire.take(signal);
    else this.#schedule(signal, path, 0);
  }

  /** The last byte of a signal has left. */
  readonly #launch = (signal: Signal, path: Path): void => {
    if (path.cut) path.park(signal, false);
    else this.#schedule(signal, path, 0);
  };

  #schedule(signal: Signal, path: Path, extraNs: number): void {
    const { timeline } = this.#system;
    let atNs = timeline.nowNs + path.delayNs(chanceOf(signal, path));
    if (path.readyNs > timeline.nowNs) atNs += path.readyNs - timeline.nowNs;
    if (path.nsPerByte > 0 && path.wire === null) atNs += this.queueOnWire(path, signal.size);
    if (path.impairment !== null) atNs = this.#impaired(signal, path, atNs);
    if (atNs <= path.resumeNs) atNs = path.resumeNs + 1;
    if (extraNs > 0) atNs += extraNs;
    else if (signal.from !== null) atNs = signal.from.inOrder(path.to, atNs);
    if (atNs > path.lastArrivalNs) path.lastArrivalNs = atNs;
    timeline.schedule(atNs, signal);
  }

  /** Bytes leave one after the other: how long these wait and take. */
  queueOnWire(path: Path, bytes: number): number {
    assert(path.nsPerByte > 0, 'bytes queue where they take time');
    const { nowNs } = this.#system.timeline;
    const begins = path.wireFreeNs > nowNs ? path.wireFreeNs : nowNs;
    path.wireFreeNs = begins + Math.ceil(bytes * path.nsPerByte);
    return path.wireFreeNs - nowNs;
  }

  /** When a signal arrives that would arrive at `atNs` if nothing were wrong with its path. */
  #impaired(signal: Signal, path: Path, atNs: number): number {
    const { addMs = 0, loss = 0 } = path.impairment ?? {};
    const late = atNs + toNs(addMs);
    if (loss === 0) return late;
    const again = late + retransmissionsNs(chanceOf(signal, path), loss);
    // One connection is one stream of bytes: what comes behind a lost packet waits for it.
    return Math.max(again, path.lastArrivalNs);
  }

  /** True if a signal that has come to the end of its way is to be delivered. */
  arrives(signal: Signal, path: Path): boolean {
    const { to } = path;
    if (!to.up) {
      announceLoss(this.#system, signal, 'node-down');
      return false;
    }
    const { timeline } = this.#system;
    if (timeline.nowNs < path.resumeNs) {
      timeline.schedule(path.resumeNs, signal);
      return false;
    }
    if (path.cut) {
      path.park(signal, true);
      return false;
    }
    if (signal.kind === dueKind.close) return true;
    if (path.back.era === signal.era) return true;
    announceLoss(this.#system, signal, 'connection-closed');
    // The other end has closed this connection, and says so to who still uses it.
    if (path.era === signal.era) this.connections.tellClosed(path.back, signal.era);
    return false;
  }

  /** What cannot be sent fails after a while, the quicker if the peer's machine refuses. */
  #fail(signal: Signal, path: Path): void {
    assert(path.era === 0, 'only without a connection does sending fail');
    const { timeline } = this.#system;
    const { to } = path;
    const refused = !to.up && !to.powerless && !path.cut && !path.back.cut;
    const dueNs =
      timeline.nowNs + (refused ? 2 * path.latencyNs : toNs(this.settings.connectTimeoutMs));
    const loss: Loss = to.up ? 'unreachable' : 'node-down';
    const timer = Timer.onNode(dueNs, path.from, () => announceLoss(this.#system, signal, loss));
    timeline.schedule(dueNs, timer);
  }

  // ---- Partitions and faults of single links ----

  /** Puts up a barrier; `remove` takes it down again. */
  block(blocks: (from: Node, to: Node) => boolean): Barrier {
    const barrier = new Barrier(this.#system.timeline.nowNs, blocks);
    this.#barriers.push(barrier);
    this.#lookAgain();
    return barrier;
  }

  /** Takes a barrier down; without one, all of them. */
  unblock(barrier?: Barrier): void {
    this.#barriers =
      barrier === undefined ? [] : this.#barriers.filter((other) => other !== barrier);
    this.#lookAgain();
  }

  /** Lets through in every barrier what `opens` says. */
  open(opens: (from: Node, to: Node) => boolean): void {
    for (const barrier of this.#barriers) barrier.open(opens);
    this.#lookAgain();
  }

  /** Since when nothing passes from one node to another; null while it does. */
  blockedSinceNs(from: Node, to: Node): number | null {
    return this.#barriers.find((barrier) => barrier.blocks(from, to))?.sinceNs ?? null;
  }

  #isBlocked(from: Node, to: Node): boolean {
    return this.#barriers.some((barrier) => barrier.blocks(from, to));
  }

  #lookAgain(): void {
    for (const path of this.#paths) this.#setCut(path, this.#isBlocked(path.from, path.to));
  }

  /** Stops or lets through one direction. */
  #setCut(path: Path, cut: boolean): void {
    if (path.cut === cut) return;
    path.cut = cut;
    path.cuts += 1;
    if (cut) {
      this.connections.watchCut(path, this.#system.timeline.nowNs);
      return;
    }
    this.#resume(path);
    release(path, this.settings.busyBytes);
    this.#system.sockets.reopened(path);
  }

  /** A way is open again. What was held back at its end arrives first, and what was sent since comes behind it. */
  #resume(path: Path): void {
    assert(!path.cut, 'only what is open is taken up again');
    const { timeline } = this.#system;
    const { underWay, sentSince } = path.unparkAll();
    if (underWay.length > 0) path.resumeNs = timeline.nowNs + path.latencyNs;
    for (const signal of underWay) {
      if (signal.kind === dueKind.close) this.connections.tellClosed(path, signal.era);
      else timeline.schedule(path.resumeNs, signal);
    }
    // While the wire is busy, what waits at the cut has left it already.
    const hasLeft = path.wire?.busy === true;
    for (const signal of sentSince) {
      if (hasLeft) this.#schedule(signal, path, 0);
      else this.#sendOn(signal, path);
    }
  }

  /** Sets what is wrong with the ways from nodes to others; null ends it. */
  impair(link: Link, impairment: Impairment | null): void {
    const { from, to, by } = link;
    const isSame = (other: Link): boolean =>
      other.from === from && other.to === to && other.by === by;
    this.#linkFaults = this.#linkFaults.filter((fault) => !isSame(fault.link));
    if (impairment !== null) this.#linkFaults.push({ link, impairment });
    for (const path of this.#paths) {
      const fault = this.#linkFaults.findLast((each) => leads(each, path));
      path.impair(fault?.impairment ?? null);
    }
  }

  /** How long a node can be silent without anybody giving it up. */
  get patienceMs(): number {
    return this.connections.patienceNs / nsPerMs;
  }
}

function leads({ link: { from, to } }: LinkFault, path: Path): boolean {
  return fitsName(from, path.from.name) && fitsName(to, path.to.name);
}

/** The random number that belongs to a signal on its way. */
function chanceOf(signal: Signal, path: Path): Key {
  const half = signal.kind <= dueKind.reply ? 0 : 1;
  return mix(mix(path.key, signal.conversation.key), signal.ordinal * 2 + half);
}

/** How much later a packet arrives because it was lost, perhaps again and again. */
export function retransmissionsNs(chance: Key, loss: number): number {
  assert(loss >= 0 && loss <= 1, 'a probability is between 0 and 1');
  const key = mix(chance, purpose.loss);
  let lateNs = 0;
  let waitNs = toNs(retransmitMs);
  for (let attempt = 0; attempt < retriesMax && unit(mix(key, attempt)) < loss; attempt += 1) {
    lateNs += waitNs;
    waitNs *= 2;
  }
  return lateNs;
}
