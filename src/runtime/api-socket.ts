/** 'nines': byte streams and datagrams, by the names of gen_tcp and gen_udp. */
import { assert } from './assert.ts';
import { awaitable } from './api-wait.ts';
import { copy } from './copy.ts';
import { DatagramSocket, type Address } from './datagram.ts';
import { durationNs } from './device.ts';
import { backlogDefault, datagramBytesMax } from './limits.ts';
import { Listener, connect as connectTo, type ListenSettings } from './listener.ts';
import { begin, here, machine, misuse, operationKind } from './machine.ts';
import { isPid, processOf, type Pid } from './pid.ts';
import { show } from './print.ts';
import type { Process } from './process.ts';
import { badarg, knownNode } from './server-ref.ts';
import { endpointOf, isSocket, type Endpoint, type Socket } from './socket.ts';
import { Waiter, waits } from './waiter.ts';

type Active = boolean | 'once' | number;
/** POSIX's and OTP's words for what went wrong. */
type SocketError =
  | 'closed'
  | 'timeout'
  | 'einval'
  | 'eaddrinuse'
  | 'econnrefused'
  | 'etimedout'
  | 'emsgsize'
  | 'not_owner'
  | 'badarg';
type Failed = readonly ['error', SocketError];
const portMax = 65_535;

/** How many messages come by themselves, and whether the end of them is told. */
function activity(active: unknown): { readonly active: number; readonly tellsPassive: boolean } {
  if (active === undefined || active === true) return { active: Infinity, tellsPassive: false };
  if (active === false) return { active: 0, tellsPassive: false };
  if (active === 'once') return { active: 1, tellsPassive: false };
  if (typeof active === 'number' && Number.isInteger(active) && active > 0)
    return { active, tellsPassive: true };
  return misuse(
    `${show(active)} does not say how active a socket is`,
    "Give true, false, 'once', or a number.",
  );
}

function bytesOf(data: unknown): Uint8Array {
  if (data instanceof Uint8Array) return copy(data, 'the data') as Uint8Array;
  return misuse(
    'a socket was given what is not bytes',
    'Give a Uint8Array; `new TextEncoder().encode(text)` makes one.',
  );
}

/** What a socket stands for, if it is on this node and of this kind. */
function endpoint<K extends Endpoint['kind']>(
  process: Process,
  socket: unknown,
  kind: K,
): Extract<Endpoint, { readonly kind: K }> {
  const found = isSocket(socket) ? endpointOf(socket) : null;
  if (found === null) return misuse(`${show(socket)} is no socket`, 'Pass a socket.');
  if (found.kind !== kind || found.node !== process.node) {
    return badarg(`this is no ${kind} of this node: a socket is used where it was made`);
  }
  return found as Extract<Endpoint, { readonly kind: K }>;
}

function checkPort(port: unknown): number {
  const valid = typeof port === 'number' && Number.isInteger(port) && port >= 0 && port <= portMax;
  return valid ? port : badarg('a port is a whole number from 0 to 65,535');
}

function patience(ms: unknown, what: string): number {
  return ms === undefined || ms === Infinity ? -1 : durationNs(ms, `the timeout of ${what}`);
}

/** An operation that begins when it is awaited. */
function operation<T>(action: (process: Process) => unknown): Promise<T> {
  const token = begin(operationKind.socket);
  assert(machine.process !== null, "an operation is some process's");
  machine.action = action;
  return awaitable(token);
}

function lateAnswer(): Failed {
  return ['error', 'timeout'];
}

interface SocketOptions {
  readonly active?: Active;
}

