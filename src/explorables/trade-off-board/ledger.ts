/** What the reader decides, and what Papertrain's own ledger decides. No code of the runtime: the view starts small. */

/** The functions, each with its data set. */
export const functions = ['order', 'cart', 'session', 'chat', 'presence', 'vote'] as const;
export type Fn = (typeof functions)[number];

export const retries = ['at-most-once', 'at-least-once', 'exactly-once effect'] as const;
export type Retry = (typeof retries)[number];

/** From one copy to three that agree before they answer. */
export const sharings = ['nothing', 'something', 'everything, merged', 'majority'] as const;
export type Sharing = (typeof sharings)[number];

export interface Decision {
  readonly retry: Retry;
  readonly sharing: Sharing;
}
export type Ledger = Readonly<Record<Fn, Decision>>;

const decide = (retry: Retry, sharing: Sharing): Decision => ({ retry, sharing });

/** Where the reader begins: one answer for everything. */
export const firstLedger: Ledger = {
  order: decide('at-least-once', 'nothing'),
  cart: decide('at-least-once', 'nothing'),
  session: decide('at-least-once', 'nothing'),
  chat: decide('at-least-once', 'nothing'),
  presence: decide('at-least-once', 'nothing'),
  vote: decide('at-least-once', 'nothing'),
};

/**
 * Papertrain's ledger. Its cart is asked at-least-once with operation ids: on this board that is an exactly-once
 * effect, whose record of ids is shared as the cart is.
 */
export const papertrain: Ledger = {
  order: decide('exactly-once effect', 'majority'),
  cart: decide('exactly-once effect', 'everything, merged'),
  session: decide('at-least-once', 'something'),
  chat: decide('at-least-once', 'something'),
  presence: decide('at-most-once', 'nothing'),
  vote: decide('exactly-once effect', 'majority'),
};

/** The functions that two ledgers decide differently. */
export function changed(before: Ledger, after: Ledger): readonly Fn[] {
  return functions.filter(
    (fn) => before[fn].retry !== after[fn].retry || before[fn].sharing !== after[fn].sharing,
  );
}
