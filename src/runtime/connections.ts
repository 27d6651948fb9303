/**
 * Connections between nodes: how they begin, how each side comes to believe that they are over, and what it tells
 * the other.
 *
 * A crash closes its connections: peers learn after one latency. A peer that is merely silent (partition, cut,
 * hang) is given up by ticks after three to five quarters of the tick time. Every (re)connection begins a new
 * era; what was sent in an older one never arrives.
 *
 * In a mesh, who connects to one connects to all that one knows, as OTP's `connect_all` has it. Hidden nodes take no
 * part in that: nobody is told of them, and they are told of nobody.
 */
import { assert } from './assert.ts';
import { resumeAll } from './busy.ts';
import { toNs } from './clock.ts';
import { gainNode, loseNode } from './links.ts';
import { announceLoss } from './loss.ts';
import type { Network } from './network.ts';
import type { Node } from './node.ts';
import { noteConnection } from './notes.ts';
import type { Path } from './path.ts';
import { mix, purpose, unit, type Key } from './random.ts';
import { Signal, dueKind } from './signal.ts';
import type { System } from './system.ts';
import { Timer } from './timer.ts';

/** Which of the nodes that one is connected to: as in nodes/1. */
export type Visibility = 'visible' | 'hidden' | 'connected';

/** Why a node is silent, for those who first look at it while it is. */
export interface Silence {
  readonly sinceNs: number;
  /** True as long as it lasts. */
  readonly lasts: () => boolean;
}

export class Connections {
  readonly #network: Network;
  readonly #system: System;
  readonly #tickKey: Key;
  readonly #tickNs: number;
  #eras = 1;

  constructor(network: Network) {
    this.#network = network;
    this.#system = network.system;
    this.#tickKey = mix(network.system.key, purpose.tick);
    this.#tickNs = toNs(network.settings.tickMs);
  }

