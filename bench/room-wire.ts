/**
 * One learner or console of the room's benchmark, as light as a client can be: a WebSocket of `ws` and no state but
 * what is counted. It speaks to our server, or to socket.io in socket.io's own framing, so that both sides of the
 * comparison pay the same for their clients.
 */
import { WebSocket } from 'ws';
import { waitMs } from '#workshop/backoff.ts';
import type { Message, RoomEvent } from '#workshop/messages.ts';
import { roomProtocol, routes } from '#workshop/routes.ts';
import type { Credential, ServerFrame } from '#workshop/protocol.ts';

/** Microseconds of the machine's monotonic clock, which all processes share. */
export function nowUs(): number {
  return Number(process.hrtime.bigint() / 1000n);
}

/** What a client hears, of either server. */
type Heard =
  | { readonly kind: 'hello'; readonly reply: string }
  | { readonly kind: 'acked'; readonly ids: readonly string[]; readonly refused: number }
  | { readonly kind: 'events'; readonly events: readonly RoomEvent[]; readonly upTo: number }
  | { readonly kind: 'snapshot'; readonly upTo: number }
  | { readonly kind: 'ping'; readonly reply: string }
  | { readonly kind: 'bye'; readonly retryMs: number | null }
  | { readonly kind: 'nothing' };

/** How one server is spoken to. */
interface Dialect {
  readonly path: string;
  opened(credential: Credential, after: number): string | null;
  read(text: string, credential: Credential): Heard;
  write(id: string, body: Message): string;
}

const nothing: Heard = { kind: 'nothing' };

const ours: Dialect = {
  path: routes.socket,
  opened: (credential, after) =>
    JSON.stringify({ frame: 'hello', protocol: roomProtocol, credential, after }),
  read: (text) => {
    const frame = JSON.parse(text) as ServerFrame;
    switch (frame.frame) {
      case 'ack':
        return { kind: 'acked', ids: frame.ids, refused: frame.refused.length };
      case 'events':
        return { kind: 'events', events: frame.events, upTo: frame.upTo };
      case 'snapshot':
        return { kind: 'snapshot', upTo: frame.session.seq };
      case 'bye':
        return { kind: 'bye', retryMs: frame.retryMs };
      default:
        return nothing;
    }
  },
  write: (id, body) => JSON.stringify({ frame: 'send', messages: [{ id, body }] }),
};

/** Engine.io 4 and socket.io 5 by hand: `0` open, `2` ping, `3` pong, `40` connect, `42` event, `43` acknowledgement. */
const socketio: Dialect = {
  path: '/socket.io/?EIO=4&transport=websocket',
  opened: () => null,
  read: (text, credential) => {
    if (text.startsWith('0')) return { kind: 'hello', reply: `40${JSON.stringify(credential)}` };
    if (text.startsWith('40')) return { kind: 'snapshot', upTo: 0 };
    if (text.startsWith('42')) {
      const [, event] = JSON.parse(text.slice(2)) as [string, RoomEvent];
      return { kind: 'events', events: [event], upTo: event.seq };
    }
    if (text.startsWith('43')) {
      const [id] = JSON.parse(text.slice(text.indexOf('['))) as [string];
      return { kind: 'acked', ids: [id], refused: 0 };
    }
    return text === '2' ? { kind: 'ping', reply: '3' } : nothing;
  },
  // The acknowledgement's number is the message's, which is unique among those of one socket.
  write: (id, body) => `42${Number(id.slice(-9))}${JSON.stringify(['said', id, body])}`,
};

const dialects = { ours, socketio } as const;
export type DialectName = keyof typeof dialects;

export interface ClientOptions {
  readonly dialect: DialectName;
  /** `127.0.0.1:4321` */
  readonly host: string;
  readonly credential: Credential;
  /** Source address: ports of one address run out before learners do. */
  readonly localAddress: string;
  readonly events: (events: readonly RoomEvent[]) => void;
}

/** The same patience as the course's own client: `line.ts` waits like this. */
const patience = { firstMs: 500, mostMs: 15_000 } as const;

/** A client that comes back whenever it is cut off, and sends again what was not acknowledged. */
export class LightClient {
  /** When it was last let in and told all that it had missed; 0 while it is not. */
  readyAtUs = 0;
  acked = 0;
  refused = 0;
  readonly #options: ClientOptions;
  readonly #dialect: Dialect;
  readonly #waiting = new Map<string, Message>();
  #socket: WebSocket | null = null;
  #after = 0;
  #said = 0;
  #attempt = 0;
  #isClosed = false;
  #retryMs: number | null = null;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.#dialect = dialects[options.dialect];
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  open(): void {
    const { host, localAddress, credential } = this.#options;
    const socket = new WebSocket(`ws://${host}${this.#dialect.path}`, {
      localAddress,
      origin: `http://${host}`,
      perMessageDeflate: false,
    });
    this.#socket = socket;
    socket.on('open', () => {
      const hello = this.#dialect.opened(credential, this.#after);
      if (hello !== null) socket.send(hello);
    });
    socket.on('message', (data) => {
      // `ws` hands text over as a Buffer unless it is told otherwise.
      this.#hear((data as Buffer).toString());
    });
    // Every error is followed by a close, which is where it is met.
    socket.on('error', () => undefined);
    socket.on('close', () => this.#cut());
  }

  #cut(): void {
    this.readyAtUs = 0;
    if (this.#isClosed) return;
    const wait = this.#retryMs ?? waitMs(patience, this.#attempt, Math.random());
    this.#retryMs = null;
    this.#attempt += 1;
    setTimeout(() => {
      if (!this.#isClosed) this.open();
    }, wait);
  }

  #hear(text: string): void {
    const heard = this.#dialect.read(text, this.#options.credential);
    switch (heard.kind) {
      case 'hello':
      case 'ping':
        this.#socket?.send(heard.reply);
        return;
      case 'acked':
        this.#acknowledge(heard.ids, heard.refused);
        return;
      case 'snapshot':
      case 'events':
        this.#after = Math.max(this.#after, heard.upTo);
        if (this.readyAtUs === 0) this.#enter();
        if (heard.kind === 'events') this.#options.events(heard.events);
        return;
      case 'bye':
        this.#retryMs = heard.retryMs;
        return;
      case 'nothing':
    }
  }

  #enter(): void {
    this.readyAtUs = nowUs();
    this.#attempt = 0;
    for (const [id, body] of this.#waiting) this.#socket?.send(this.#dialect.write(id, body));
  }

  #acknowledge(ids: readonly string[], refused: number): void {
    for (const id of ids) if (this.#waiting.delete(id)) this.acked += 1;
    this.refused += refused;
  }

  /** Says something now, or as soon as the server is back. */
  say(body: Message): void {
    this.#said += 1;
    const id = `m-${String(this.#said).padStart(9, '0')}`;
    this.#waiting.set(id, body);
    if (this.readyAtUs !== 0) this.#socket?.send(this.#dialect.write(id, body));
  }

  close(): void {
    this.#isClosed = true;
    this.#socket?.terminate();
  }
}
