/**
 * What attacker and judge work with. A run is a fresh Papertrain: the front end `web`, three shops that hold its
 * data, and third parties that keep books of their own (PayHub, the warehouse, the mobile carrier, readers' phones).
 *
 *   web ──call, 500 ms──▶ shop-1 ─┐
 *    │                   shop-2 ─┼──▶ PayHub, warehouse, carrier, phones: always reachable, they never fail
 *    └─────────────────▶ shop-3 ─┘
 *
 * `web` asks again when a call times out, up to four attempts with pauses of 1, 2 and 4 s, and never when the
 * connection broke: then it answers `unknown`, and the shop that has the order settles it later.
 * All times are milliseconds of virtual time since the run began. Orders, carts, chats and votes begin between 0 and
 * 18 s; a run is over at 35 s.
 */

export type ShopName = 'shop-1' | 'shop-2' | 'shop-3';
/** The nodes that faults can strike. */
export type NodeName = ShopName | 'web';

/** Which messages a message fault strikes: what `web` asks the shops, or what they answer. */
export type Way = 'request' | 'reply';

/** When a fault begins, and how long it lasts: to the end of the run if `for` is left out. Nothing is healed for you. */
interface Span {
  readonly at: number;
  readonly for?: number;
}

/** One fault of a campaign. Faults may overlap. */
export type Fault<Shop extends string = ShopName, Node extends string = NodeName> = Span &
  (
    | {
        /** The shop dies. After `for` it boots with its disk and an empty memory. Its peers hear of it at once. */
        readonly kind: 'crash';
        readonly node: Shop;
      }
    | {
        /**
         * The shop stands still and goes on after `for` as if nothing had been; what was sent to it waits. Peers give
         * up a silent node after 6 to 10 s.
         */
        readonly kind: 'hang';
        readonly node: Shop;
      }
    | {
        /** The shop stands still for `each` ms, again every `every` ms. */
        readonly kind: 'pause';
        readonly node: Shop;
        readonly every: number;
        readonly each: number;
      }
    | {
        /** Nothing passes between the two groups, either way. Who is in neither still reaches everybody. */
        readonly kind: 'partition';
        readonly groups: readonly [readonly Node[], readonly Node[]];
      }
    | {
        /** What `from` sends does not get to `to`; the other direction works. */
        readonly kind: 'cut';
        readonly from: Node;
        readonly to: Node;
      }
    | (OnMessages<Shop> & {
        /** The message is gone; the connection stays up. */
        readonly kind: 'drop';
      })
    | (OnMessages<Shop> & {
        /** The message takes `ms` longer, and later ones overtake it. */
        readonly kind: 'delay';
        readonly ms: number;
      })
    | (OnMessages<Shop> & {
        /** A second copy arrives `after` ms behind the first. */
        readonly kind: 'duplicate';
        readonly after: number;
      })
    | {
        /** The clock of the shop is `ms` ahead, or behind if negative. */
        readonly kind: 'skew';
        readonly node: Shop;
        readonly ms: number;
      }
  );

/** Message faults strike between `web` and the shops only. */
interface OnMessages<Shop> {
  readonly way: Way;
  /** Strikes each message with this probability; all of them if left out. */
  readonly probability?: number;
  /** Only messages to or from this shop; all shops if left out. */
  readonly node?: Shop;
}

export type FaultKind = Fault['kind'];

/** What a customer does. `id` is unique in the run: `order-3`, `cart-1`, `chat-2`, `vote-1`. */
export type Op = { readonly id: string; readonly at: number } & (
  | { readonly fn: 'order.place'; readonly args: OrderArgs }
  /** A cart is changed by one customer, who waits for an answer before the next change. */
  | { readonly fn: 'cart.add' | 'cart.remove'; readonly args: CartArgs }
  | { readonly fn: 'chat.send'; readonly args: ChatArgs }
  | { readonly fn: 'vote.send'; readonly args: VoteArgs }
);
export type Fn = Op['fn'];

/** One copy of a title is ordered. */
export interface OrderArgs {
  readonly customer: string;
  readonly title: string;
  readonly cents: number;
}
export interface CartArgs {
  readonly cart: string;
  readonly item: string;
}
export interface ChatArgs {
  readonly from: string;
  readonly to: string;
  readonly text: string;
}
export interface VoteArgs {
  readonly phone: string;
  readonly choice: string;
}

/**
 * What a customer is told. `sold_out` and `unavailable` are refusals: nothing has happened, and nothing will.
 * `unknown`: the request may have been carried out, or may yet be.
 */
export interface Answer {
  readonly at: number;
  /** Id of the operation. */
  readonly op: string;
  readonly result: 'ok' | 'sold_out' | 'unavailable' | 'unknown';
  /** For a cart that was changed: its items as the shop that answered sees them. */
  readonly items?: readonly string[];
}