  /** A way between two nodes is looked at for the first time: they are connected if they would be by now. */
  begin(path: Path): void {
    if (!this.#wouldBeConnected(path.from, path.to)) return;
    for (const side of [path, path.back]) side.era = 1;
    for (const side of [path, path.back]) {
      const blockedNs = this.#network.blockedSinceNs(side.from, side.to);
      if (blockedNs !== null) this.watchCut(side, blockedNs);
      const { silence } = side.from;
      if (silence !== null) this.#watchSilence(side, silence.sinceNs, silence.lasts);
    }
  }

  /** Whether two nodes that nobody has looked at are connected. */
  #wouldBeConnected(from: Node, to: Node): boolean {
    const { nowNs } = this.#system.timeline;
    if (!this.#network.settings.mesh || from.hidden || to.hidden) return false;
    if (!from.up || !to.up) return false;
    return [[from, to] as const, [to, from] as const].every(([sender, receiver]) => {
      const blockedNs = this.#network.blockedSinceNs(sender, receiver);
      const sinceNs = blockedNs ?? sender.silence?.sinceNs ?? null;
      return sinceNs === null || sinceNs + this.#patienceOf(sender, receiver, 1) > nowNs;
    });
  }

  /** Tries to connect; false if the peer cannot be reached. */
  connect(path: Path): boolean {
    if (!this.#connectPair(path)) return false;
    if (!this.#network.settings.mesh || path.from.hidden || path.to.hidden) return true;
    // Whoever is new to somebody's mesh becomes known to all of it. Pairs that nobody has looked at are taken to be
    // connected in any case.
    const fresh = [path];
    for (let next = fresh.pop(); next !== undefined; next = fresh.pop()) {
      for (const [own, other] of [[next.from, next.to] as const, [next.to, next.from] as const]) {
        for (const known of this.#network.pathsFrom(other)) {
          if (known.era === 0 || known.to === own || known.to.hidden) continue;
          const missing = this.#network.knownPath(own, known.to);
          if (missing?.era === 0 && this.#connectPair(missing)) fresh.push(missing);
        }
      }
    }
    return true;
  }

  #connectPair(path: Path): boolean {
    assert(path.era === 0, 'only who is not connected connects');
    const { back } = path;
    if (!path.to.up || !path.from.up || path.cut || back.cut) return false;
    if (back.era !== 0) this.lose(back);
    // Who was told of that loss may have connected again already.
    if (path.era !== 0) return true;
    this.#eras += 1;
    assert(this.#eras > 1, 'the first era is that of the beginning');
    const readyNs = this.#system.timeline.nowNs + path.latencyNs + back.latencyNs;
    for (const side of [path, back]) {
      side.era = this.#eras;
      side.readyNs = readyNs;
      noteConnection(side, true);
      gainNode(side.from, side.to);
    }
    return true;
  }

  /** The sending side of a path gives the connection up. */
  lose(path: Path): void {
    const { era } = path;
    if (era === 0 || !path.from.up) return;
    assert(era <= this.#eras, 'an era has begun before it is over');
    path.era = 0;
    const { parked } = path;
    path.unparkAll();
    for (const signal of parked) announceLoss(this.#system, signal, 'connection-closed');
    resumeAll(path);
    noteConnection(path, false);
    loseNode(path.from, path.to);
    this.tellClosed(path, era);
  }

  /** Tells the other side that this one has closed a connection. */
  tellClosed(path: Path, era: number): void {
    assert(era > 0, 'only a connection that was there is closed');
    if (path.cut || !path.to.up) return;
    const { timeline, conversations } = this.#system;
    const signal = new Signal(dueKind.close, null, null, null, 0, conversations.none, 0, null);
    signal.path = path;
    signal.era = era;
    const behindNs = Math.max(path.lastArrivalNs, path.resumeNs + 1);
    const atNs = Math.max(timeline.nowNs + path.latencyNs, behindNs);
    timeline.schedule(atNs, signal);
  }

  /** A `close` has arrived. */
  takeClose(path: Path, era: number): void {
    assert(era > 0, 'only a connection that was there is closed');
    if (path.back.era === era) this.lose(path.back);
  }

  /** One direction has been cut: the receiving side hears no ticks. */
  watchCut(path: Path, sinceNs: number): void {
    const { cuts } = path;
    this.#watchSilence(path, sinceNs, () => path.cut && path.cuts === cuts);
  }

  /** After the tick time, the receiving side of a path gives up if it is still silent. */
  #watchSilence(path: Path, sinceNs: number, silent: () => boolean): void {
    const { timeline } = this.#system;
    path.silences += 1;
    assert(sinceNs <= timeline.nowNs, 'a silence has begun when it is watched');
    const dueNs = sinceNs + this.#patienceOf(path.from, path.to, path.silences);
    const { back } = path;
    const { era } = back;
    const giveUp = (): void => {
      if (silent() && back.era === era) this.lose(back);
    };
    timeline.schedule(dueNs, Timer.onNode(dueNs, path.to, giveUp));
  }

  /** How long the n-th silence between two nodes lasts until it is noticed: where in their rounds the ticks stand. */
  #patienceOf(from: Node, to: Node, nth: number): number {
    const route = mix(from.key, to.key);
    const chance = unit(mix(mix(this.#tickKey, route), nth));
    return Math.round(this.#tickNs * (0.75 + chance / 2));
  }

  /** How long a node can be silent without anybody giving it up. */
  get patienceNs(): number {
    return this.#tickNs * 0.75;
  }

  /** A node hangs: to its peers it falls silent. */
  silence(node: Node, { sinceNs, lasts }: Silence): void {
    assert(node.up, 'a node that is down is not merely silent');
    for (const path of this.#network.pathsFrom(node)) this.#watchSilence(path, sinceNs, lasts);
  }

  /** A node has crashed: its machine closes the connections, where that gets through and it has the time. */
  crash(node: Node, silent: boolean): void {
    assert(!node.up, 'a node is down before its peers can hear of it');
    const { nowNs } = this.#system.timeline;
    for (const path of this.#network.pathsFrom(node)) {
      const { back } = path;
      const { era } = back;
      path.era = 0;
      path.unparkAll();
      path.wire?.clear();
      path.wireFreeNs = 0;
      path.suspended = [];
      if (era === 0) continue;
      if (path.cut || silent) this.#watchSilence(path, nowNs, () => back.era === era);
      else this.tellClosed(path, era);
    }
  }

  /** A node has booted: in a mesh it connects to those it can reach. */
  boot(node: Node): void {
    assert(node.up, 'a node is up before it connects');
    if (!this.#network.settings.mesh || node.hidden) return;
    for (const path of this.#network.pathsFrom(node)) {
      if (path.era === 0 && !path.to.hidden) this.#connectPair(path);
    }
  }

  /** Names of the nodes that a node believes to be connected to. */
  connected(node: Node, which: Visibility): string[] {
    const names: string[] = [];
    for (const peer of this.#system.nodes) {
      if (peer === node) continue;
      const hidden = peer.hidden || node.hidden;
      if (which !== 'connected' && hidden !== (which === 'hidden')) continue;
      const path = this.#network.knownPath(node, peer);
      const up = path === undefined ? this.#wouldBeConnected(node, peer) : path.era !== 0;
      if (up) names.push(peer.name);
    }
    return names;
  }
}
