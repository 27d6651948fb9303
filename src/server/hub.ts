/** The sessions that people are in, on this replica: opened when somebody comes, let go when nobody is left. */
import type { Presence } from '#workshop/protocol.ts';
import { LiveSession } from './live-session.ts';
import type { Store } from './store.ts';

/** How often consoles and other replicas hear who was seen, milliseconds. */
const presenceEveryMs = 2_000;
/** How often sessions without anybody are let go, milliseconds. */
const sweepEveryMs = 60_000;

export class Hub {
  readonly store: Store;
  readonly clock: () => number;
  readonly #sessions = new Map<string, Promise<LiveSession>>();
  /** When a session was last asked for. */
  readonly #askedAtMs = new Map<string, number>();
  readonly #timers: readonly NodeJS.Timeout[];

  private constructor(store: Store, clock: () => number) {
    this.store = store;
    this.clock = clock;
    this.#timers = [
      setInterval(() => void this.#tellPresence(), presenceEveryMs).unref(),
      setInterval(() => void this.#sweep(), sweepEveryMs).unref(),
    ];
  }

  /** A hub over a store, which it closes at the end. */
  static async over(store: Store, clock: () => number = Date.now): Promise<Hub> {
    const hub = new Hub(store, clock);
    await store.listen({
      onNews: (code) => {
        for (const [open, session] of hub.#sessions)
          if (code === null || code === open)
            void session.then(
              (live) => live.news(),
              () => {},
            );
      },
      onWhisper: (code, seen) => {
        void hub.#sessions.get(code)?.then(
          (live) => live.seen(seen),
          () => {},
        );
      },
    });
    return hub;
  }

  /** A session that can be spoken in. Throws NoSession and StoreTrouble. */
  open(code: string): Promise<LiveSession> {
    this.#askedAtMs.set(code, performance.now());
    const open = this.#sessions.get(code);
    if (open !== undefined) return open;
    const live = new LiveSession(this.store, code, {
      clock: this.clock,
      gone: () => this.#sessions.delete(code),
    });
    const opening = live.load().then(() => live);
    this.#sessions.set(code, opening);
    opening.catch(() => this.#sessions.delete(code));
    return opening;
  }

  /** Says goodbye to everybody, keeps every state, closes the store. */
  async close(why: string, retryMs: number | null): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    for (const opening of this.#sessions.values()) {
      const live = await opening.catch(() => null);
      if (live === null) continue;
      await live.close();
      for (const client of [...live.clients()]) client.bye(why, retryMs);
    }
    this.#sessions.clear();
    await this.store.close();
  }

  async #tellPresence(): Promise<void> {
    for (const [code, opening] of this.#sessions) {
      const live = await opening.catch(() => null);
      const seen: Presence = live?.tellPresence() ?? {};
      if (Object.keys(seen).length > 0) await this.store.whisper(code, seen).catch(() => undefined);
    }
  }

  async #sweep(): Promise<void> {
    for (const [code, opening] of this.#sessions) {
      const live = await opening.catch(() => null);
      const quietMs = performance.now() - (this.#askedAtMs.get(code) ?? 0);
      if (live === null || !live.isIdle || quietMs < sweepEveryMs) continue;
      this.#askedAtMs.delete(code);
      this.#sessions.delete(code);
      await live.close();
    }
  }
}
