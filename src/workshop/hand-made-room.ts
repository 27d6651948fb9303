/**
 * A room for tests of the client: one participant, a log, and a network that does whatever a test wants. It keeps the
 * promise that the real one makes: an id is put on record once, and an acknowledgement follows the record.
 */
import { apply } from './apply.ts';
import type { Outside } from './client.ts';
import type { RoomEvent } from './messages.ts';
import type { Outgoing, ServerFrame } from './protocol.ts';
import type { RoomStore } from './outbox.ts';
import { roomProtocol } from './routes.ts';
import { newSession } from './session.ts';
import type { SocketLike } from './socket-wire.ts';

/** What becomes of frames: by default all arrive, in order, after a moment. */
interface Network {
  /** No socket opens, no request is answered. */
  isDown: boolean;
  /** A proxy lets no WebSocket through. */
  hasNoSockets: boolean;
  /** The next frames of messages are lost, and the socket with them. */
  losesSends: number;
  /** The next acknowledgements are lost after the record, and the socket with them. */
  losesAcks: number;
  /** Sockets stay open and carry nothing to the client, as after a change of the access point. */
  isMute: boolean;
  /** Acknowledgements are held until `release`. */
  holdsAcks: boolean;
}

const travelMs = 20;

interface HandSocket {
  isOpen: boolean;
  give(frame: ServerFrame): void;
  end(): void;
}

export class HandMadeRoom {
  readonly network: Network = {
    isDown: false,
    hasNoSockets: false,
    losesSends: 0,
    losesAcks: 0,
    isMute: false,
    holdsAcks: false,
  };
  /** What is on record. */
  readonly log: RoomEvent[] = [
    { seq: 1, atMs: 0, by: 'server', body: { kind: 'joined', participant: 'p-1', name: 'Ada' } },
  ];
  /** How often each id came in. */
  readonly arrivals = new Map<string, number>();
  /** What the room does not take, and why. */
  refuses: (message: Outgoing) => string | null = () => null;
  /** Sent to every hello in the place of a welcome. */
  bye: Extract<ServerFrame, { frame: 'bye' }> | null = null;
  hellos = 0;
  polls = 0;
  readonly #known = new Map<string, string | null>();
  readonly #sockets = new Set<HandSocket>();
  #held: (() => void)[] = [];

  /** What a client is given. */
  outside(): Outside {
    return {
      origin: 'http://room',
      makeSocket: () => this.#socket(),
      fetch: (url, init) => this.#answer(url, init),
      nowMs: () => performance.now(),
      random: () => 0.5,
      idleMs: () => 0,
    };
  }

  /** Cuts every connection. */
  cut(): void {
    for (const socket of this.#sockets) socket.end();
  }

  /** Lets held acknowledgements go, the last one first. */
  release(): void {
    const held = this.#held.toReversed();
    this.#held = [];
    for (const give of held) give();
  }

  /** Something that somebody else says. */
  happens(body: RoomEvent['body']): void {
    const event = { seq: this.log.length + 1, atMs: performance.now(), by: 'i-1', body };
    this.log.push(event);
    for (const socket of this.#sockets)
      socket.give({ frame: 'events', events: [event], upTo: event.seq });
  }

  #welcome(): ServerFrame {
    const you = { id: 'p-1', role: 'learner', name: 'Ada' } as const;
    return { frame: 'welcome', protocol: roomProtocol, you, nowMs: performance.now() + 60_000 };
  }

  #missed(after: number): ServerFrame {
    if (after === 0) {
      const given = { code: 'ABC234', title: 'A class', createdAtMs: 0 };
      const session = newSession(given);
      for (const event of this.log) apply(session, event);
      return { frame: 'snapshot', session };
    }
    return { frame: 'events', events: this.log.slice(after), upTo: this.log.length };
  }

