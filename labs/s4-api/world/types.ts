/** The words that all nodes of the checkout share. */

export type ItemId = number;
/** An amount in euro cents. */
export type Cents = number;
export type CartId = string;
export type AccountId = string;
/** Street and town in one line. */
export type Address = string;

/** What `data` knows of an item, and nobody else does. */
export interface Row {
  readonly id: ItemId;
  readonly price: Cents;
  readonly stock: number;
}

/**
 * One line of a quote. Version 1 of the page reads `price`. Version 2 reads `unitPrice`, a better name for the same
 * amount.
 */
export interface Line {
  readonly item: ItemId;
  readonly title: string;
  readonly price?: Cents;
  readonly unitPrice?: Cents;
}
/** What the page shows. `priceVersion` is the token that `data` gave for just these rows. */
export interface Quote {
  readonly lines: readonly Line[];
  readonly total: Cents;
  readonly priceVersion: string;
}
/** Every way in which a question can go wrong. */
export interface Err {
  readonly error: 'bad_request' | 'unavailable';
}
/** Every answer that a customer who confirms can get. */
export type Confirmed =
  'ok' | 'price_changed' | { readonly out_of_stock: ItemId[] } | 'bad_request' | 'unavailable';

/**
 * What an order keeps for later. The parcel desk takes `address`; where there is none, it asks for the address that
 * the account has on the day the parcel leaves.
 */
export interface Details {
  readonly address?: Address;
  readonly account?: AccountId;
  readonly giftWrap?: boolean;
}

/** Version 1 is in production. You are rolling out version 2. */
export type Version = 1 | 2;
/** One field of what is asked or answered. */
export interface Field {
  readonly type: 'number' | 'text' | 'flag' | 'list';
  /** The first version that has it. */
  readonly since: Version;
  /** Taken where the field is missing; without one the field is mandatory. */
  readonly default?: number | string | boolean;
  /** What the same thing was called before. */
  readonly was?: string;
}
/** Fields by name. */
export interface Fields {
  readonly [name: string]: Field;
}
/** What crosses from node to node: fields with plain values. */
export interface Flat {
  readonly [name: string]: unknown;
}
/** One function that another node may ask for. */
export interface Contract {
  readonly fn: 'quote' | 'confirm';
  readonly since: Version;
  readonly request: Fields;
  /** Of `quote`, the fields of one line; `confirm` answers one of five words. */
  readonly answer: Fields;
  /** True if asking twice does no more than asking once. */
  readonly idempotent: boolean;
  /** How long the caller waits. */
  readonly deadlineMs: number;
  /** Answers other than the good one: a closed set. */
  readonly errors: readonly string[];
}

/** What is kept somewhere on the way from the shelf to the parcel. */
export type FieldName = 'title' | 'price' | 'stock' | 'items' | 'address' | 'total';
/**
 * Where it is kept: `catalogue` and `view` in discover, `shelf` and `order` in data, `cart` and `account` in shop,
 * `payment` in pay.
 */
export type DataSet = 'catalogue' | 'view' | 'shelf' | 'order' | 'cart' | 'account' | 'payment';
/** One field in one data set, and what it is there. Only a cache has a `ttlMs`: how old it may be. */
export type FieldModel =
  | {
      readonly field: FieldName;
      readonly in: DataSet;
      readonly is: 'authority' | 'snapshot' | 'derived';
    }
  | {
      readonly field: FieldName;
      readonly in: DataSet;
      readonly is: 'cache';
      readonly ttlMs: number;
    };
