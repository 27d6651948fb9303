/** How a silent peer is recognised. */
export interface WatchOptions {
  /** How long a ping may stay unanswered. */
  readonly silentMs: number;
  /** The most that the time between two ticks counts for. */
  readonly tickCountsMsMax: number;
}

/**
 * Judges a peer by the age of the one ping it has not answered, not by the time since its last answer: a browser
 * slows the timers of a hidden tab to one a second or one a minute, and then every healthy peer looks late.
 *
 * For the same reason the age is counted tick by tick, and a tick counts for little however long it took: when a
 * laptop wakes up, the first tick runs before the answer that has been waiting is delivered.
 *
 * @example
 * const watch = new Watch({ silentMs: 2_000, tickCountsMsMax: 1_000 });
 * watch.tick(0); // 'ping': the caller sends one
 * watch.tick(250); // 'wait'
 * watch.answered();
 */
export class Watch {
  readonly #options: WatchOptions;
  #ageMs: number | null = null;
  #lastTickMs = 0;

  constructor(options: WatchOptions) {
    this.#options = options;
  }

  /** To be called at every tick of a timer: says whether to send a ping, to wait, or to give the peer up. */
  tick(nowMs: number): 'ping' | 'wait' | 'silent' {
    const sinceMs = Math.min(nowMs - this.#lastTickMs, this.#options.tickCountsMsMax);
    this.#lastTickMs = nowMs;
    if (this.#ageMs === null) {
      this.#ageMs = 0;
      return 'ping';
    }
    this.#ageMs += sinceMs;
    return this.#ageMs > this.#options.silentMs ? 'silent' : 'wait';
  }

  /** The peer has answered. */
  answered(): void {
    this.#ageMs = null;
  }
}
