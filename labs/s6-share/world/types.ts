/** Papertrain's words in this lab: what the three shop nodes keep, what they are asked, and what they answer. */

/** `A`, `B` or `C`. */
export type NodeName = string;
/** `book`, `train set` … */
export type Item = string;
export type CartId = string;

/** What runs as `store` on each node is started with this. */
export interface Replicator {
  readonly me: NodeName;
  /** The other two, the next one on the ring first. */
  readonly peers: readonly NodeName[];
  /** How often copies are compared. */
  readonly periodMs: number;
}

/** What customers ask of a `store`, by `call`. */
export type StoreRequest =
  /** Answered `ok`, or `unavailable` if nothing was done. */
  | { readonly op: 'cart.add' | 'cart.remove'; readonly cartId: CartId; readonly item: Item }
  /** Answered with a list of items; an empty one for a cart that nobody knows. */
  | { readonly op: 'cart.value'; readonly cartId: CartId }
  /** Answered `ok`. */
  | { readonly op: 'session.put'; readonly session: string; readonly user: string }
  /** Answered with the user, or `null`: then the customer has to log in again. */
  | { readonly op: 'session.get'; readonly session: string }
  /** Answered `ok`. */
  | { readonly op: 'presence.set'; readonly user: string; readonly state: string };

/** What runs as `order` on each node is started with this. */
export interface OrderGroup {
  readonly me: NodeName;
  readonly peers: readonly NodeName[];
  /** How many there are of each item. What is not named is not for sale. */
  readonly stock: { readonly [item: Item]: number };
}

export interface Order {
  /** The same key again is the same order, and gets the same answer. */
  readonly key: string;
  readonly item: Item;
}

/** What customers ask of an `order`, by `call`. */
export type OrderRequest =
  | ({ readonly op: 'decide' } & Order)
  /** Answered with the node that leads; `null` if none does, or if there is no such thing. */
  | { readonly op: 'leader' }
  /** Answered with the orders that this node knows to be sold, in the order in which they were. */
  | { readonly op: 'log' };

/** `unavailable`: nobody can say now, ask again later. The other two are for ever. */
export type Decision = 'ok' | 'sold_out' | 'unavailable';
