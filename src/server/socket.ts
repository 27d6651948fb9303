/** The room's WebSocket: who comes says who they are within a few seconds, and is then heard and told. */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { limits } from '#workshop/limits.ts';
import { clientFrame, roomProtocol, routes, type Credential } from '#workshop/protocol.ts';
import type { Callers, Caller } from './callers.ts';
import { Carousel } from './carousel.ts';
import { frameText, type Client } from './fanout.ts';
import type { Hub } from './hub.ts';
import { hostName, isOwnOrigin, parseUrl } from './origin.ts';
import { Rates } from './rate.ts';
import { Refusal } from './refusal.ts';
import { charge, hear } from './talk.ts';

/** How long somebody may take to say who they are, milliseconds. */
const helloWithinMs = 5_000;
/** How often a silent connection is asked whether it is still there, milliseconds. Below what proxies allow. */
const pingEveryMs = 25_000;
/** How long a goodbye may take to be read, milliseconds. */
const farewellMs = 2_000;
/** Pages that one person may have open at once; the oldest makes room. */
const pagesMax = 12;
/** Close codes: normal end; the server goes away; what was said cannot be read. */
const closes = { normal: 1000, goingAway: 1001, unreadable: 1008 } as const;

export interface SocketOptions {
  readonly hub: Hub;
  readonly callers: Callers;
  readonly rates: Rates;
  readonly hosts: ReadonlySet<string>;
  /** Address of whoever asks, for counting guesses. */
  readonly addressOf: (request: IncomingMessage) => string;
}

/** A connection over WebSocket. */
class Page implements Client {
  readonly viewer: Client['viewer'];
  readonly #socket: WebSocket;

  constructor(socket: WebSocket, viewer: Client['viewer']) {
    this.#socket = socket;
    this.viewer = viewer;
  }

  get bufferedBytes(): number {
    return this.#socket.bufferedAmount;
  }

  send(text: string | Buffer): void {
    this.#socket.send(text, { binary: false });
  }

  bye(why: string, retryMs: number | null): void {
    sayBye(this.#socket, why, retryMs);
  }
}

function sayBye(socket: WebSocket, why: string, retryMs: number | null): void {
  // A client that reads nothing would keep the socket for ever.
  setTimeout(() => socket.terminate(), farewellMs).unref();
  socket.resume();
  socket.send(frameText({ frame: 'bye', why, retryMs }));
  socket.close(retryMs === null ? closes.unreadable : closes.goingAway);
}

/** One conversation, from the first frame to the last. */
class Conversation {
  readonly #options: SocketOptions;
  readonly #socket: WebSocket;
  readonly #address: string;
  #caller: Caller | null = null;
  #page: Page | null = null;
  #isOver = false;
  /** Frames are taken one after the other, so that an order of messages is the order on record. */
  #turn: Promise<void> = Promise.resolve();

  constructor(options: SocketOptions, socket: WebSocket, address: string) {
    this.#options = options;
    this.#socket = socket;
    this.#address = address;
  }

