/** The handle of a socket: what a program holds, sends on and compares; what it stands for stays with the runtime. */
import { assert } from './assert.ts';
import type { DatagramSocket } from './datagram.ts';
import type { Listener } from './listener.ts';
import type { Stream } from './stream.ts';

/** What a socket stands for. */
export type Endpoint = Listener | Stream | DatagramSocket;

let endpointBehind: (socket: Socket) => Endpoint;
let isSocketValue: (value: object) => boolean;

/** One end of a connection, a listener, or an open port for datagrams. */
export class Socket {
  readonly kind = 'socket' as const;
  /** Name of the node it is on. */
  readonly node: string;
  readonly id: number;
  readonly #endpoint: Endpoint;

  constructor(node: string, id: number, endpoint: Endpoint) {
    assert(id > 0, 'sockets are numbered from one');
    this.node = node;
    this.id = id;
    this.#endpoint = endpoint;
    Object.freeze(this);
  }

  static {
    endpointBehind = (socket) => socket.#endpoint;
    isSocketValue = (value) => #endpoint in value;
  }
}
Reflect.deleteProperty(Socket.prototype, 'constructor');
Object.freeze(Socket.prototype);

/** True for a real socket, false for an object that only looks like one. */
export function isSocket(value: unknown): value is Socket {
  return typeof value === 'object' && value !== null && isSocketValue(value);
}

/** What a socket stands for, open or closed. */
export function endpointOf(socket: Socket): Endpoint {
  return endpointBehind(socket);
}

/** `#Socket<shop-1.4>`: how a socket is printed everywhere. */
export function socketText(socket: { readonly node: string; readonly id: number }): string {
  return `#Socket<${socket.node}.${socket.id}>`;
}