export const genTcp = {
  listen(
    port: number,
    options: SocketOptions & { readonly backlog?: number } = {},
  ): readonly ['ok', Socket] | Failed {
    const process = here();
    const { node } = process;
    const own = checkPort(port) === 0 ? node.system.sockets.freePort(node) : port;
    const settings: ListenSettings = {
      ...activity(options.active),
      backlog: options.backlog ?? backlogDefault,
    };
    if (node.ports.has(own)) return ['error', 'eaddrinuse'];
    assert(own > 0 && own <= portMax, 'a port that is listened to has a number');
    return ['ok', new Listener(process, own, settings).handle];
  },

  accept(listener: Socket, timeoutMs?: number): Promise<readonly ['ok', Socket] | Failed> {
    const found = endpoint(here(), listener, 'listener');
    const ns = patience(timeoutMs, 'accept');
    return operation((process) => {
      if (!found.open) return ['error', 'closed'];
      const stream = found.accept(process);
      if (stream !== null) return ['ok', stream.handle];
      found.awaitConnection(new Waiter(process, ns, lateAnswer));
      return waits;
    });
  },

  connect(
    nodeName: string,
    port: number,
    options: SocketOptions = {},
    timeoutMs?: number,
  ): Promise<readonly ['ok', Socket] | Failed> {
    const node = knownNode(here(), nodeName);
    const target = { node, port: checkPort(port), ...activity(options.active) };
    const ns = patience(timeoutMs, 'connect');
    return operation((process) => {
      connectTo(new Waiter(process, ns, lateAnswer), target);
      return waits;
    });
  },

  send(socket: Socket, data: Uint8Array): Promise<'ok' | Failed> {
    const stream = endpoint(here(), socket, 'stream');
    const bytes = bytesOf(data);
    return operation((process) => {
      if (!stream.writable) return ['error', 'closed'];
      if (stream.outgoing.accept(bytes, process)) return 'ok';
      stream.outgoing.queue(bytes, new Waiter(process, -1, lateAnswer));
      return waits;
    });
  },

  trySend(socket: Socket, data: Uint8Array): boolean {
    const process = here();
    const stream = endpoint(process, socket, 'stream');
    const bytes = bytesOf(data);
    if (!stream.writable) return false;
    const taken = stream.outgoing.accept(bytes, process);
    if (!taken) stream.outgoing.tellWhenWritable();
    return taken;
  },

  recv(
    socket: Socket,
    length: number = 0,
    timeoutMs?: number,
  ): Promise<readonly ['ok', Uint8Array] | Failed> {
    const stream = endpoint(here(), socket, 'stream');
    if (!Number.isInteger(length) || length < 0)
      badarg('the length of recv is a whole number of bytes');
    const ns = patience(timeoutMs, 'recv');
    return operation((process) => {
      if (stream.active > 0) return ['error', 'einval'];
      const answer = stream.read(length, process);
      if (answer !== null) return answer;
      stream.awaitBytes(length, new Waiter(process, ns, lateAnswer));
      return waits;
    });
  },

  setActive(socket: Socket, active: Active): 'ok' | Failed {
    const stream = endpoint(here(), socket, 'stream');
    const { active: count, tellsPassive } = activity(active);
    if (!stream.open) return ['error', 'einval'];
    stream.activate(count, tellsPassive);
    return 'ok';
  },

  controllingProcess(socket: Socket, pid: Pid): 'ok' | Failed {
    const process = here();
    const stream = endpoint(process, socket, 'stream');
    const owner = isPid(pid)
      ? processOf(pid)
      : badarg('a socket is given to a process: pass its pid');
    if (stream.owner !== process) return ['error', 'not_owner'];
    if (!owner.alive || owner.node !== process.node) return ['error', 'badarg'];
    if (stream.open) stream.giveTo(owner);
    return 'ok';
  },

  close(socket: Socket): void {
    const process = here();
    const found = isSocket(socket) ? endpointOf(socket) : null;
    if (found?.kind === 'listener') endpoint(process, socket, 'listener').close();
    else endpoint(process, socket, 'stream').close();
  },
};

export const genUdp = {
  open(port: number, options: SocketOptions = {}): readonly ['ok', Socket] | Failed {
    const process = here();
    const { node } = process;
    const own = checkPort(port) === 0 ? node.system.sockets.freePort(node) : port;
    const { active, tellsPassive } = activity(options.active);
    if (node.ports.has(own)) return ['error', 'eaddrinuse'];
    const opened = new DatagramSocket(process, own, active);
    opened.tellsPassive = tellsPassive;
    assert(opened.open && node.ports.get(own) === opened, 'an open port is known to its node');
    return ['ok', opened.handle];
  },

  send(socket: Socket, to: Address, data: Uint8Array): 'ok' | Failed {
    const process = here();
    const opened = endpoint(process, socket, 'datagrams');
    const bytes = bytesOf(data);
    const node = knownNode(process, to.node);
    const port = checkPort(to.port);
    if (!opened.open) return ['error', 'closed'];
    if (bytes.length > datagramBytesMax) return ['error', 'emsgsize'];
    opened.send(node, port, { data: bytes, conversation: process.conversation });
    return 'ok';
  },

  recv(
    socket: Socket,
    timeoutMs?: number,
  ): Promise<readonly ['ok', { readonly from: Address; readonly data: Uint8Array }] | Failed> {
    const opened = endpoint(here(), socket, 'datagrams');
    const ns = patience(timeoutMs, 'recv');
    return operation((process) => {
      if (!opened.open) return ['error', 'closed'];
      if (opened.active > 0) return ['error', 'einval'];
      const datagram = opened.read(process);
      if (datagram !== null) return ['ok', datagram];
      opened.awaitDatagram(new Waiter(process, ns, lateAnswer));
      return waits;
    });
  },

  setActive(socket: Socket, active: Active): 'ok' | Failed {
    const opened = endpoint(here(), socket, 'datagrams');
    const { active: count, tellsPassive } = activity(active);
    if (!opened.open) return ['error', 'einval'];
    opened.activate(count, tellsPassive);
    return 'ok';
  },

  close(socket: Socket): void {
    endpoint(here(), socket, 'datagrams').close();
  },
};
