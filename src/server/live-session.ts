/**
 * A session that people are in: its log, who is connected, who was seen. Messages that arrive together are decided in
 * one transaction; everything else waits for its turn, so the state never changes under somebody's hands.
 */
import type { Presence } from '#workshop/protocol.ts';
import type { Session } from '#workshop/session.ts';
import { Fanout, frameText, type Client } from './fanout.ts';
import { LiveLog, type Outcome, type Pending } from './live-log.ts';
import { NoSession, type Store } from './store.ts';

/** Messages that share a transaction. */
const batchMax = 500;
/** Messages that wait for their turn; beyond them the room is overrun and says so. */
const queueMax = 20_000;
/** Between two commits, this many times what the last one took: a slow disk gets larger batches. */
const pauseFactor = 2;
const pauseMostMs = 20;
/** When the state is kept beside the log: after so many events, at most so often. */
const snapshot = { events: 2_000, everyMs: 60_000 } as const;

/** The room takes no more at the moment; nothing was recorded. */
export class Overrun extends Error {}

interface Waiting extends Pending {
  readonly done: (outcome: Outcome) => void;
  readonly failed: (error: unknown) => void;
}

export class LiveSession {
  readonly code: string;
  readonly #log: LiveLog;
  readonly #fanout: Fanout;
  readonly #clock: () => number;
  readonly #gone: () => void;
  #queue: Waiting[] = [];
  #isCommitting = false;
  /** What waits for its turn between commits. */
  #turn: Promise<unknown> = Promise.resolve();
  #hasNews = false;
  #snapshotSeq = 0;
  #snapshotAtMs: number;
  #commitMs = 0;
  readonly #seen = new Map<string, number>();
  /** Seen since the last round, by people who are connected here. */
  #seenHere = new Map<string, number>();
  #seenSince = new Map<string, number>();

  /** `gone` is called when the session turns out to be deleted. */
  constructor(
    store: Store,
    code: string,
    { clock, gone }: { readonly clock: () => number; readonly gone: () => void },
  ) {
    this.code = code;
    this.#clock = clock;
    this.#gone = gone;
    this.#log = new LiveLog(store, code, clock);
    this.#fanout = new Fanout(this.#log, (work) => this.#inTurn(async () => work()));
    this.#snapshotAtMs = clock();
  }

  /** The state as of the last commit; read it, do not keep it. */
  get state(): Session {
    return this.#log.state;
  }

  get clientsCount(): number {
    return this.#fanout.size;
  }

  clients(): Iterable<Client> {
    return this.#fanout.clients();
  }

  /** A participant's open pages, the oldest first. */
  pagesOf(participant: string): readonly Client[] {
    return this.#fanout.pagesOf(participant);
  }

  get isIdle(): boolean {
    return this.#fanout.size === 0 && this.#queue.length === 0 && !this.#isCommitting;
  }

  /** Reads the session from the store. Throws NoSession and StoreTrouble. */
  async load(): Promise<void> {
    await this.#inTurn(() => this.#log.catchUp());
    this.#snapshotSeq = this.state.seq;
  }

