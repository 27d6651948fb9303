/**
 * How packets of sockets travel: beside the connections between nodes, over the same wires. A packet takes its
 * path's latency and bandwidth, waits at a cut until the heal, and finds at the other end a node that takes it, a
 * node that stands still, or nobody who knows it: then the sender is told, unless the power is off.
 */
import { assert } from './assert.ts';
import { localLatencyNs } from './limits.ts';
import { retransmissionsNs } from './network.ts';
import type { Node } from './node.ts';
import type { Path } from './path.ts';
import { mix, type Key } from './random.ts';
import { Socket, type Endpoint } from './socket.ts';
import type { Stream } from './stream.ts';
import type { System } from './system.ts';
import { toNs } from './clock.ts';
import { Timer } from './timer.ts';
import { eventKind } from './trace.ts';

/** One packet of a stream. */
export interface Packet {
  readonly from: Node;
  readonly to: Node;
  /** Which boot of the receiving node it is for. */
  readonly boot: number;
  readonly bytes: number;
  /** What its latency hangs on. */
  readonly chance: Key;
  /** Not before this: the packets of a stream keep their order. */
  readonly notBeforeNs: number;
  readonly arrive: () => void;
  /** Nobody there knows it. Tells the sender, one way later. */
  readonly refused: () => void;
}

/** A packet on its way, and which of all it is. */
interface Sent {
  readonly packet: Packet;
  readonly order: number;
}

const ephemeralPort = 49_152;

export class Sockets {
  readonly #system: System;
  readonly #streams = new Map<Node, Set<Stream>>();
  /** Packets that wait at a cut. */
  readonly #stuck = new Map<Path, Sent[]>();
  #sent = 0;
  readonly #ports = new Map<Node, number>();
  #numbers = 0;
  /** How often two nodes have been connected, for the chance of each connection. */
  readonly #connections = new Map<Key, number>();

  constructor(system: System) {
    this.#system = system;
  }

  /** The handle for a new endpoint. */
  handle(node: Node, endpoint: Endpoint): Socket {
    this.#numbers += 1;
    return new Socket(node.name, this.#numbers, endpoint);
  }

  /** What the chance of a connection hangs on: who connects to which port, and how often they have before. */
  connectionKey(from: Node, to: Node, port: number): Key {
    const route = mix(mix(from.key, to.key), port);
    const ordinal = (this.#connections.get(route) ?? 0) + 1;
    this.#connections.set(route, ordinal);
    return mix(mix(this.#system.key, route), ordinal);
  }

  /** A port of the node's that nobody uses. */
  freePort(node: Node): number {
    let port = this.#ports.get(node) ?? ephemeralPort;
    while (node.ports.has(port)) port += 1;
    this.#ports.set(node, port + 1);
    assert(!node.ports.has(port), "a free port is nobody's");
    return port;
  }

  add(stream: Stream): void {
    const streams = this.#streams.get(stream.node) ?? new Set();
    this.#streams.set(stream.node, streams.add(stream));
  }

  remove(stream: Stream): void {
    this.#streams.get(stream.node)?.delete(stream);
  }

  /** Sends a packet; gives when it arrives if nothing comes between. */
  send(packet: Packet): number {
    this.#sent += 1;
    return this.#sendAs({ packet, order: this.#sent });
  }

  #sendAs(sent: Sent): number {
    const { packet } = sent;
    const { from, to, notBeforeNs } = packet;
    const { timeline, network } = this.#system;
    let atNs = timeline.nowNs + localLatencyNs;
    if (from !== to) {
      const path = network.path(from, to);
      if (path.cut) {
        this.#park(path, sent);
        return notBeforeNs;
      }
      atNs = this.#arrivalNs(path, packet);
    }
    atNs = Math.max(atNs, notBeforeNs);
    timeline.schedule(
      atNs,
      Timer.inWorld(atNs, () => this.#arrive(sent)),
    );
    return atNs;
  }

  #arrivalNs(path: Path, { bytes, chance }: Packet): number {
    const { timeline, network } = this.#system;
    let atNs = timeline.nowNs + path.delayNs(chance);
    if (path.nsPerByte > 0) atNs += network.queueOnWire(path, bytes);
    const { addMs = 0, loss = 0 } = path.impairment ?? {};
    if (loss > 0) atNs += retransmissionsNs(chance, loss);
    return atNs + toNs(addMs);
  }

  #park(path: Path, sent: Sent): void {
    assert(path.cut, 'packets wait where nothing passes');
    const stuck = this.#stuck.get(path);
    if (stuck === undefined) this.#stuck.set(path, [sent]);
    else stuck.push(sent);
  }

  #arrive(sent: Sent): void {
    const { packet } = sent;
    const { from, to, boot } = packet;
    const path = from === to ? undefined : this.#system.network.path(from, to);
    if (path?.cut === true) {
      this.#park(path, sent);
      return;
    }
    if (!to.up) {
      if (!to.powerless) packet.refused();
      return;
    }
    if (to.boot !== boot) {
      packet.refused();
      return;
    }
    const take = (): void => {
      this.#system.trace.add(eventKind.segment, from.index, to.index, packet.bytes, 0);
      packet.arrive();
    };
    if (to.frozen === 0) take();
    else to.backlog.push(Timer.onNode(this.#system.timeline.nowNs, to, take));
  }

  /** A way is open again: what has waited there is sent once more. */
  reopened(path: Path): void {
    const stuck = this.#stuck.get(path);
    if (stuck === undefined) return;
    assert(!path.cut, 'only an open way lets packets through');
    this.#stuck.delete(path);
    let afterNs = 0;
    // What was under way when the cut came has waited since it arrived there, later than what was sent meanwhile.
    for (const { packet, order } of stuck.toSorted((a, b) => a.order - b.order)) {
      const again = { ...packet, notBeforeNs: Math.max(afterNs, packet.notBeforeNs) };
      afterNs = this.#sendAs({ packet: again, order });
    }
  }

  /** A node has crashed: its streams are gone, and its machine says so unless it has lost its power. */
  crash(node: Node): void {
    const streams = this.#streams.get(node);
    if (streams === undefined) return;
    this.#streams.delete(node);
    for (const stream of streams) stream.machineDied(node.powerless);
  }
}
