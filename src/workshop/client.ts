/**
 * The room as a page reaches it.
 *
 * ```ts
 * const link = await openLink(credential);
 * const answer = await link.say({ kind: 'status', status: 'help', lab: 's5-retry', note: '' });
 * ```
 *
 * What is said goes to the outbox first, is sent in its order, and leaves the outbox when the server says that it is on
 * record, or why it will not be. So a message is sent at least once, and the server sees to it that it counts once.
 */
import { apply } from './apply.ts';
import type { Fetch } from './calls.ts';
import { newMessageId } from './ids.ts';
import { limits, presence } from './limits.ts';
import { Line, type LineEvents } from './line.ts';
import type { Answer, Connection, RoomLink } from './link.ts';
import type { Message } from './messages.ts';
import { Outbox, type RoomStore } from './outbox.ts';
import { pollingWires } from './poll-wire.ts';
import type { Credential, Outgoing, Presence, ServerFrame } from './protocol.ts';
import { Resume, type LastSeen } from './resume.ts';
import type { Session } from './session.ts';
import { socketWires, type SocketLike } from './socket-wire.ts';

/** Sent and not acknowledged: more is sent when these have been. */
const inFlightMax = 50;
/** A frame is cut before it comes near what a server takes; a message alone may be as large as a frame. */
const batchCharactersMax = limits.frameBytesMax / 4;
/** A line over which no acknowledgement comes for so long is dead, whatever the socket says. */
const ackWithinMs = 20_000;
/** Nothing at all heard for so long, and the same holds: the server answers every `here`. */
const silenceMs = 80_000;
/** How often a tab looks for what closed tabs have left in the outbox. */
const lookEveryMs = 15_000;
/** On record, and its event on the way: for so long at most it still counts as pending. */
const settlingMs = 1_000;
/** Views hear of changes at most this often, milliseconds: a frame of the screen. */
const frameMs = 16;

/** What lies outside of the client; a test or a benchmark hands in its own. */
export interface Outside {
  readonly makeSocket: () => SocketLike;
  readonly fetch: Fetch;
  /** Origin for HTTP, without a slash at the end. */
  readonly origin: string;
  /** Wall clock. */
  readonly nowMs: () => number;
  /** Chance between 0 and 1. */
  readonly random: () => number;
  /** How long this person has touched nothing. */
  readonly idleMs: () => number;
}

export interface LinkOptions {
  readonly credential: Credential;
  /** Where to keep what waits; null for the memory of this tab. */
  readonly store: RoomStore | null;
  readonly outside: Outside;
  /** Told of a message that was said on an earlier page, or in another tab, and is refused now. */
  readonly onLateRefusal?: (why: string) => void;
}

/** A message that somebody waits for. */
interface Awaited {
  readonly resolve: (answer: Answer) => void;
  isStored: boolean;
}

export class Client implements RoomLink {
  connection: Connection = 'connecting';
  why: string | null = null;
  session: Session | null = null;
  you: RoomLink['you'] = null;
  presence: Presence = {};
  waiting = 0;
  pending: readonly Message[] = [];
  readonly #options: LinkOptions;
  readonly #outbox: Outbox;
  readonly #resume: Resume;
  readonly #line: Line;
  readonly #awaited = new Map<string, Awaited>();
  /** Sent over the wire that is up, and not acknowledged. */
  readonly #sent = new Set<string>();
  /** What waits, as it was last seen in the outbox. */
  #unsettled: readonly Outgoing[] = [];
  /** What was acknowledged and has not come back as an event. */
  #settling: readonly Message[] = [];
  #settlingTimer: ReturnType<typeof setTimeout> | undefined;
  readonly #listeners = new Set<() => void>();
  #offsetMs = 0;
  #heardAtMs = 0;
  #isPumping = false;
  #isPumpAsked = false;
  #changeTimer: ReturnType<typeof setTimeout> | undefined;
  #ackTimer: ReturnType<typeof setTimeout> | undefined;
  readonly #hereTimer: ReturnType<typeof setInterval>;
  readonly #lookTimer: ReturnType<typeof setInterval>;

