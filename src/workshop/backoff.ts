/**
 * How long to wait before the next attempt. The waits double up to a cap, and each is drawn between half of it and the
 * whole (`equal jitter`): a class that lost its server at once does not come back at once, and nobody waits for nothing.
 */
export interface Backoff {
  readonly firstMs: number;
  readonly mostMs: number;
}

/** The wait before attempt `attempt`, counted from 0; `drawn` is chance between 0 and 1. */
export function waitMs({ firstMs, mostMs }: Backoff, attempt: number, drawn: number): number {
  const whole = Math.min(mostMs, firstMs * 2 ** Math.min(attempt, 30));
  return Math.round(whole / 2 + (whole / 2) * drawn);
}
