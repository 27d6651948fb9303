/**
 * A bad network between real clients and a real server. Every frame has its chance to be lost, either way; and as on
 * TCP, whatever follows a lost frame in the same direction does not arrive either: the connection breaks soon after, or
 * stays silent until somebody gives it up. Connections are cut without a word, requests get no answer or their answer
 * is lost, and some frames go twice.
 */
import { setTimeout } from 'node:timers';
import { WebSocket } from 'ws';
import type { Fetch } from '#workshop/calls.ts';
import { routes } from '#workshop/routes.ts';
import type { SocketLike } from '#workshop/socket-wire.ts';

export interface Loss {
  /** Chance of each frame, each request and each answer to be lost. */
  readonly lost: number;
  /** Chance of each frame of messages to go twice. */
  readonly doubled: number;
  /** Chance of each frame to be the last before its connection is cut. */
  readonly cut: number;
  /** Chance of a connection that lost a frame to break, rather than to stay silent. */
  readonly broken: number;
}

export interface Tally {
  sent: number;
  lost: number;
  doubled: number;
  cut: number;
  sockets: number;
}

/** How long a request stays unanswered that was lost, milliseconds. */
const unansweredMs = 300;
/** How soon a connection breaks that lost a frame, milliseconds. */
const breaksAfterMs = 100;

export class LossyNetwork {
  readonly tally: Tally = { sent: 0, lost: 0, doubled: 0, cut: 0, sockets: 0 };
  readonly #loss: Loss;
  readonly #random: () => number;

  /** `random` is drawn for every frame. */
  constructor(loss: Loss, random: () => number) {
    this.#loss = loss;
    this.#random = random;
  }

  #happens(chance: number): boolean {
    return this.#random() < chance;
  }

  /** A socket to the room at `origin`, which need not be there. */
  socket(origin: string): SocketLike {
    const { tally } = this;
    const socket = new WebSocket(origin.replace(/^http/, 'ws') + routes.socket, { origin });
    const direction = { up: true, down: true };
    /** Whether a frame gets through. */
    const passes = (way: 'up' | 'down'): boolean => {
      tally.sent += 1;
      if (this.#happens(this.#loss.cut)) {
        tally.cut += 1;
        setTimeout(() => socket.terminate(), 0);
      }
      if (direction[way] && this.#happens(this.#loss.lost)) {
        direction[way] = false;
        if (this.#happens(this.#loss.broken)) setTimeout(() => socket.terminate(), breaksAfterMs);
      }
      if (!direction[way]) tally.lost += 1;
      return direction[way];
    };
    tally.sockets += 1;
    // Every error is followed by a close.
    socket.on('error', () => undefined);
    return {
      addEventListener: (kind: string, happened: (event: { readonly data: unknown }) => void) => {
        socket.on(kind, (data?: unknown) => {
          // `ws` hands text over as a Buffer, where a browser hands a string.
          if (kind !== 'message') happened({ data: null });
          else if (passes('down')) happened({ data: String(data) });
        });
      },
      send: (text) => {
        if (socket.readyState !== WebSocket.OPEN || !passes('up')) return;
        socket.send(text);
        if (!text.includes('"send"') || !this.#happens(this.#loss.doubled)) return;
        tally.doubled += 1;
        socket.send(text);
      },
      // Nobody waits for a goodbye on such a network.
      close: () => socket.terminate(),
    };
  }

  /** `fetch` over this network. `originNow` is the server that is tried, whatever the client asked. */
  fetch(originNow: () => string): Fetch {
    const missing = (): Promise<never> =>
      new Promise((_, reject) => {
        this.tally.lost += 1;
        setTimeout(() => reject(new TypeError('lost')), unansweredMs);
      });
    return async (url, init) => {
      this.tally.sent += 2;
      if (this.#happens(this.#loss.lost)) return missing();
      const { pathname, search } = new URL(url);
      const answer = await fetch(originNow() + pathname + search, init);
      return this.#happens(this.#loss.lost) ? missing() : answer;
    };
  }
}
