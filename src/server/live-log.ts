/**
 * One session's log with the state that follows from it, in memory. What is decided is applied before it is on disk, so that
 * messages of one transaction see each other; if the transaction fails, the state is read anew from the store.
 */
import { apply } from '#workshop/apply.ts';
import type { Decision } from '#workshop/decide.ts';
import { limits } from '#workshop/limits.ts';
import type { RoomEvent } from '#workshop/messages.ts';
import type { Refused } from '#workshop/protocol.ts';
import { newSession, type Session } from '#workshop/session.ts';
import { keyText, NoSession, type Entry, type Store } from './store.ts';

/** Events that are read from the store at once. */
const pageMax = 5_000;

/** A message that waits for its decision. */
export interface Pending {
  readonly by: string;
  readonly id: string;
  /** Called under the lock, with a state that is up to date. */
  readonly rule: (session: Session) => Decision;
}

/** What became of messages: in the log now, or before, or not at all. */
export interface Outcome {
  readonly ids: string[];
  readonly refused: Refused[];
}

export class LiveLog {
  readonly code: string;
  readonly #store: Store;
  readonly #clock: () => number;
  #state: Session;
  /** The last events, oldest first, at most twice `catchUpMax`. */
  #recent: RoomEvent[] = [];
  #isBroken = true;

  constructor(store: Store, code: string, clock: () => number) {
    this.#store = store;
    this.code = code;
    this.#clock = clock;
    this.#state = newSession({ code, title: '', createdAtMs: 0 });
  }

  get state(): Session {
    return this.#state;
  }

  /** Whether `since` can answer for everything after this event. */
  holds(after: number): boolean {
    const first = this.#recent[0]?.seq ?? this.#state.seq + 1;
    return after >= first - 1 && after <= this.#state.seq;
  }

  /** Events after one that `holds` has said yes to. */
  since(after: number): readonly RoomEvent[] {
    const first = this.#recent[0]?.seq ?? 0;
    return this.#recent.slice(Math.max(0, after + 1 - first));
  }

  /** Throws NoSession if the session was deleted, by a command say. */
  async verify(): Promise<void> {
    if ((await this.#store.session(this.code)) === null) throw new NoSession(this.code);
  }

  /** Mends the state after a failure, and sees to it that it reaches this event if that is on disk. */
  async reach(seq: number): Promise<void> {
    if (this.#isBroken || seq > this.#state.seq) await this.catchUp();
  }

  /** Brings the state up to what is on disk; reads all of it anew after a failure. Throws NoSession. */
  async catchUp(): Promise<void> {
    if (this.#isBroken) await this.#reload();
    for (;;) {
      const news = await this.#store.read(this.code, this.#state.seq, pageMax);
      this.#take(news);
      if (news.length < pageMax) return;
    }
  }

  /** Decides on messages and puts them on record. Throws what the store throws; then nothing is on record. */
  async commit(batch: readonly Pending[]): Promise<Outcome[]> {
    if (this.#isBroken) await this.catchUp();
    const outcomes = batch.map((): Outcome => ({ ids: [], refused: [] }));
    let missed: readonly RoomEvent[] = [];
    this.#isBroken = true;
    const recorded = await this.#store.append(
      this.code,
      { after: this.#state.seq, keys: batch },
      (news, known) => {
        missed = news;
        for (const event of news) apply(this.#state, event);
        return this.#decideAll(batch, new Set(known), outcomes);
      },
    );
    this.#isBroken = false;
    this.#remember([...missed, ...recorded]);
    return outcomes;
  }

  async keepSnapshot(): Promise<void> {
    if (!this.#isBroken) await this.#store.keepSnapshot(this.#state);
  }

  #decideAll(batch: readonly Pending[], seen: Set<string>, outcomes: Outcome[]): Entry[] {
    const entries: Entry[] = [];
    for (const [index, { by, id, rule }] of batch.entries()) {
      const key = keyText({ by, id });
      const decision: Decision = seen.has(key)
        ? { kind: 'accepted', bodies: [] }
        : rule(this.#state);
      if (decision.kind === 'refused') {
        outcomes[index]?.refused.push({ id, why: decision.why });
        continue;
      }
      outcomes[index]?.ids.push(id);
      seen.add(key);
      for (const [position, body] of decision.bodies.entries()) {
        const messageId = position === 0 ? id : null;
        const speaker = position === 0 ? by : 'server';
        const atMs = this.#clock();
        apply(this.#state, { seq: this.#state.seq + 1, atMs, by: speaker, body });
        entries.push({ by: speaker, messageId, atMs, body });
      }
    }
    return entries;
  }

  async #reload(): Promise<void> {
    const row = await this.#store.session(this.code);
    if (row === null) throw new NoSession(this.code);
    this.#state = (await this.#store.snapshot(this.code)) ?? newSession(row);
    // Events before the snapshot too: whoever was away for a moment gets what was missed, not everything anew.
    const from = this.#recent.at(-1)?.seq ?? Math.max(0, row.seq - limits.catchUpMax);
    await this.#recall(from);
    this.#isBroken = false;
  }

  /** Reads events that the state has seen already. */
  async #recall(from: number): Promise<void> {
    for (let after = from; after < this.#state.seq;) {
      const events = await this.#store.read(this.code, after, pageMax);
      const seen = events.filter(({ seq }) => seq <= this.#state.seq);
      this.#remember(seen);
      after = seen.at(-1)?.seq ?? this.#state.seq;
    }
  }

  #take(events: readonly RoomEvent[]): void {
    for (const event of events) apply(this.#state, event);
    this.#remember(events);
  }

  #remember(events: readonly RoomEvent[]): void {
    const last = this.#recent.at(-1)?.seq ?? 0;
    this.#recent.push(...events.filter(({ seq }) => seq > last));
    if (this.#recent.length > 2 * limits.catchUpMax)
      this.#recent.splice(0, this.#recent.length - limits.catchUpMax);
  }
}
