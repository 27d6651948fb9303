/**
 * A port that takes connections. A connection stands as soon as the listening machine has taken it, and waits in the
 * backlog until some process accepts it; when the backlog is full, who connects waits outside.
 */
import { assert } from './assert.ts';
import { toNs } from './clock.ts';
import { nsPerMs } from './limits.ts';
import { tiesOf } from './ties.ts';
import type { Node } from './node.ts';
import type { Process } from './process.ts';
import { mix, type Key } from './random.ts';
import type { Socket } from './socket.ts';
import { Stream } from './stream.ts';
import { Timer } from './timer.ts';
import type { Waiter } from './waiter.ts';

export class Listener {
  readonly kind = 'listener' as const;
  readonly node: Node;
  readonly port: number;
  readonly owner: Process;
  readonly handle: Socket;
  open = true;
  readonly #backlog: number;
  /** How many messages the owner of an accepted stream gets by itself. */
  readonly #active: number;
  readonly #tellsPassive: boolean;
  #connections: Stream[] = [];
  #outside: Attempt[] = [];
  #acceptors: Waiter[] = [];

  constructor(owner: Process, port: number, options: ListenSettings) {
    const { node } = owner;
    assert(!node.ports.has(port), 'a port is listened to once');
    this.owner = owner;
    this.node = node;
    this.port = port;
    this.#backlog = options.backlog;
    this.#active = options.active;
    this.#tellsPassive = options.tellsPassive;
    this.handle = node.system.sockets.handle(node, this);
    node.ports.set(port, this);
    (tiesOf(owner).sockets ??= new Set()).add(this);
  }

  /** Somebody wants to connect. */
  take(attempt: Attempt): void {
    this.#acceptors = this.#acceptors.filter((waiter) => waiter.open);
    if (this.#connections.length >= this.#backlog && this.#acceptors.length === 0) {
      this.#outside.push(attempt);
      return;
    }
    const stream = new Stream(this.owner, attempt.key);
    this.#connections.push(stream);
    attempt.answered(stream);
    this.#serve();
  }

  /** The next connection, if one waits. */
  accept(process: Process): Stream | null {
    const stream = this.#connections.shift();
    if (stream === undefined) return null;
    const next = this.#outside.shift();
    if (next !== undefined) this.take(next);
    assert(this.open, 'nobody is let in by a listener that is closed');
    if (stream.owner !== process) stream.giveTo(process);
    stream.activate(this.#active, this.#tellsPassive);
    return stream;
  }

  awaitConnection(waiter: Waiter): void {
    this.#acceptors.push(waiter);
  }

  #serve(): void {
    while (this.#connections.length > 0) {
      const waiter = this.#acceptors.shift();
      if (waiter === undefined) return;
      if (!waiter.open) continue;
      const stream = this.accept(waiter.process);
      if (stream !== null) waiter.give(['ok', stream.handle]);
    }
  }

  /** Nobody listens any more; what was not accepted is closed. */
  close(): void {
    if (!this.open) return;
    this.open = false;
    if (this.node.ports.get(this.port) === this) this.node.ports.delete(this.port);
    this.owner.ties?.sockets?.delete(this);
    for (const stream of this.#connections) stream.close();
    for (const attempt of this.#outside) attempt.refused();
    for (const waiter of this.#acceptors) waiter.give(['error', 'closed']);
    this.#connections = [];
    this.#outside = [];
    this.#acceptors = [];
  }

  ownerEnded(): void {
    this.close();
  }
}

export interface ListenSettings {
  readonly backlog: number;
  readonly active: number;
  readonly tellsPassive: boolean;
}

/** Somebody who tries to connect. */
export interface Attempt {
  readonly key: Key;
  readonly answered: (stream: Stream) => void;
  readonly refused: () => void;
}

/** Attempts at which one begins anew that has heard nothing: after 1 s, 2 s more, 4 s more. */
const retryMs = 1_000;

/** What it takes to connect, beside who does. */
export interface Target {
  readonly node: Node;
  readonly port: number;
  readonly active: number;
  readonly tellsPassive: boolean;
}

/** Begins to connect; the waiter gets the socket, or why there is none. */
export function connect(waiter: Waiter, target: Target): void {
  const { process } = waiter;
  const { node: from } = process;
  const { system } = from;
  const key = system.sockets.connectionKey(from, target.node, target.port);
  const { timeline, network } = system;
  const lastNs = timeline.nowNs + toNs(network.settings.connectTimeoutMs);
  let attempts = 0;
  const knock = (): void => {
    if (!waiter.open) return;
    if (timeline.nowNs >= lastNs) {
      waiter.give(['error', 'etimedout']);
      return;
    }
    sendKnock(waiter, target, mix(key, attempts));
    const dueNs = Math.min(lastNs, timeline.nowNs + (retryMs << attempts) * nsPerMs);
    attempts += 1;
    timeline.schedule(dueNs, Timer.onNode(dueNs, from, knock));
  };
  knock();
}

function sendKnock(waiter: Waiter, target: Target, key: Key): void {
  const { process } = waiter;
  const { node: from } = process;
  const { node: to, port } = target;
  const { sockets, network } = from.system;
  // A packet that asks is not kept at a cut: it is lost, and asked again.
  if (from !== to && (network.path(from, to).cut || network.path(to, from).cut)) return;
  const answer = (arrive: () => void, refused: () => void): void => {
    const chance = mix(key, 2);
    const boot = from.boot;
    sockets.send({ from: to, to: from, boot, bytes: 0, chance, notBeforeNs: 0, arrive, refused });
  };
  const refuse = (): void =>
    answer(
      () => waiter.give(['error', 'econnrefused']),
      () => undefined,
    );
  const arrive = (): void => {
    const listener = to.ports.get(port);
    if (listener === undefined || listener.kind !== 'listener') {
      refuse();
      return;
    }
    const answered = (stream: Stream): void =>
      answer(
        () => establish(waiter, target, stream),
        () => stream.abort('closed'),
      );
    listener.take({ key, answered, refused: refuse });
  };
  sockets.send({
    ...{ from, to, boot: to.boot, bytes: 0, chance: mix(key, 1), notBeforeNs: 0 },
    arrive,
    refused: refuse,
  });
}

/** The answer is there: the stream stands, if anybody still wants it. */
function establish(waiter: Waiter, target: Target, theirs: Stream): void {
  if (!waiter.open) {
    theirs.abort('closed');
    return;
  }
  const { process } = waiter;
  const key = mix(theirs.handle.id, process.key);
  const own = new Stream(process, key);
  own.meet(theirs);
  theirs.meet(own);
  assert(own.peer === theirs && theirs.peer === own, 'a connection has two ends');
  waiter.give(['ok', own.handle]);
  own.activate(target.active, target.tellsPassive);
}
