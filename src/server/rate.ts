/**
 * How much one person may say, and how often anybody may guess.
 *
 * Nothing that was said is lost to a rate: a frame is taken whole, and its sender is read again when the debt is paid.
 * Guesses count only when they are wrong, because a whole hall may sit behind one address. Addresses are kept
 * in memory for a minute and written nowhere.
 */
import { limits } from '#workshop/limits.ts';

/** So much at once, and so much a second on the long run. */
export interface Allowance {
  readonly burst: number;
  readonly perSecond: number;
}

export const learnerAllowance: Allowance = { burst: limits.burst, perSecond: limits.perSecond };
export const staffAllowance: Allowance = {
  burst: limits.instructorBurst,
  perSecond: limits.instructorPerSecond,
};

/** Buckets that are kept at most; full ones are forgotten first, because a new one would be the same. */
const bucketsMax = 20_000;

interface Bucket {
  tokens: number;
  atMs: number;
}

export class Rates {
  readonly #clock: () => number;
  readonly #buckets = new Map<string, Bucket>();

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /** Takes so many tokens of somebody's, into debt if need be; gives how long the debt lasts, milliseconds. */
  charge(person: string, count: number, allowance: Allowance): number {
    const bucket = this.#bucketOf(person, allowance);
    bucket.tokens -= count;
    return this.#debtMs(bucket, allowance);
  }

  /** How long somebody is in debt still, milliseconds; 0 for who is not. */
  debtMs(person: string, allowance: Allowance): number {
    return this.#debtMs(this.#bucketOf(person, allowance), allowance);
  }

  #debtMs({ tokens }: Bucket, { perSecond }: Allowance): number {
    return tokens >= 0 ? 0 : Math.ceil((-tokens / perSecond) * 1000);
  }

  #bucketOf(person: string, { burst, perSecond }: Allowance): Bucket {
    const nowMs = this.#clock();
    const known = this.#buckets.get(person);
    if (known !== undefined) {
      known.tokens = Math.min(burst, known.tokens + ((nowMs - known.atMs) / 1000) * perSecond);
      known.atMs = nowMs;
      return known;
    }
    if (this.#buckets.size >= bucketsMax) this.#forgetOld(nowMs);
    const bucket = { tokens: burst, atMs: nowMs };
    this.#buckets.set(person, bucket);
    return bucket;
  }

  #forgetOld(nowMs: number): void {
    for (const [person, { atMs }] of this.#buckets)
      if (nowMs - atMs > 60_000) this.#buckets.delete(person);
  }
}

const windowMs = 60_000;

interface Failures {
  count: number;
  readonly sinceMs: number;
}

/** Counts wrong guesses by whatever they are counted by, minute by minute. */
class Window {
  readonly #most: number;
  readonly #clock: () => number;
  readonly #failures = new Map<string, Failures>();

  constructor(most: number, clock: () => number) {
    this.#most = most;
    this.#clock = clock;
  }

  /** How long until the next guess is heard, milliseconds; 0 for now. */
  waitMs(key: string): number {
    const failures = this.#current(key);
    return failures === undefined || failures.count < this.#most
      ? 0
      : failures.sinceMs + windowMs - this.#clock();
  }

  fail(key: string): void {
    const failures = this.#current(key);
    if (failures !== undefined) {
      failures.count += 1;
      return;
    }
    if (this.#failures.size >= bucketsMax) this.#failures.clear();
    this.#failures.set(key, { count: 1, sinceMs: this.#clock() });
  }

  #current(key: string): Failures | undefined {
    const failures = this.#failures.get(key);
    if (failures === undefined || this.#clock() - failures.sinceMs < windowMs) return failures;
    this.#failures.delete(key);
    return undefined;
  }
}

/** Wrong codes, words and tokens, by address and by session. */
export class Guesses {
  readonly #byAddress: Window;
  readonly #bySession: Window;

  constructor(clock: () => number) {
    this.#byAddress = new Window(limits.guessesPerMinute, clock);
    this.#bySession = new Window(limits.guessesPerMinuteOfSession, clock);
  }

  /** How long this address has to wait before a guess about this session is heard, milliseconds; 0 for now. */
  waitMs(address: string, session: string): number {
    return Math.max(this.#byAddress.waitMs(address), this.#bySession.waitMs(session));
  }

  fail(address: string, session: string): void {
    this.#byAddress.fail(address);
    this.#bySession.fail(session);
  }
}
