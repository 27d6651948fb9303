/** The words of this lab. */

/** Name of a node, e.g. `shop-3`. */
export type NodeName = string;

/** What is kept under a key. */
export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [field: string]: Json };

/** One of the places where a key is kept. */
export interface Place {
  /** Number of the partition, which is also that of its vnode. */
  readonly partition: number;
  readonly node: NodeName;
}

/** A vnode that changes hands. */
export interface Move {
  readonly partition: number;
  readonly from: NodeName;
  readonly to: NodeName;
}

/** What a manager receives after each join or leave; epochs are 1, 2, 3 …, and may arrive in any order. */
export interface Members {
  readonly kind: 'members';
  readonly epoch: number;
  readonly nodes: readonly NodeName[];
}

/** What a client asks for. */
export type Op =
  | { readonly kind: 'get'; readonly key: string }
  | { readonly kind: 'put'; readonly key: string; readonly value: Json };

/** What a client is told: the value that is kept now, or why there is none. */
export type Answer = { readonly ok: Json } | 'notfound' | 'unavailable';

/** Which kind of work a node does. */
export type Tier = 'logic' | 'front-end' | 'service';

/** A node and the rack that it stands in: racks lose power as a whole. */
export interface Housed {
  readonly name: NodeName;
  readonly rack: string;
}
