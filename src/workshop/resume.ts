/**
 * The session as it was last seen, kept on disk: a page that is opened without network shows what was, and one that is
 * opened with network asks only for what it missed.
 */
import type { RoomLink } from './link.ts';
import type { RoomStore } from './outbox.ts';
import type { Session } from './session.ts';

/** Raised with the shape of `Session`: an older state is fetched anew, not guessed at. */
const formatVersion = 1;
/** Writing is put off this long, because a lively class changes many times a second. */
const everyMs = 2_000;
/** A large class takes long to copy for the disk: then it is written so seldom that copying takes a hundredth of the time. */
const pausePerCopying = 100;

export interface LastSeen {
  readonly session: Session;
  readonly you: RoomLink['you'];
  /** The server's clock minus this browser's, milliseconds. */
  readonly offsetMs: number;
}

interface Kept extends LastSeen {
  readonly version: number;
}

function isKept(value: unknown): value is Kept {
  return (
    typeof value === 'object' &&
    value !== null &&
    'version' in value &&
    value.version === formatVersion
  );
}

/** Reads and writes what was last seen; where nothing is kept, nothing was seen. */
export class Resume {
  readonly #store: RoomStore | null;
  readonly #now: () => LastSeen | null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waitMs = everyMs;

  /** `now` gives what is to be kept, at the moment of writing. */
  constructor(store: RoomStore | null, now: () => LastSeen | null) {
    this.#store = store;
    this.#now = now;
  }

  async read(): Promise<LastSeen | null> {
    const value = await this.#store?.seen().catch(() => undefined);
    return isKept(value) ? value : null;
  }

  /** Something changed: it is written soon. */
  touch(): void {
    if (this.#store === null) return;
    this.#timer ??= setTimeout(() => this.flush(), this.#waitMs);
  }

  /** Writes what is not written yet. */
  flush(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const seen = this.#now();
    // A disk that refuses costs a fetch at the next start.
    const beganMs = performance.now();
    if (seen) this.#store?.see({ version: formatVersion, ...seen }).catch(() => undefined);
    this.#waitMs = Math.max(everyMs, (performance.now() - beganMs) * pausePerCopying);
  }
}
