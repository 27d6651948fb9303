/** The night as your report reads it: what people asked for, and what they were told. Times are milliseconds since it began. */
import type { Fn, Outcome } from './observed.ts';

/** One request. */
export interface Asked {
  readonly fn: Fn;
  /** The zone through which it entered. */
  readonly zone: 1 | 2;
  readonly askedMs: number;
  /** Null if the person was told nothing. */
  readonly answeredMs: number | null;
  readonly outcome: Outcome;
}

/** Every request of the night. */
export interface History {
  readonly asked: readonly Asked[];
  /** When the cut of 7:00 and the loss of zone 2 begin and end. */
  readonly zone2Away: readonly { readonly fromMs: number; readonly untilMs: number }[];
  /** The televised final. */
  readonly final: { readonly fromMs: number; readonly untilMs: number };
}

/** A line of the report. */
export interface Line {
  readonly fn: Fn;
  /** Requests that were served, and all that count. */
  readonly ok: number;
  readonly total: number;
  /** ok / total. */
  readonly availability: number;
  /** Share of the windows of ten seconds in which at least 95 % of the requests were served. */
  readonly byTime: number;
  /** −log₁₀(1 − availability); Infinity without a failure. */
  readonly nines: number;
}
