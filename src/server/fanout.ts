/**
 * Tells everybody in a session what has happened. Events wait a moment for each other and travel in one frame; a frame that
 * all learners get is made once. The more work a round was, the longer the next one waits, so that a full
 * hall costs at most a fifth of the server's time.
 *
 * Nobody is waited for: a client that does not read gets nothing more until it has, then what it missed or the whole
 * state, and is let go when that takes too long. So memory per client is bounded.
 */
import { concernsOf, eventFor, sessionFor, type Viewer } from '#workshop/audience.ts';
import { limits } from '#workshop/limits.ts';
import type { RoomEvent } from '#workshop/messages.ts';
import type { ServerFrame } from '#workshop/protocol.ts';
import { Carousel } from './carousel.ts';
import type { LiveLog } from './live-log.ts';

/** Bytes that may wait in a socket before it gets no more. */
const bufferedBytesMax = 1024 * 1024;
/** How long a client may leave them unread, milliseconds. */
const patienceMs = 30_000;
/** How long events wait for each other, milliseconds: at least and at most. */
const gather = { atLeastMs: 20, atMostMs: 250 } as const;
/** How often a client for whom there was nothing is told up to where, milliseconds. */
const upToEveryMs = 15_000;

/** One open page, however it is connected. */
export interface Client {
  readonly viewer: Viewer;
  send(text: string | Buffer): void;
  /** Bytes that were sent and not yet taken. */
  readonly bufferedBytes: number;
  /** Says why, and closes. `retryMs` null: do not come back by yourself. */
  bye(why: string, retryMs: number | null): void;
}

interface Seat {
  /** The last event that the client knows of, or was spared. */
  cursor: number;
  /** What it was last told. */
  told: number;
  /** Since when it does not read; null while it does. */
  stuckSinceMs: number | null;
}

/** Events that change nothing once a later one is known: a mirrored editor is as it is now. */
function withoutSuperseded(events: readonly RoomEvent[]): readonly RoomEvent[] {
  const last = events.findLast(({ body }) => body.kind === 'mirrored');
  return last === undefined
    ? events
    : events.filter((event) => event.body.kind !== 'mirrored' || event === last);
}

function visible(events: readonly RoomEvent[], viewer: Viewer): RoomEvent[] {
  return withoutSuperseded(events)
    .map((event) => eventFor(event, viewer))
    .filter((event) => event !== null);
}

export function frameText(frame: ServerFrame): string {
  return JSON.stringify(frame);
}

export class Fanout {
  readonly #log: LiveLog;
  readonly #inTurn: (work: () => void) => Promise<void>;
  readonly #seats = new Map<Client, Seat>();
  readonly #pages = new Map<string, Set<Client>>();
  #timer: NodeJS.Timeout | null = null;
  #lastRoundMs = 0;
  /** The state as staff and projectors see it, serialised, for the event it was made at. */
  readonly #snapshots = new Map<Viewer['as'], { readonly seq: number; readonly text: string }>();
  readonly #upTo: Carousel<Client>;

  /** `inTurn` runs work while no decision is under way: only what is on disk is told. */
  constructor(log: LiveLog, inTurn: (work: () => void) => Promise<void>) {
    this.#log = log;
    this.#inTurn = inTurn;
    this.#upTo = new Carousel(upToEveryMs, (client) => this.#tellUpTo(client));
  }

  get size(): number {
    return this.#seats.size;
  }

  clients(): Iterable<Client> {
    return this.#seats.keys();
  }

  /** Lets a client in: it gets what it missed since `after`, or the whole state. */
  seat(client: Client, after: number): void {
    const seat: Seat = { cursor: after, told: after, stuckSinceMs: null };
    this.#seats.set(client, seat);
    this.#upTo.add(client);
    const { viewer } = client;
    if (viewer.as === 'participant')
      this.#pages.set(viewer.id, (this.#pages.get(viewer.id) ?? new Set()).add(client));
    this.#bringUp(client, seat);
  }

  unseat(client: Client): void {
    this.#seats.delete(client);
    this.#upTo.remove(client);
    const { viewer } = client;
    if (viewer.as !== 'participant') return;
    const pages = this.#pages.get(viewer.id);
    pages?.delete(client);
    if (pages?.size === 0) this.#pages.delete(viewer.id);
  }

