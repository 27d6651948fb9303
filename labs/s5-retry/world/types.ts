/** The words that web nodes, shop nodes and the outside world share. */
import type { Pid } from 'nines';

/** The four functions of Papertrain that cross from a web node to a shop node. */
export type Fn = 'placeOrder' | 'sendVote' | 'sendChat' | 'notify';

/** What travels from a web node to a shop node, whatever the function. */
export interface Request<Payload> {
  readonly fn: Fn;
  /** Names what the customer wants once, however often it is asked. */
  readonly key: string;
  readonly payload: Payload;
  /** The instant of the caller's `now()` after which it no longer waits for an answer. */
  readonly deadline: number;
}

/** How one function behaves when no answer comes. */
export interface Policy {
  readonly strategy: 'at-most-once' | 'at-least-once' | 'exactly-once-effect';
  /** How often it is asked at most, the first time included. */
  readonly attempts: number;
  /** How long one attempt waits for its answer. */
  readonly timeoutMs: number;
  /** Longest pause before the first retry; it doubles with each further one … */
  readonly baseMs: number;
  /** … up to this. */
  readonly capMs: number;
  /** Retries that all requests of a web node may share: `ratio` for each request, saved up to `burst`. */
  readonly budget?: { readonly ratio: number; readonly burst: number };
  /** How long the customer waits in all. */
  readonly deadlineMs: number;
}

/** One book for one customer. No two orders have the same price: it is how the books are kept. */
export interface Order {
  readonly customer: string;
  readonly title: string;
  readonly cents: number;
}
export interface Receipt {
  /** PayHub's number for the payment. */
  readonly payment: string;
}
/** A definite error promises that no money has moved. `unknown` is the honest answer to "I cannot tell yet". */
export type OrderAnswer =
  { readonly ok: Receipt } | { readonly error: string } | { readonly unknown: true };

/** A vote by premium-rate text message. The aggregator sends the same `id` again until it has an answer. */
export interface Sms {
  readonly id: string;
  readonly phone: string;
  readonly choice: string;
}
export type VoteAnswer = 'ok' | 'id_conflict' | 'unknown';

/** A message in the members' chat. */
export interface Chat {
  readonly author: string;
  readonly reader: string;
  readonly text: string;
}
export type ChatAnswer = 'ok' | 'unknown';

/** "Your book is on its way": nice to have, dear to repeat. */
export interface Notice {
  readonly phone: string;
  readonly text: string;
}

/** What an order needs of the world outside. */
export interface Outside {
  readonly ledger: Pid;
  readonly payhub: Pid;
  readonly warehouse: Pid;
}
