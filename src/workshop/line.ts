/**
 * The line to the room: opens wires, one after the other, until one holds, and says which kind it is. WebSockets first;
 * after two that failed in a row HTTP is tried beside them, and while that holds, a socket is tried again from time
 * to time and taken over when it stands.
 */
import { waitMs } from './backoff.ts';
import type { ClientFrame, ServerFrame } from './protocol.ts';
import { roomProtocol } from './routes.ts';
import type { OpenWire, Opening, Wire } from './wire.ts';

/** Between attempts while there is no line. The cap is short: people look at a dock that says “away”. */
const again = { firstMs: 500, mostMs: 15_000 };
/** Between attempts at a socket while HTTP holds: a network rarely changes its mind. */
const socketAgain = { firstMs: 30_000, mostMs: 300_000 };
/** A wire that has not said welcome by then is given up. */
const welcomeWithinMs = 10_000;
/** So many sockets fail in a row before HTTP is tried. */
const socketsBeforePolling = 2;

const updatedWords =
  'The room was updated since this page was opened. Reload the page; what waits is kept.';

export interface LineEvents {
  up(kind: 'live' | 'polling'): void;
  frame(frame: ServerFrame): void;
  /** Not at the moment: it is tried again. */
  away(): void;
  /** For good: the room does not let this page in. */
  refused(why: string): void;
}

export interface LineOptions {
  readonly opening: Opening;
  readonly openSocket: OpenWire;
  readonly openPolling: OpenWire;
  /** Chance between 0 and 1. */
  readonly random: () => number;
}

type Kind = 'socket' | 'polling';

/** A wire that is opening or up. */
interface Strand {
  readonly kind: Kind;
  wire: Wire | null;
  isUp: boolean;
  isOver: boolean;
  /** What the server asked for when it said goodbye; null if it did not. */
  retryMs: number | null;
  timer: ReturnType<typeof setTimeout> | undefined;
}

export class Line {
  readonly #options: LineOptions;
  readonly #events: LineEvents;
  #current: Strand | null = null;
  /** A socket that is tried while HTTP holds the line. */
  #probe: Strand | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #attempts = 0;
  #socketFailures = 0;
  #probes = 0;
  #isClosed = false;

  constructor(options: LineOptions, events: LineEvents) {
    this.#options = options;
    this.#events = events;
  }

  get isUp(): boolean {
    return this.#current?.isUp ?? false;
  }

  /** Tries now, however long the wait would still be: at the start, and when the network came back. */
  wake(): void {
    if (this.#isClosed || this.#current !== null) return;
    clearTimeout(this.#timer);
    this.#current = this.#open(this.#nextKind());
  }

  /** Gives the wire up, because nothing comes over it any more, and opens another. */
  renew(): void {
    const strand = this.#current;
    if (strand === null) return;
    this.#discard(strand);
    this.#down(strand, null);
  }

  send(frame: ClientFrame): void {
    if (this.isUp) this.#current?.wire?.send(frame);
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    for (const strand of [this.#current, this.#probe]) if (strand) this.#discard(strand);
    this.#current = null;
    this.#probe = null;
  }

  #nextKind(): Kind {
    const isPollingsTurn =
      this.#socketFailures >= socketsBeforePolling &&
      (this.#socketFailures - socketsBeforePolling) % 2 === 0;
    return isPollingsTurn ? 'polling' : 'socket';
  }

  #discard(strand: Strand): void {
    strand.isOver = true;
    clearTimeout(strand.timer);
    strand.wire?.close();
  }

  #open(kind: Kind): Strand {
    const strand: Strand = {
      kind,
      wire: null,
      isUp: false,
      isOver: false,
      retryMs: null,
      timer: undefined,
    };
    const end = (refused: string | null): void => {
      if (strand.isOver) return;
      this.#discard(strand);
      this.#down(strand, refused);
    };
    strand.timer = setTimeout(() => end(null), welcomeWithinMs);
    const open = kind === 'socket' ? this.#options.openSocket : this.#options.openPolling;
    strand.wire = open(this.#options.opening, {
      frame: (frame) => {
        if (!strand.isOver) this.#take(strand, frame, end);
      },
      down: ({ refused }) => end(refused),
    });
    return strand;
  }

  #take(strand: Strand, frame: ServerFrame, end: (refused: string | null) => void): void {
    if (frame.frame === 'welcome') {
      if (frame.protocol !== roomProtocol) {
        end(updatedWords);
        return;
      }
      if (!strand.isUp) this.#adopt(strand);
    } else if (frame.frame === 'bye') {
      strand.retryMs = frame.retryMs;
      end(frame.retryMs === null ? frame.why : null);
      return;
    }
    this.#events.frame(frame);
  }

  /** A strand is up: it is the line from now on. */
  #adopt(strand: Strand): void {
    strand.isUp = true;
    clearTimeout(strand.timer);
    if (strand === this.#probe) {
      this.#probe = null;
      if (this.#current) this.#discard(this.#current);
      this.#current = strand;
    }
    this.#attempts = 0;
    if (strand.kind === 'socket') {
      this.#socketFailures = 0;
      this.#probes = 0;
      clearTimeout(this.#timer);
    } else {
      this.#planProbe();
    }
    this.#events.up(strand.kind === 'socket' ? 'live' : 'polling');
  }

  #planProbe(): void {
    const { random } = this.#options;
    this.#timer = setTimeout(
      () => (this.#probe = this.#open('socket')),
      waitMs(socketAgain, this.#probes++, random()),
    );
  }

  #down(strand: Strand, refused: string | null): void {
    if (this.#isClosed) return;
    if (refused !== null) {
      this.close();
      this.#events.refused(refused);
      return;
    }
    if (strand === this.#probe) {
      this.#probe = null;
      if (this.#current !== null) this.#planProbe();
      return;
    }
    this.#current = null;
    if (this.#probe) this.#discard(this.#probe);
    this.#probe = null;
    this.#events.away();
    this.#planAttempt(strand);
  }

  #planAttempt(strand: Strand): void {
    const wasPollingsTurn = strand.kind === 'polling';
    if (!strand.isUp || wasPollingsTurn) this.#socketFailures += 1;
    clearTimeout(this.#timer);
    // The second kind of wire is tried at once: that the first one failed says nothing about it.
    const isOtherKindNext = !wasPollingsTurn && this.#nextKind() === 'polling';
    const { random } = this.#options;
    const drawn = random();
    const asked = strand.retryMs === null ? 0 : strand.retryMs * (0.5 + drawn);
    const wait = isOtherKindNext ? 0 : waitMs(again, this.#attempts++, drawn);
    this.#timer = setTimeout(() => this.wake(), Math.max(asked, wait));
  }
}