  begin(): void {
    const socket = this.#socket;
    const lateHello = setTimeout(() => this.#end('Say hello first.', null), helloWithinMs);
    socket.on('message', (data, isBinary) => {
      this.#turn = this.#turn.then(() => this.#hear(data, isBinary));
    });
    socket.on('close', () => {
      clearTimeout(lateHello);
      this.#isOver = true;
      if (this.#caller !== null && this.#page !== null) this.#caller.live.detach(this.#page);
    });
    // What `ws` refuses (a frame too large, text that is not UTF-8) it closes itself, with the right code.
    socket.on('error', () => {});
    socket.once('message', () => clearTimeout(lateHello));
  }

  async #hear(data: RawData, isBinary: boolean): Promise<void> {
    if (this.#isOver) return;
    const parsed = clientFrame.safeParse(isBinary ? null : jsonOf(textOf(data)));
    if (!parsed.success) {
      this.#end('This page and the server do not understand each other: reload the page.', null);
      return;
    }
    const frame = parsed.data;
    try {
      if (frame.frame === 'hello') await this.#greet(frame);
      else if (this.#caller === null) this.#end('Say hello first.', null);
      else if (frame.frame === 'here') this.#here(this.#caller, frame.idleMs);
      else await this.#take(this.#caller, frame.messages);
    } catch (error) {
      this.#endWith(error);
    }
  }

  async #greet({
    protocol,
    credential,
    after,
  }: {
    protocol: number;
    credential: Credential;
    after: number;
  }): Promise<void> {
    if (this.#caller !== null) return this.#end('Say hello once.', null);
    if (protocol !== roomProtocol)
      return this.#end('This page is of another version than the server: reload it.', null);
    const caller = await this.#options.callers.identify(credential, this.#address);
    if (this.#isOver) return;
    this.#caller = caller;
    const { viewer, speaker, live } = caller;
    const you = speaker ?? ({ id: 'projector', role: 'projector', name: 'Projector' } as const);
    const nowMs = this.#options.hub.clock();
    this.#socket.send(frameText({ frame: 'welcome', protocol: roomProtocol, you, nowMs }));
    this.#page = new Page(this.#socket, viewer);
    await live.attach(this.#page, after);
    if (this.#isOver) return live.detach(this.#page);
    if (viewer.as === 'participant') live.here(viewer.id, 0);
    makeRoom(caller);
  }

  #here(caller: Caller, idleMs: number): void {
    if (caller.viewer.as === 'participant') caller.live.here(caller.viewer.id, idleMs);
    // Says that the line carries both ways: a browser sees no ping.
    this.#socket.send(frameText({ frame: 'events', events: [], upTo: 0 }));
    this.#charge(caller, 1);
  }

  async #take(
    caller: Caller,
    messages: readonly { readonly id: string; readonly body?: unknown }[],
  ): Promise<void> {
    this.#charge(caller, messages.length);
    const ack = await hear(
      caller,
      messages.map(({ id, body }) => ({ id, body })),
    );
    if (!this.#isOver) this.#socket.send(frameText(ack));
  }

  /** Whoever says too much is not read for a while: TCP holds it back, and nothing of it is lost. */
  #charge(caller: Caller, count: number): void {
    const debtMs = charge(this.#options.rates, caller, count);
    if (debtMs === 0) return;
    this.#socket.pause();
    setTimeout(() => this.#socket.resume(), debtMs).unref();
  }

  #endWith(error: unknown): void {
    if (error instanceof Refusal) return this.#end(error.message, error.retryMs);
    const why = error instanceof Error ? error.message : String(error);
    this.#end(`The room cannot go on at the moment: ${why}`, 3_000);
  }

  #end(why: string, retryMs: number | null): void {
    if (this.#isOver) return;
    this.#isOver = true;
    if (this.#caller !== null && this.#page !== null) this.#caller.live.detach(this.#page);
    sayBye(this.#socket, why, retryMs);
  }
}

/** Lets the oldest page of a person go who has too many open. */
function makeRoom({ live, viewer }: Caller): void {
  if (viewer.as !== 'participant') return;
  const pages = [...live.pagesOf(viewer.id)];
  for (const page of pages.slice(0, Math.max(0, pages.length - pagesMax))) {
    live.detach(page);
    page.bye('You have the room open on many pages: this one was closed.', null);
  }
}

/** The text of a frame. `ws` has checked that it is UTF-8. */
function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString();
  return (data instanceof ArrayBuffer ? Buffer.from(data) : data).toString();
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Asks silent connections whether they are there; those that have not answered when it is their turn again are cut. */
function keepAlive(sockets: WebSocketServer): Carousel<WebSocket> {
  const answered = new WeakSet<WebSocket>();
  const carousel = new Carousel<WebSocket>(pingEveryMs, (socket) => {
    if (!answered.delete(socket) && !socket.isPaused) socket.terminate();
    else socket.ping();
  });
  sockets.on('connection', (socket) => {
    answered.add(socket);
    carousel.add(socket);
    socket.on('pong', () => answered.add(socket));
    socket.on('close', () => carousel.remove(socket));
  });
  return carousel;
}

/** Answers upgrades of a server under `routes.socket`. Gives a function that ends it. */
export function attachSocket(server: Server, options: SocketOptions): () => void {
  // Without compression: frames are small, and a context for each of 5,000 connections would cost 300 KB apiece.
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: limits.frameBytesMax,
    perMessageDeflate: false,
    clientTracking: true,
  });
  const carousel = keepAlive(sockets);
  const onUpgrade = (request: IncomingMessage, stream: Duplex, head: Buffer): void => {
    stream.on('error', () => stream.destroy());
    const { host, origin } = request.headers;
    const path = parseUrl(request.url ?? '', 'http://room')?.pathname;
    if (path !== routes.socket) return turnAway(stream, '404 Not Found');
    if (!options.hosts.has(hostName(host) ?? ''))
      return turnAway(stream, '421 Misdirected Request');
    if (!isOwnOrigin(origin, host)) return turnAway(stream, '403 Forbidden');
    sockets.handleUpgrade(request, stream, head, (socket) => {
      sockets.emit('connection', socket, request);
      new Conversation(options, socket, options.addressOf(request)).begin();
    });
  };
  server.on('upgrade', onUpgrade);
  return () => {
    carousel.close();
    server.off('upgrade', onUpgrade);
    for (const socket of sockets.clients) socket.terminate();
    sockets.close();
  };
}

function turnAway(stream: Duplex, status: string): void {
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
