/** The scene of the queue, and what the view and the run both speak of. It holds no code, so the view stays small. */

/** What the reader may change, before the run and while it is on. */
export interface Setting {
  /** Requests per second from 30 s to 60 s; before and after it they are 200. */
  readonly surge: number;
  /** Requests that may wait for a slot; null: as many as come. */
  readonly bound: number | null;
  /** Who has waited for a second when a slot is free is refused and not served. */
  readonly maxWait: boolean;
  /** PayHub takes four times as long. */
  readonly slow: boolean;
}

/** PayHub and its customers: the figures of the lab. */
export const scene = {
  requestsPerSecond: 200,
  surgeFromMs: 30_000,
  surgeUntilMs: 60_000,
  endMs: 120_000,
  /** 50 at a time, 150 ms + Exp(50 ms) each: 250 a second. */
  slots: 50,
  serviceFixedMs: 150,
  serviceRandomMs: 50,
  capacity: 250,
  /** A customer waits so long for an attempt, and asks three times. */
  deadlineMs: 2_000,
  attempts: 3,
  backOffMs: 200,
  maxWaitMs: 1_000,
  slowness: 4,
} as const;

/** Something that the reader turned while the run was on. */
export interface Turn {
  readonly atS: number;
  readonly setting: Setting;
}

/** One second of the run, counted while it is played. */
export interface Second {
  /** Attempts that arrived, those of them that were let in, and those that have left. */
  readonly attempts: number;
  readonly letIn: number;
  readonly left: number;
  /** Services that ended while their customer waited, and those that ended for nobody. */
  readonly inTime: number;
  readonly late: number;
  /** Attempts that were refused, at the door or after a second of waiting. */
  readonly refused: number;
  /** How many were inside, waiting or in service, on average over the second. */
  readonly inside: number;
  /** Time inside in ms, summed over those who have left. */
  readonly insideMs: number;
}

/** What is asked of the run, and answered with the seconds that are new. */
export type Order =
  | { readonly kind: 'start'; readonly setting: Setting; readonly seed: number }
  | { readonly kind: 'turn'; readonly setting: Setting }
  | { readonly kind: 'advance'; readonly untilMs: number };