  constructor(options: LinkOptions) {
    this.#options = options;
    const { credential, store, outside } = options;
    this.#outbox = new Outbox(store);
    this.#resume = new Resume(store, () => this.#lastSeen());
    const events: LineEvents = {
      up: (kind) => this.#up(kind),
      frame: (frame) => this.#take(frame),
      away: () => this.#away(),
      refused: (why) => this.#refused(why),
    };
    this.#line = new Line(
      {
        opening: { credential, after: () => this.session?.seq ?? 0 },
        openSocket: socketWires(() => outside.makeSocket()),
        openPolling: pollingWires(outside),
        random: () => outside.random(),
      },
      events,
    );
    this.#hereTimer = setInterval(() => this.#sayHere(), presence.everyMs);
    this.#lookTimer = setInterval(() => void this.#pump(), lookEveryMs);
  }

  /** False where what waits is lost with the tab. */
  get isLasting(): boolean {
    return this.#outbox.isLasting;
  }

  /** Shows what was seen last, then connects. */
  async start(): Promise<void> {
    const seen = await this.#resume.read();
    if (seen) {
      this.session = seen.session;
      this.you = seen.you;
      this.#offsetMs = seen.offsetMs;
    }
    this.#count(await this.#outbox.all());
    this.#line.wake();
  }

  nowMs(): number {
    return this.#options.outside.nowMs() + this.#offsetMs;
  }

  async say(message: Message): Promise<Answer> {
    if (JSON.stringify(message).length > limits.frameBytesMax / 2)
      return { kind: 'refused', why: 'This is too large for the room: send a part of it.' };
    const id = newMessageId();
    const answer = new Promise<Answer>((resolve) => {
      this.#awaited.set(id, { resolve, isStored: false });
    });
    this.#count([...this.#unsettled, { id, body: message }]);
    // Transactions of a database run in the order in which they are begun: so the outbox has the order of the calls.
    await this.#outbox.add({ id, body: message });
    const awaited = this.#awaited.get(id);
    if (awaited) awaited.isStored = true;
    void this.#pump();
    return answer;
  }

  subscribe(changed: () => void): () => void {
    this.#listeners.add(changed);
    return () => this.#listeners.delete(changed);
  }

  /** The network came back, or somebody looks again: whatever the wait would be, the room is tried now. */
  wake(): void {
    this.#line.wake();
    void this.#pump();
  }

  /** The network is said to be gone: the wire is given up, and the next attempt shows whether it is true. */
  doubt(): void {
    this.#line.renew();
  }

  close(): void {
    this.#line.close();
    this.#resume.flush();
    clearInterval(this.#hereTimer);
    clearInterval(this.#lookTimer);
    clearTimeout(this.#ackTimer);
    clearTimeout(this.#settlingTimer);
    clearTimeout(this.#changeTimer);
    this.#listeners.clear();
  }

  /** Writes what was seen now: the page may be gone in a moment. */
  flush(): void {
    this.#resume.flush();
  }

  #lastSeen(): LastSeen | null {
    const { session, you } = this;
    return session === null ? null : { session, you, offsetMs: this.#offsetMs };
  }

  #changed(): void {
    this.#changeTimer ??= setTimeout(() => {
      this.#changeTimer = undefined;
      for (const listener of this.#listeners) listener();
    }, frameMs);
  }

  #up(kind: 'live' | 'polling'): void {
    this.connection = kind;
    this.why = null;
    this.#sent.clear();
    clearTimeout(this.#ackTimer);
    this.#heardAtMs = this.#options.outside.nowMs();
    this.#sayHere();
    void this.#pump();
    this.#changed();
  }

  #away(): void {
    this.#sent.clear();
    clearTimeout(this.#ackTimer);
    this.connection = 'away';
    this.#changed();
  }

  #refused(why: string): void {
    this.connection = 'refused';
    this.why = why;
    this.#changed();
  }

  #sayHere(): void {
    const { outside } = this.#options;
    const isSilent = outside.nowMs() - this.#heardAtMs > silenceMs;
    if (isSilent && this.connection === 'live') this.#line.renew();
    this.#line.send({ frame: 'here', idleMs: Math.round(outside.idleMs()) });
  }

  #take(frame: ServerFrame): void {
    this.#heardAtMs = this.#options.outside.nowMs();
    switch (frame.frame) {
      case 'welcome':
        this.you = frame.you;
        this.#offsetMs = frame.nowMs - this.#heardAtMs;
        break;
      case 'snapshot':
        this.session = frame.session;
        this.#hold([]);
        break;
      case 'events':
        this.#applyAll(frame);
        if (frame.events.length > 0) this.#hold([]);
        break;
      case 'ack':
        void this.#acknowledge(frame);
        break;
      case 'presence':
        this.presence = { ...this.presence, ...frame.seen };
        break;
      case 'bye':
        // The line has seen to it.
        return;
    }
    this.#resume.touch();
    this.#changed();
  }

  #applyAll({ events, upTo }: Extract<ServerFrame, { frame: 'events' }>): void {
    const { session } = this;
    if (session === null) return;
    try {
      for (const event of events) apply(session, event);
      session.seq = Math.max(session.seq, upTo);
    } catch {
      // The state does not fit the events, because it was kept by another version of the page: fetched anew.
      this.session = null;
      this.#line.renew();
    }
  }

  async #acknowledge({ ids, refused }: Extract<ServerFrame, { frame: 'ack' }>): Promise<void> {
    const settled = [...ids, ...refused.map(({ id }) => id)];
    const accepted = new Set(ids);
    const known = this.#unsettled.filter(({ id }) => accepted.has(id));
    this.#hold([...this.#settling, ...known.map(({ body }) => body)]);
    this.#count(this.#unsettled.filter(({ id }) => !settled.includes(id)));
    for (const id of ids) this.#settle(id, { kind: 'accepted' });
    for (const { id, why } of refused) {
      if (!this.#settle(id, { kind: 'refused', why })) this.#options.onLateRefusal?.(why);
    }
    await this.#outbox.remove(settled);
    // Only now, so that nothing is sent again while it is on its way out of the outbox.
    for (const id of settled) this.#sent.delete(id);
    clearTimeout(this.#ackTimer);
    if (this.#sent.size > 0) this.#awaitAck();
    void this.#pump();
  }

  #isBeingStored(id: string): boolean {
    return this.#awaited.get(id)?.isStored === false;
  }

  /** Takes note of what waits. */
  #count(unsettled: readonly Outgoing[]): void {
    if (unsettled.length !== this.waiting) this.#changed();
    this.#unsettled = unsettled;
    this.waiting = unsettled.length;
    this.pending = [...this.#settling, ...unsettled.map(({ body }) => body)];
  }

  /** Shows these as said until their events come. */
  #hold(settling: readonly Message[]): void {
    clearTimeout(this.#settlingTimer);
    this.#settling = settling;
    if (settling.length > 0) this.#settlingTimer = setTimeout(() => this.#hold([]), settlingMs);
    this.#count(this.#unsettled);
    this.#changed();
  }

  /** Tells whoever waits for a message; false if nobody does. */
  #settle(id: string, answer: Answer): boolean {
    const awaited = this.#awaited.get(id);
    this.#awaited.delete(id);
    awaited?.resolve(answer);
    return awaited !== undefined;
  }

  #awaitAck(): void {
    clearTimeout(this.#ackTimer);
    this.#ackTimer = setTimeout(() => this.#line.renew(), ackWithinMs);
  }

  /** Sends what waits and has not been sent over this wire, in its order. */
  async #pump(): Promise<void> {
    this.#isPumpAsked = true;
    if (this.#isPumping) return;
    this.#isPumping = true;
    while (this.#isPumpAsked) {
      this.#isPumpAsked = false;
      const awaited = [...this.#awaited].filter(([, { isStored }]) => isStored);
      const all = await this.#outbox.all();
      const ids = new Set(all.map(({ id }) => id));
      for (const [id] of awaited) {
        // Another tab has had it acknowledged, and tells there if it was refused.
        if (!ids.has(id) && !this.#sent.has(id)) this.#settle(id, { kind: 'accepted' });
      }
      this.#count([...all, ...this.#unsettled.filter(({ id }) => this.#isBeingStored(id))]);
      this.#sendFrom(all);
    }
    this.#isPumping = false;
  }

  #sendFrom(all: readonly Outgoing[]): void {
    if (!this.#line.isUp) return;
    let batch: Outgoing[] = [];
    let characters = 0;
    const flush = (): void => {
      if (batch.length > 0) this.#line.send({ frame: 'send', messages: batch });
      batch = [];
      characters = 0;
    };
    for (const message of all) {
      if (this.#sent.size >= inFlightMax) break;
      if (this.#sent.has(message.id)) continue;
      const length = JSON.stringify(message).length;
      if (characters + length > batchCharactersMax) flush();
      batch.push(message);
      characters += length;
      this.#sent.add(message.id);
      if (this.#sent.size === 1) this.#awaitAck();
    }
    flush();
  }
}
