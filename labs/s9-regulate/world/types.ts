/** The words that clients, `web`, the regulator and PayHub share. */
import type { Pid, Ref } from 'nines';

/** What a customer wants, the most urgent first: to finish a payment under way, to begin one, to look around. */
export type Class = 'settle' | 'order' | 'browse';

/** How one class of requests may wait. */
export interface ClassCfg {
  readonly name: string;
  /** So many of it wait at most. */
  readonly queueMax: number;
  /** None of it waits longer. */
  readonly waitMaxMs: number;
}

/** What a regulator guards, and how. */
export interface RegCfg {
  /** So many may be at work at once. */
  readonly slots: number;
  /** The most urgent class first. */
  readonly classes: readonly ClassCfg[];
}

/** One attempt of a client to pay. */
export interface Req {
  /** Names the payment: the same for all its attempts. */
  readonly id: string;
  readonly class: Class;
  readonly cents: number;
  /** The instant of `now()` after which the client no longer waits for this attempt. */
  readonly deadline: number;
}

/** What a client is told: paid, not now, or something is broken. */
export type Res =
  | { readonly status: 200; readonly payment: string }
  | { readonly status: 429; readonly retryAfterMs: number }
  | { readonly status: 503 };

/** To the regulator: `from` wants a slot, and has no use for it after `deadline`. */
export interface Ask {
  readonly kind: 'ask';
  readonly from: Pid;
  /** Made by who asks. It comes back in the answer. */
  readonly ref: Ref;
  readonly class: string;
  readonly deadline: number;
}
/** From the regulator: the slot is yours until you say `done`, or end. */
export interface Granted {
  readonly kind: 'granted';
  readonly ref: Ref;
  readonly slot: number;
}
/** From the regulator: there is no slot for you, and will be none in time. */
export interface Rejected {
  readonly kind: 'rejected';
  readonly ref: Ref;
  /** When it may be worth asking again. */
  readonly retryAfterMs: number;
}
/** To the regulator: the slot is free again. */
export interface Done {
  readonly kind: 'done';
  readonly slot: number;
}