  /** A participant's open pages, the oldest first. */
  pagesOf(participant: string): readonly Client[] {
    return [...(this.#pages.get(participant) ?? [])];
  }

  /** Something is in the log that was not told yet. */
  stir(): void {
    if (this.#timer !== null) return;
    const waitMs = Math.min(gather.atMostMs, Math.max(gather.atLeastMs, 4 * this.#lastRoundMs));
    this.#timer = setTimeout(() => {
      this.#timer = null;
      void this.#inTurn(() => this.flush());
    }, waitMs);
  }

  /** Tells everybody what they have not been told. */
  flush(): void {
    const before = process.cpuUsage();
    const upTo = this.#log.state.seq;
    const rounds = new Map<number, Round>();
    for (const [client, seat] of this.#seats) {
      if (seat.cursor >= upTo || !this.#reads(client, seat)) continue;
      if (!this.#log.holds(seat.cursor)) {
        this.#bringUp(client, seat);
        continue;
      }
      let round = rounds.get(seat.cursor);
      if (round === undefined) {
        round = new Round(this.#log.since(seat.cursor), upTo);
        rounds.set(seat.cursor, round);
      }
      seat.cursor = upTo;
      const text = round.frameFor(client.viewer);
      if (text === null) continue;
      seat.told = upTo;
      client.send(text);
    }
    // Processor time: what other programs of the machine took in between says nothing about the next round.
    const { user, system } = process.cpuUsage(before);
    this.#lastRoundMs = (user + system) / 1_000;
  }

  /** The frames that bring somebody up to date who knows everything up to `after`. */
  bringUpFrame(viewer: Viewer, after: number): string {
    const { state } = this.#log;
    if (after > 0 && this.#log.holds(after) && state.seq - after <= limits.catchUpMax) {
      const events = visible(this.#log.since(after), viewer);
      return frameText({ frame: 'events', events, upTo: state.seq });
    }
    if (viewer.as === 'participant')
      return frameText({ frame: 'snapshot', session: sessionFor(state, viewer) });
    const made = this.#snapshots.get(viewer.as);
    if (made?.seq === state.seq) return made.text;
    const text = frameText({ frame: 'snapshot', session: sessionFor(state, viewer) });
    this.#snapshots.set(viewer.as, { seq: state.seq, text });
    return text;
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#upTo.close();
  }

  #bringUp(client: Client, seat: Seat): void {
    client.send(this.bringUpFrame(client.viewer, seat.cursor));
    seat.cursor = this.#log.state.seq;
    seat.told = seat.cursor;
  }

  /** Whether a client takes what it is sent; one that has not for too long is let go. */
  #reads(client: Client, seat: Seat): boolean {
    if (client.bufferedBytes <= bufferedBytesMax) {
      seat.stuckSinceMs = null;
      return true;
    }
    const nowMs = performance.now();
    seat.stuckSinceMs ??= nowMs;
    if (nowMs - seat.stuckSinceMs > patienceMs) {
      this.unseat(client);
      client.bye('This page does not take what the room sends.', 1_000);
    }
    return false;
  }

  /** A client that comes back says what it was last told: kept near the end of the log, that is soon caught up. */
  #tellUpTo(client: Client): void {
    const seat = this.#seats.get(client);
    if (seat === undefined || !this.#reads(client, seat)) return;
    // Whoever was stuck and reads again has something to hear, even if nothing new happens.
    if (seat.cursor < this.#log.state.seq) this.stir();
    if (seat.told === seat.cursor) return;
    seat.told = seat.cursor;
    client.send(frameText({ frame: 'events', events: [], upTo: seat.cursor }));
  }
}

/** Any learner of whom no event speaks. */
const nobody: Viewer = { as: 'participant', id: 'nobody' };

/** The same news for everybody who stands at the same place. */
class Round {
  readonly #events: readonly RoomEvent[];
  readonly #upTo: number;
  readonly #shared = new Map<Viewer['as'], Buffer | null>();
  /** Participants of whom some of the events speak. */
  readonly #concerned: ReadonlySet<string>;

  constructor(events: readonly RoomEvent[], upTo: number) {
    this.#events = events;
    this.#upTo = upTo;
    this.#concerned = new Set(events.map(concernsOf).filter((id) => id !== null));
  }

  /** What a viewer is sent; null if nothing concerns them. */
  frameFor(viewer: Viewer): string | Buffer | null {
    if (viewer.as === 'participant' && this.#concerned.has(viewer.id)) return this.#make(viewer);
    // A learner of whom nothing speaks sees what all of them see.
    const { as } = viewer;
    let shared = this.#shared.get(as);
    if (shared === undefined) {
      const text = this.#make(as === 'participant' ? nobody : { as });
      shared = text === null ? null : Buffer.from(text);
      this.#shared.set(as, shared);
    }
    return shared;
  }

  #make(viewer: Viewer): string | null {
    const events = visible(this.#events, viewer);
    return events.length === 0 ? null : frameText({ frame: 'events', events, upTo: this.#upTo });
  }
}
