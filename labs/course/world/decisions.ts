/**
 * The decision ledger: what Papertrain's architects have decided so far, function by function. Each step fills its own
 * column in a `decisions.ts` of its lab, with the reason beside it, and your portfolio puts the columns together.
 *
 * ```ts
 * import type { Decisions } from 'labs/course/decisions.ts';
 *
 * export const decisions: Decisions<'retry', 'order.place' | 'sms.notify'> = {
 *   'order.place': { retry: 'exactly-once-effect', why: 'It is money.' },
 *   'sms.notify': { retry: 'at-most-once', why: 'Cheap, and repeated by hand.' },
 * };
 * ```
 */

/** What Papertrain can be asked for, whatever machine answers. */
export type InterfaceFunction =
  | 'session.login'
  | 'session.touch'
  | 'cart.add'
  | 'cart.remove'
  | 'order.place'
  | 'order.ship'
  | 'chat.send'
  | 'presence.set'
  | 'sms.vote'
  | 'sms.notify'
  | 'catalogue.get'
  | 'catalogue.search';

/** Step 1: the kinds of machines, front-end, logic and service. */
export type NodeType =
  | 'web'
  | 'chat'
  | 'sms'
  | 'shop'
  | 'discover'
  | 'vote'
  | 'data'
  | 'pay'
  | 'render'
  | 'thumb'
  | 'ops';

/** Step 3: what an edge between two nodes speaks. */
export type Protocol = 'dist' | 'tls';

/** What is kept, and whose copies are shared or not. */
export type DataSet =
  | 'session'
  | 'cart'
  | 'order'
  | 'payment'
  | 'stock'
  | 'shipment'
  | 'inbox'
  | 'presence'
  | 'ballots'
  | 'catalogue';

/** Step 5: what may happen when no answer comes. */
export type Retry = 'at-most-once' | 'at-least-once' | 'exactly-once-effect';

/** Step 6: how many copies, and who must agree before a change counts. */
export type Sharing = 'nothing' | 'something' | 'everything-async' | 'majority';

/** All columns of the ledger. A lab may know more of a function; the ledger holds what later steps rely on. */
export interface Columns {
  /** Step 1: where the function runs. */
  readonly node: NodeType;
  /** Step 2: what it is routed by; `none` where any node will do. */
  readonly routedBy: 'session' | 'cart' | 'order' | 'reader' | 'phone' | 'none';
  /** Step 3. */
  readonly protocol: Protocol;
  /** Step 4: true if asking twice does no more than asking once. */
  readonly idempotent: boolean;
  /** Step 4: how long its caller waits. */
  readonly deadlineMs: number;
  /** Step 5. */
  readonly retry: Retry;
  /** Step 6: what it changes. */
  readonly dataSets: readonly DataSet[];
  /** Step 6. */
  readonly sharing: Sharing;
}

/** One step's part of the ledger: the columns that it decides, for the functions that it is about. */
export type Decisions<
  Column extends keyof Columns,
  Fn extends InterfaceFunction = InterfaceFunction,
> = {
  readonly [F in Fn]: Pick<Columns, Column> & { readonly why: string };
};
