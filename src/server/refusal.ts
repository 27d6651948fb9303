/** Why a request is turned away: a sentence that says what to do, and when to try again where that helps. */
export type RefusalStatus = 400 | 401 | 403 | 404 | 409 | 410 | 413 | 415 | 429 | 503;

export class Refusal extends Error {
  readonly status: RefusalStatus;
  /** Null where trying again would not help. */
  readonly retryMs: number | null;

  constructor(status: RefusalStatus, why: string, retryMs: number | null = null) {
    super(why);
    this.status = status;
    this.retryMs = retryMs;
  }
}
