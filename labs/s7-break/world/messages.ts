/** What the nodes of a Papertrain send each other. */
import type { From } from 'nines';
import type { Op } from './types.ts';

/** What `web` asks a shop: an operation, and the key that a repetition is known by. */
export interface Ask {
  readonly key: string;
  readonly op: Op;
  /** For a remove: the additions of this item that the customer has seen. */
  readonly seen?: readonly string[];
}

/** A sign of life. */
export interface Online {
  readonly kind: 'online';
  readonly person: string;
}

/** News that the sender wants to be told about when it is on the disk. */
export interface Keep {
  readonly kind: 'keep';
  readonly news: News;
}

export type Refusal = 'sold_out' | 'unavailable';
export interface Told {
  readonly result: 'ok' | Refusal;
  readonly items?: readonly string[];
}

/** An order as the shops keep it. `open`: under way, the outcome is not known yet. */
export interface Order {
  readonly key: string;
  readonly op: string;
  readonly title: string;
  readonly cents: number;
  readonly state: 'open' | Told['result'];
  /** When it was settled, by the clock of the shop that did it. */
  readonly settledAt?: number;
}

/** A shop asks another one to keep a copy of a title for an order. */
export interface Claim {
  readonly kind: 'claim';
  readonly copy: string;
  readonly key: string;
}

/** A chat message or a vote. It is never changed, so copies are simply put together. */
export interface Entry {
  readonly set: 'chats' | 'votes';
  readonly key: string;
  /** Whoever took it from the customer sees to it that it is shown or billed. */
  readonly taker: string;
  readonly op: Op;
}

/** A cart's copy, as it travels and as it is kept on the disk. */
export type CartState =
  | {
      readonly merge: 'observed';
      readonly added: { readonly [tag: string]: string };
      readonly removed: readonly string[];
    }
  | {
      readonly merge: 'union';
      readonly items: readonly string[];
      readonly seen: readonly string[];
    };

/** What one shop tells another without waiting for an answer. */
export type News =
  | { readonly kind: 'cart'; readonly cart: string; readonly state: CartState }
  | { readonly kind: 'entries'; readonly entries: readonly Entry[] }
  /** The order is off: its copies are free again. */
  | { readonly kind: 'release'; readonly key: string }
  /** These copies are sold, and to whom. */
  | { readonly kind: 'sold'; readonly copies: { readonly [copy: string]: string } }
  | { readonly kind: 'hello' }
  | Online
  /** How an order has ended. */
  | { readonly kind: 'ended'; readonly order: Order }
  | LeaderNews;

/** What is said about who decides on orders. */
export type LeaderNews =
  /** A shop that took an order passes it to the leader. */
  /** `again`: it may have been begun already, so the books are to be asked first. */
  | { readonly kind: 'forward'; readonly order: Order; readonly again: boolean }
  /** The leader takes no orders from customers: another shop is to take this one. */
  | { readonly kind: 'propose'; readonly from: From; readonly ask: Ask }
  | { readonly kind: 'decided'; readonly order: Order; readonly copy: string | null }
  | { readonly kind: 'lost'; readonly leader: string; readonly term: number; readonly by: string }
  | {
      readonly kind: 'leads';
      readonly leader: string;
      readonly term: number;
      readonly by: string;
    };