  #record(messages: readonly Outgoing[]): ServerFrame {
    for (const message of messages) {
      this.arrivals.set(message.id, (this.arrivals.get(message.id) ?? 0) + 1);
      if (this.#known.has(message.id)) continue;
      const why = this.refuses(message);
      this.#known.set(message.id, why);
      if (why !== null) continue;
      const seq = this.log.length + 1;
      this.log.push({ seq, atMs: performance.now(), by: 'p-1', body: message.body });
    }
    const ids = messages.map(({ id }) => id);
    const refused = ids.flatMap((id) => {
      const why = this.#known.get(id);
      return typeof why === 'string' ? [{ id, why }] : [];
    });
    const isRefused = new Set(refused.map(({ id }) => id));
    return { frame: 'ack', ids: ids.filter((id) => !isRefused.has(id)), refused };
  }

  #socket(): SocketLike {
    const listeners = new Map<string, (event: { readonly data: unknown }) => void>();
    const tell = (kind: string, data: unknown = null): void => listeners.get(kind)?.({ data });
    const socket: HandSocket = {
      isOpen: true,
      give: (frame) => {
        const isLost = this.network.isMute;
        setTimeout(() => {
          if (socket.isOpen && !isLost) tell('message', JSON.stringify(frame));
        }, travelMs);
      },
      end: () => {
        if (!socket.isOpen) return;
        socket.isOpen = false;
        this.#sockets.delete(socket);
        queueMicrotask(() => tell('close'));
      },
    };
    setTimeout(() => {
      if (this.network.isDown || this.network.hasNoSockets) socket.end();
      else if (socket.isOpen) tell('open');
    }, travelMs);
    this.#sockets.add(socket);
    return {
      addEventListener: (kind: string, listener: (event: { readonly data: unknown }) => void) => {
        listeners.set(kind, listener);
      },
      send: (text) => {
        setTimeout(() => socket.isOpen && this.#take(socket, text), travelMs);
      },
      close: () => {
        socket.isOpen = false;
        this.#sockets.delete(socket);
      },
    };
  }

  #take(socket: HandSocket, text: string): void {
    // The client's own frames.
    const frame = JSON.parse(text) as
      | { frame: 'hello'; after: number }
      | { frame: 'send'; messages: Outgoing[] }
      | { frame: 'here' };
    if (frame.frame === 'hello') {
      this.hellos += 1;
      if (this.bye) socket.give(this.bye);
      else for (const one of [this.#welcome(), this.#missed(frame.after)]) socket.give(one);
    } else if (frame.frame === 'here') {
      socket.give({ frame: 'events', events: [], upTo: 0 });
    } else {
      if (this.network.losesSends-- > 0) {
        socket.end();
        return;
      }
      this.network.losesSends = 0;
      const ack = this.#record(frame.messages);
      if (this.network.losesAcks-- > 0) {
        socket.end();
        return;
      }
      this.network.losesAcks = 0;
      if (this.network.holdsAcks) this.#held.push(() => socket.give(ack));
      else socket.give(ack);
    }
  }

  async #answer(url: string, init?: RequestInit): Promise<Response> {
    await new Promise((resolve) => {
      setTimeout(resolve, travelMs);
    });
    if (this.network.isDown) throw new TypeError('Failed to fetch');
    const { pathname, searchParams } = new URL(url);
    if (pathname === '/room/events') {
      this.polls += 1;
      return Response.json([this.#welcome(), this.#missed(Number(searchParams.get('after')))]);
    }
    // The client's own frame.
    const { messages } = JSON.parse(typeof init?.body === 'string' ? init.body : '{}') as {
      messages: Outgoing[];
    };
    return Response.json(this.#record(messages));
  }
}

/** A disk in memory, which two clients may share as two tabs do. */
export function handMadeStore(): RoomStore {
  let waiting: readonly Outgoing[] = [];
  let kept: string | undefined;
  return {
    put: async (message) => void (waiting = [...waiting, message]),
    waiting: async () => [...waiting],
    drop: async (ids) => void (waiting = waiting.filter(({ id }) => !ids.includes(id))),
    seen: async () => (kept === undefined ? undefined : JSON.parse(kept)),
    see: async (value) => void (kept = JSON.stringify(value)),
  };
}