/** A line of PayHub's book: money has moved. PayHub charges as often as it is asked to. */
export interface Charge {
  readonly at: number;
  /** Id of the operation. */
  readonly op: string;
  readonly cents: number;
}
/** A line of the warehouse's book: a parcel has left. */
export interface Shipment {
  readonly at: number;
  readonly op: string;
  readonly title: string;
}
/** A line of the carrier's book: an SMS has been billed to a phone. */
export interface Bill {
  readonly at: number;
  readonly op: string;
  readonly phone: string;
}
/** A shop has changed how many copies of a title it believes to be left. */
export interface StockChange {
  readonly at: number;
  readonly node: ShopName;
  readonly title: string;
  readonly left: number;
}
/** A shop's copy of a cart has changed, or was read from its disk after a crash: all its items, sorted. */
export interface CartChange {
  readonly at: number;
  readonly node: ShopName;
  readonly cart: string;
  readonly items: readonly string[];
}
/** A shop's tally has changed, or was read from its disk after a crash. */
export interface TallyChange {
  readonly at: number;
  readonly node: ShopName;
  readonly choice: string;
  readonly votes: number;
}
/** A chat message was shown on the phone of its reader. */
export interface Shown {
  readonly at: number;
  readonly op: string;
  readonly reader: string;
  readonly text: string;
}
/** A shop has learnt that somebody is online. */
export interface Presence {
  readonly at: number;
  readonly node: ShopName;
  readonly person: string;
}
/** A shop has died or has booted. */
export interface NodeChange {
  readonly at: number;
  readonly node: ShopName;
  readonly is: 'down' | 'up';
}

/** Everything that came to pass in a run. Each list is in order of time; `at` is the instant in ms. */
export interface History {
  readonly ops: readonly Op[];
  readonly answers: readonly Answer[];
  readonly payhub: readonly Charge[];
  readonly warehouse: readonly Shipment[];
  readonly bills: readonly Bill[];
  readonly stock: readonly StockChange[];
  readonly carts: readonly CartChange[];
  readonly tallies: readonly TallyChange[];
  readonly inboxes: readonly Shown[];
  readonly presence: readonly Presence[];
  readonly nodes: readonly NodeChange[];
  /** When the last fault was over; Infinity if one lasts to the end, 0 if there was none. */
  readonly healedMs: number;
  /** When the run ended. */
  readonly endMs: number;
}

/** What the decision ledger allows a function to do. */
export interface Promised {
  /** How many effects one operation may have at most: 1, or Infinity where a repetition does no harm. */
  readonly effectsMax: number;
  /** True if what was answered `ok` may not be lost. */
  readonly okIsKept: boolean;
  /** True if it may be refused while shops cannot reach each other. False: `unavailable` is no answer. */
  readonly mayRefuse: boolean;
  /** How long the shops may differ while nothing is at fault, in ms; null if they need not agree. */
  readonly staleMs: number | null;
  /** The decision in words. */
  readonly why: string;
}

/** The decision ledger: what is allowed. It is the same for all eight designs. */
export interface Ledger {
  readonly functions: { readonly [F in Fn | 'presence.set']: Promised };
  /** Copies of each title that there are when the run begins. Never may more be shipped. */
  readonly copies: { readonly [title: string]: number };
  /**
   * So long after the last fault and the last operation everything is settled: an `unknown` order is charged and
   * shipped once or neither, shops agree, messages are shown.
   */
  readonly settledMs: number;
}

/**
 * One row of the decisions that the house runs in part B: how a function is retried, how its data set is shared, how
 * many shops of each data centre hold a copy, and whether every change goes into the audit book.
 */
export interface Decision {
  readonly fn: 'order.place' | 'cart.change' | 'chat.send' | 'presence.set' | 'vote.send';
  /**
   * `at-most-once`: asked once, and never again. `at-least-once`: asked again after a timeout, and whoever is asked
   * takes each request for a new one. `exactly-once`: asked again with the same key, by which a repetition is known.
   * Carts know repetitions by the operation in any case, and phones by the message.
   */
  readonly retry: 'at-most-once' | 'at-least-once' | 'exactly-once';
  readonly dataSet: 'orders' | 'carts' | 'chats' | 'presence' | 'votes';
  /**
   * `nothing`: a single copy. `something`: the first copy that can be reached takes a change and tells the others
   * afterwards. `everything`: the nearest copy takes a change, and copies are merged. `majority`: a change holds when
   * a majority of all copies has it.
   */
  readonly share: 'nothing' | 'something' | 'everything' | 'majority';
  /** There are three shops in dc1 and two in dc2, 40 ms away. */
  readonly copies: { readonly dc1: number; readonly dc2: number };
  readonly audit: boolean;
}

/** What a judge reports. `code` is yours: name the promise that is broken, e.g. `charged-twice`. */
export interface Violation {
  readonly code: string;
  readonly at: number;
  /** Operation that it is about, if it is about one. */
  readonly op?: string;
  readonly text: string;
}

/** Chance that is handed to a generator: the same seed gives the same numbers. */
export interface Rng {
  /** In [0, 1). */
  next(): number;
  /** A whole number from `from` to `to`, both included. */
  integer(from: number, to: number): number;
  /** One of them. */
  pick<T>(from: readonly T[]): T;
}