  /** Brings the state up to what is on disk: another replica may have written just now what somebody comes with. */
  async catchUp(): Promise<Session> {
    await this.#inTurn(async () => {
      await this.#log.catchUp();
      this.#fanout.stir();
    });
    return this.state;
  }

  /** Decides on one message, together with what else arrives; what it gives is on disk. */
  say(pending: Pending): Promise<Outcome> {
    if (this.#queue.length >= queueMax)
      return Promise.reject(new Overrun('The room is overrun: try again in a moment.'));
    return new Promise((done, failed) => {
      this.#queue.push({ ...pending, done, failed });
      void this.#commitAll();
    });
  }

  /** Lets a client in behind everything that is being decided. */
  attach(client: Client, after: number): Promise<void> {
    return this.#inTurn(async () => {
      await this.#log.reach(after);
      this.#fanout.seat(client, after);
      if (client.viewer.as === 'staff') client.send(this.presenceFrame());
    });
  }

  detach(client: Client): void {
    this.#fanout.unseat(client);
    const { viewer } = client;
    if (viewer.as === 'participant' && this.pagesOf(viewer.id).length === 0)
      this.#note(viewer.id, 0);
  }

  /** Whether the session is still there; whoever is in one that was deleted is told so. */
  async isThere(): Promise<boolean> {
    return this.#inTurn(async () => {
      try {
        await this.#log.verify();
        return true;
      } catch (error) {
        this.#fail(error);
        if (error instanceof NoSession) return false;
        throw error;
      }
    });
  }

  /** What brings a viewer up to date who asks by HTTP. */
  async frameSince(viewer: Client['viewer'], after: number): Promise<string> {
    return this.#inTurn(async () => {
      await this.#log.reach(after);
      return this.#fanout.bringUpFrame(viewer, after);
    });
  }

  /** When everybody was last seen. */
  presenceFrame(): string {
    return frameText({ frame: 'presence', seen: Object.fromEntries(this.#seen) });
  }

  /** Another replica wrote, or may have. */
  news(): void {
    if (this.#hasNews) return;
    this.#hasNews = true;
    void this.#inTurn(async () => {
      this.#hasNews = false;
      await this.#log.catchUp();
      this.#fanout.stir();
    }).catch((error: unknown) => this.#fail(error));
  }

  /** A sign of life of somebody who is connected here, so long ago. */
  here(participant: string, idleMs: number): void {
    this.#note(participant, this.#clock() - idleMs);
  }

  /** Signs of life from another replica. */
  seen(presence: Presence): void {
    for (const [participant, atMs] of Object.entries(presence)) {
      this.#seen.set(participant, atMs);
      this.#seenSince.set(participant, atMs);
    }
  }

  /** Tells consoles who was seen since the last time; gives what other replicas should know. */
  tellPresence(): Presence {
    const mine = Object.fromEntries(this.#seenHere);
    this.#seenHere = new Map();
    if (this.#seenSince.size > 0) {
      const text = frameText({ frame: 'presence', seen: Object.fromEntries(this.#seenSince) });
      this.#seenSince = new Map();
      for (const client of this.#fanout.clients())
        if (client.viewer.as === 'staff') client.send(text);
    }
    return mine;
  }

  /** Ends what is under way: decides on what waits, tells it, keeps the state. */
  async close(): Promise<void> {
    while (this.#isCommitting) await new Promise((resolve) => setTimeout(resolve, 2));
    await this.#inTurn(() => this.#log.keepSnapshot()).catch(() => undefined);
    this.#fanout.flush();
    this.#fanout.close();
  }

  #note(participant: string, atMs: number): void {
    this.#seen.set(participant, atMs);
    this.#seenSince.set(participant, atMs);
    this.#seenHere.set(participant, atMs);
  }

  async #commitAll(): Promise<void> {
    if (this.#isCommitting) return;
    this.#isCommitting = true;
    // What arrives in this turn of the event loop comes along.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#queue.length > 0) {
      const batch = this.#queue.splice(0, batchMax);
      await this.#inTurn(() => this.#commit(batch));
      const pauseMs = Math.min(pauseMostMs, Math.round(pauseFactor * this.#commitMs));
      if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
    this.#isCommitting = false;
  }

  async #commit(batch: readonly Waiting[]): Promise<void> {
    const startedMs = performance.now();
    try {
      const outcomes = await this.#log.commit(batch);
      this.#fanout.stir();
      for (const [index, { done }] of batch.entries())
        done(outcomes[index] ?? { ids: [], refused: [] });
    } catch (error) {
      for (const { failed } of batch) failed(error);
      this.#fail(error);
      return;
    } finally {
      this.#commitMs = performance.now() - startedMs;
    }
    await this.#keepSnapshotIfDue().catch((error: unknown) => this.#fail(error));
  }

  /** Without a snapshot a restart would read the log from its first line. */
  async #keepSnapshotIfDue(): Promise<void> {
    const nowMs = this.#clock();
    if (this.state.seq - this.#snapshotSeq < snapshot.events) return;
    if (nowMs - this.#snapshotAtMs < snapshot.everyMs) return;
    this.#snapshotSeq = this.state.seq;
    this.#snapshotAtMs = nowMs;
    await this.#log.keepSnapshot();
  }

  /** Tells everybody that the room cannot go on, and why; they come back, unless the session is no more. */
  #fail(error: unknown): void {
    const isGone = error instanceof NoSession;
    const why = isGone
      ? 'This session was deleted. Your work stays in your browser.'
      : `The room cannot keep anything now: ${error instanceof Error ? error.message : String(error)}`;
    if (isGone) this.#gone();
    else console.error(`✗ Room ${this.code}: ${why}`);
    for (const client of [...this.#fanout.clients()]) {
      this.#fanout.unseat(client);
      client.bye(why, isGone ? null : 3_000);
    }
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const mine = this.#turn.then(work);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }
}
