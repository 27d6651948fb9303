/** The scene of the storm, and what the view and the model both speak of. It holds no code, so the view stays small. */

/** What the reader decides. */
export interface Policy {
  /** Attempts per request, the first included. */
  readonly attempts: number;
  /** Full jitter: before retry n wait U(0, min(cap, base · 2ⁿ)), n from 0. Without it the retry leaves at once. */
  readonly jitter: boolean;
  /** A token bucket: each request earns a tenth of a token, each retry spends one, ten at most are kept. */
  readonly budget: boolean;
  /** Attempts carry their deadline, and the shop drops those whose time is over before it serves them. */
  readonly expiry: boolean;
}

/** The scene. */
export const scene = {
  requestsPerSecond: 200,
  /** Slots of 200 ms: 60 serve 300 requests a second. */
  slots: 60,
  slotsInBrownOut: 30,
  serviceMeanMs: 200,
  brownOutFromMs: 20_000,
  brownOutUntilMs: 50_000,
  endMs: 100_000,
  attemptTimeoutMs: 500,
  deadlineMs: 2_000,
  baseMs: 100,
  capMs: 2_000,
  budgetRatio: 0.1,
  budgetBurst: 10,
} as const;

/** One second of the run. */
export interface Second {
  requests: number;
  attempts: number;
  /** Requests answered while their client was waiting. */
  answered: number;
}
