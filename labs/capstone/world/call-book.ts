/** Calls that have ended, to be put on record together: one observation a second, not one a call. */
import { now } from 'nines';
import { observe } from 'nines/world';
import { fns, outcomes, type Fn, type Outcome } from './observed.ts';

export interface Ended {
  readonly fn: Fn;
  readonly key: number;
  readonly zone: number;
  readonly askedMs: number;
  /** -1 if nobody answered. */
  readonly answeredMs: number;
  readonly outcome: Outcome;
  readonly attempts: number;
}

export class CallBook {
  #rows: number[] = [];
  #sinceMs = 0;

  note({ fn, key, zone, askedMs, answeredMs, outcome, attempts }: Ended): void {
    const asked = tenths(askedMs);
    const answered = answeredMs < 0 ? -1 : tenths(answeredMs);
    const row = [fns.indexOf(fn), key, zone, asked, answered, outcomes.indexOf(outcome), attempts];
    this.#rows.push(...row);
  }

  /** Puts on record what has ended since the last time, if that is a while ago. */
  report(): void {
    if (now() - this.#sinceMs < 1_000 || this.#rows.length === 0) return;
    observe({ kind: 'calls', rows: this.#rows });
    this.#rows = [];
    this.#sinceMs = now();
  }
}

function tenths(ms: number): number {
  return Math.round(ms * 10) / 10;
}
