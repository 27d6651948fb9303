/**
 * An open port for datagrams. Each one goes its own way: it may be lost, come twice, or be overtaken, and nobody is
 * told. What is too large is refused, and what does not fit into the buffer of who does not read is lost as well.
 */
import { assert } from './assert.ts';
import { toNs } from './clock.ts';
import type { Conversation } from './conversation.ts';
import { localLatencyNs } from './limits.ts';
import { tiesOf } from './ties.ts';
import type { Node } from './node.ts';
import type { Process } from './process.ts';
import { mix, purpose, unit, type Key } from './random.ts';
import type { Socket } from './socket.ts';
import { Timer } from './timer.ts';
import { eventKind } from './trace.ts';
import type { Waiter } from './waiter.ts';

/** Where a datagram comes from, or goes. */
export interface Address {
  readonly node: string;
  readonly port: number;
}

interface Datagram {
  readonly from: Address;
  readonly data: Uint8Array;
  readonly conversation: Conversation;
}

/** Kinds of chance about one datagram. */
const chances = { lost: 1, twice: 2, late: 3, lateTwin: 4, loss: 5 } as const;

export class DatagramSocket {
  readonly kind = 'datagrams' as const;
  readonly node: Node;
  readonly port: number;
  readonly handle: Socket;
  readonly owner: Process;
  open = true;
  active: number;
  tellsPassive = false;
  /** Datagrams that it has sent to each address, for their chance. */
  readonly #sent = new Map<Key, number>();
  #waiting: Datagram[] = [];
  #waitingBytes = 0;
  #readers: Waiter[] = [];

  constructor(owner: Process, port: number, active: number) {
    const { node } = owner;
    assert(!node.ports.has(port), 'a port is opened once');
    this.owner = owner;
    this.node = node;
    this.port = port;
    this.active = active;
    this.handle = node.system.sockets.handle(node, this);
    node.ports.set(port, this);
    (tiesOf(owner).sockets ??= new Set()).add(this);
  }

  /** Sends a datagram, and forgets it. */
  send(to: Node, port: number, datagram: Pick<Datagram, 'data' | 'conversation'>): void {
    const { node } = this;
    const route = mix(mix(to.key, port), mix(node.key, this.port));
    const ordinal = (this.#sent.get(route) ?? 0) + 1;
    this.#sent.set(route, ordinal);
    const key = mix(mix(mix(node.system.key, purpose.datagram), route), ordinal);
    const from: Address = { node: node.name, port: this.port };
    const whole = { ...datagram, from };
    if (to === node) {
      this.#launch(to, port, whole, localLatencyNs);
      return;
    }
    const { network } = node.system;
    const { loss, duplicates, reorderMs } = network.settings.datagrams;
    const path = network.path(node, to);
    const extraLoss = path.impairment?.loss ?? 0;
    const isLost = unit(mix(key, chances.lost)) < loss || unit(mix(key, chances.loss)) < extraLoss;
    if (path.cut || isLost) {
      this.#note(to, -1);
      return;
    }
    const { length } = datagram.data;
    const wireNs = path.nsPerByte === 0 ? 0 : network.queueOnWire(path, length);
    const addNs = wireNs + toNs(path.impairment?.addMs ?? 0);
    const late = (chance: number): number => {
      const ownKey = mix(key, chance);
      return addNs + path.delayNs(ownKey) + toNs(unit(ownKey) * reorderMs);
    };
    this.#launch(to, port, whole, late(chances.late));
    if (unit(mix(key, chances.twice)) < duplicates)
      this.#launch(to, port, { ...whole, data: whole.data.slice() }, late(chances.lateTwin));
  }

  #launch(to: Node, port: number, datagram: Datagram, ns: number): void {
    const { timeline, network } = this.node.system;
    assert(ns > 0, 'a datagram takes time');
    const dueNs = timeline.nowNs + ns;
    const { boot } = to;
    const arrive = (): void => {
      const isCut = to !== this.node && network.path(this.node, to).cut;
      const target = to.ports.get(port);
      if (isCut || !to.up || to.boot !== boot || target?.kind !== 'datagrams') {
        this.#note(to, -1);
        return;
      }
      if (to.frozen === 0) target.take(datagram, this.node);
      else to.backlog.push(Timer.onNode(dueNs, to, () => target.take(datagram, this.node)));
    };
    timeline.schedule(dueNs, Timer.inWorld(dueNs, arrive));
  }

  #note(to: Node, bytes: number): void {
    this.node.system.trace.add(eventKind.datagram, this.node.index, to.index, bytes, 0);
  }

  /** A datagram has come. */
  take(datagram: Datagram, from: Node): void {
    const { length } = datagram.data;
    const { system } = this.node;
    const isFull = this.#waitingBytes + length > system.network.settings.bufferBytes;
    const taken = this.open && !(isFull && this.active === 0 && this.#readers.length === 0);
    system.trace.add(eventKind.datagram, from.index, this.node.index, taken ? length : -1, 0);
    if (!taken) return;
    this.#waiting.push(datagram);
    this.#waitingBytes += length;
    this.#deliver();
  }

  #deliver(): void {
    while (this.#waiting.length > 0) {
      const reader = this.#readers.shift();
      if (reader !== undefined) {
        if (!reader.open) continue;
        const { from, data, conversation } = this.#next();
        reader.process.conversation = conversation;
        reader.give(['ok', { from, data }]);
      } else if (this.active > 0) this.#deliverToOwner();
      else return;
    }
  }

  #next(): Datagram {
    const datagram = this.#waiting.shift();
    assert(datagram !== undefined, 'something waits where something is taken');
    this.#waitingBytes -= datagram.data.length;
    assert(this.#waitingBytes >= 0, 'no datagram is taken twice');
    return datagram;
  }

  #deliverToOwner(): void {
    const { from, data, conversation } = this.#next();
    this.active -= 1;
    const { owner, handle: socket } = this;
    const { delivery } = owner.node.system;
    if (!owner.alive) return;
    delivery.putSized(
      owner,
      { kind: 'udp', socket, from, data },
      { size: data.length, conversation },
    );
    if (this.active > 0 || !this.tellsPassive) return;
    this.tellsPassive = false;
    delivery.putSized(owner, { kind: 'udp_passive', socket }, { size: 0, conversation });
  }

  /** The next datagram, if one waits. */
  read(process: Process): { readonly from: Address; readonly data: Uint8Array } | null {
    if (this.#waiting.length === 0) return null;
    const { from, data, conversation } = this.#next();
    process.conversation = conversation;
    return { from, data };
  }

  awaitDatagram(waiter: Waiter): void {
    this.#readers.push(waiter);
  }

  activate(count: number, tellsPassive: boolean): void {
    assert(count >= 0, 'messages are counted down to zero');
    this.active = count;
    this.tellsPassive = tellsPassive;
    this.#deliver();
  }

  close(): void {
    if (!this.open) return;
    this.open = false;
    if (this.node.ports.get(this.port) === this) this.node.ports.delete(this.port);
    this.owner.ties?.sockets?.delete(this);
    for (const reader of this.#readers) reader.give(['error', 'closed']);
    this.#readers = [];
    this.#waiting = [];
  }

  ownerEnded(): void {
    this.close();
  }
}
