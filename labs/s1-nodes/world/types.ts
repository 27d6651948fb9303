/** What the parts of Papertrain say to each other. */

/** What Papertrain does, as the plan names it. */
export type AppName =
  | 'web.render'
  | 'chat.conn'
  | 'sms.gw'
  | 'search'
  | 'recommend'
  | 'cart'
  | 'checkout'
  | 'pdf'
  | 'thumb'
  | 'pay.gw'
  | 'db';

/** What can be bought, each for 4 credits: see `demand.ts`. */
export type MachineClass = 'std' | 'cpu' | 'mem' | 'io';

/** Who may ask whom: a front-end asks logic, logic asks logic and services. */
export type Tier = 'front-end' | 'logic' | 'service';

/** Machines that run the same functions. `shop` with a count of 2 is `shop-1` and `shop-2`. */
export interface NodeType {
  readonly name: string;
  readonly tier: Tier;
  readonly apps: readonly AppName[];
  readonly machine: MachineClass;
  readonly count: number;
}

/** A function on a machine: what a `call` goes to. */
export interface Address {
  readonly name: AppName;
  readonly node: string;
}

/** What a browser asks for. A session is named by the cookie that comes with each request. */
export type Req = CartAdd | CheckoutRequest | SearchRequest;

/** Books are named by their titles. */
export interface CartAdd {
  readonly fn: 'add';
  readonly session: string;
  readonly books: readonly string[];
}
export interface CartGet {
  readonly fn: 'get';
  readonly session: string;
}
export interface CheckoutRequest {
  readonly fn: 'checkout';
  readonly session: string;
}
export interface SearchRequest {
  readonly fn: 'search';
  readonly words: string;
}
/**
 * What `pay.gw` is asked: answers `paid` after 80 ms. It is never asked twice: without an answer nobody knows what became
 * of the first time.
 */
export interface ChargeRequest {
  readonly fn: 'charge';
  readonly order: string;
  readonly cents: number;
  /** Not needed here: who is asked `{ fn: 'paid', order }` before the charge is answered. */
  readonly reportTo?: Address;
}
/** What comes for `pdf` from the queue of invoices, and for `thumb` from the upload box. */
export interface PdfRequest {
  readonly fn: 'print';
  readonly title: string;
}
export interface ThumbRequest {
  readonly fn: 'shrink';
  readonly picture: string;
}

/** What the browser is shown. */
export type Res =
  | { readonly kind: 'cart'; readonly books: readonly string[] }
  | { readonly kind: 'ordered'; readonly cents: number }
  | { readonly kind: 'found'; readonly titles: readonly string[] }
  | { readonly kind: 'error'; readonly error: string };
