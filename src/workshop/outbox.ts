/**
 * What was said and is not yet on record, oldest first. It lies on disk, so that a page that is closed, or a battery that
 * ends, loses nothing.
 *
 * All tabs of a browser share it, and every tab sends whatever it finds there, in its order: the server puts an id on
 * record once, so two tabs that send the same message harm nobody. A leader among tabs would spare a few frames and
 * bring what elections bring: Web Locks are absent on plain http, and a leader in a background tab may be frozen.
 */
import type { Outgoing } from './protocol.ts';

/** What is kept for one person in one session, on whatever is there to keep it. */
export interface RoomStore {
  /** Puts a message behind those that wait. */
  put(message: Outgoing): Promise<void>;
  /** What waits, oldest first. */
  waiting(): Promise<Outgoing[]>;
  drop(ids: readonly string[]): Promise<void>;
  /** The state that was last seen, as it was given to `see`; undefined before the first. */
  seen(): Promise<unknown>;
  see(value: unknown): Promise<void>;
}

export class Outbox {
  readonly #store: RoomStore | null;
  /** What the disk did not take; all that comes after it stays here too, so that the order holds. */
  readonly #unstored: Outgoing[] = [];
  #isLasting: boolean;

  /** Without a store the memory of the tab has to do. */
  constructor(store: RoomStore | null) {
    this.#store = store;
    this.#isLasting = store !== null;
  }

  /** False where what waits is lost with the tab: the learner is told. */
  get isLasting(): boolean {
    return this.#isLasting;
  }

  async add(message: Outgoing): Promise<void> {
    if (this.#isLasting) {
      try {
        await this.#store?.put(message);
        return;
      } catch {
        // The disk is full, or the browser took the database away.
        this.#isLasting = false;
      }
    }
    this.#unstored.push(message);
  }

  /** What waits, oldest first: of every tab and of earlier pages. */
  async all(): Promise<Outgoing[]> {
    const stored = await this.#store?.waiting().catch(() => []);
    return [...(stored ?? []), ...this.#unstored];
  }

  async remove(ids: readonly string[]): Promise<void> {
    const gone = new Set(ids);
    const rest = this.#unstored.filter(({ id }) => !gone.has(id));
    this.#unstored.splice(0, this.#unstored.length, ...rest);
    // What stays by mistake is sent once more, and the server knows it.
    await this.#store?.drop(ids).catch(() => undefined);
  }
}
