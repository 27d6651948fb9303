/**
 * What the world puts on record in the vote night: the values of `observe`. Whoever judges the night, draws it or writes
 * a report of it works from these and from nothing else. Times are virtual milliseconds since the night began.
 *
 * The conversation of a request is `<fn>-<key>`, e.g. `order-311`: stories follow it.
 */

/** What people ask of Papertrain, as its report counts it. `cart` is adding, removing and looking. */
export type Fn = 'browse' | 'cart' | 'order' | 'chat' | 'presence' | 'vote';

/** What a person was told in the end. `silent`: nothing, until the person gave up. */
export type Outcome =
  | 'ok'
  | 'rejected' // a vote that was refused in so many words, before it counted
  | 'sold_out'
  | 'price_changed'
  | 'unavailable'
  | 'unknown' // may have happened: the reconciler has to find out
  | 'silent';

/** The functions and outcomes by number: rows of calls are flat lists of numbers, because a night has 250,000 calls. */
export const fns: readonly Fn[] = ['browse', 'cart', 'order', 'chat', 'presence', 'vote'];
export const outcomes: readonly Outcome[] = [
  'ok',
  'rejected',
  'sold_out',
  'price_changed',
  'unavailable',
  'unknown',
  'silent',
];

/** Numbers of a row of `Calls.rows`, in this order. */
export const callColumns = [
  'fn', // index in fns
  'key', // number of the order, vote, cart …: whom the effects below name
  'zone', // 1 or 2: where it entered
  'askedMs',
  'answeredMs', // -1 if silent
  'outcome', // index in outcomes
  'attempts', // messages that the front end sent for it
] as const;

/** Calls that ended since the last report of this front end: one observation every second or so, not one a call. */
export interface Calls {
  readonly kind: 'calls';
  readonly rows: readonly number[];
}

/** One request that cost more calls at the bottom (`data`, `pay`) than two; again whenever it costs one more. */
export interface Multiplied {
  readonly kind: 'multiplied';
  readonly fn: Fn;
  readonly key: number;
  readonly bottomCalls: number;
  readonly bottom: string; // node
}

/** PayHub took money for an order. */
export interface Charged {
  readonly kind: 'charged';
  readonly order: number;
}
/** A parcel left for an order. */
export interface Shipped {
  readonly kind: 'shipped';
  readonly order: number;
}
/** A book or train set was promised to an order: the store accepted it. `left` may go below 0, and must not. */
export interface Sold {
  readonly kind: 'sold';
  readonly order: number;
  readonly item: string;
  readonly left: number;
}
/** A replica of the order log accepted a write of a leader whose term was over. */
export interface DeposedWrite {
  readonly kind: 'deposedWrite';
  readonly node: string;
  readonly leader: string;
  readonly term: number;
  readonly newestTerm: number;
  readonly order: number;
}

/** A vote was counted a second time. The audit finds it as well; whoever waits for the first breach wants it at once. */
export interface TalliedTwice {
  readonly kind: 'talliedTwice';
  readonly vote: number;
  readonly node: string;
}

/** The audit of a cart between 29:00 and 29:30: item names are unique per add. */
export interface CartAudit {
  readonly kind: 'cartAudit';
  readonly cart: number;
  /** Adds that were confirmed, and removals that were: the last word on an item counts. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** What the store shows; null if no node answers for the cart. */
  readonly shown: readonly string[] | null;
  /** When this cart was last changed by its owner. */
  readonly changedMs: number;
}

/** The audit of the ballots between 29:00 and 29:30, from each store: numbers of votes that are in the tally, and on a bill. */
export interface BallotAudit {
  readonly kind: 'ballotAudit';
  readonly tallied: readonly number[];
  readonly billed: readonly number[];
}

/** The audit of orders between 29:00 and 29:30: those of which nobody knows what became. */
export interface OrderAudit {
  readonly kind: 'orderAudit';
  readonly unknown: readonly number[];
}

/** A node came up or went down, as the world sees it, whoever did it. */
export interface NodeChange {
  readonly kind: 'node';
  readonly node: string;
  readonly state: 'up' | 'down' | 'hung';
}

/** Somebody else served the first new piece of work of what a lost node owned. */
export interface TakenOver {
  readonly kind: 'takenOver';
  readonly what: 'votes' | 'carts' | 'orders';
  readonly lost: string;
  readonly by: string;
  readonly lostMs: number;
}
/** Sessions of the lost node that were asked again after the take-over: how many were still known. */
export interface SessionsKept {
  readonly kind: 'sessionsKept';
  readonly lost: string;
  readonly kept: number;
  readonly held: number;
}

/** Depth of a queue, every ten seconds for each queue. */
export interface QueueDepth {
  readonly kind: 'queue';
  readonly node: string;
  readonly queue: string;
  readonly depth: number;
  readonly limit: number;
}

/** The most slots of PayHub that were in use at once since the last report, every ten seconds. */
export interface PayHubUse {
  readonly kind: 'payhub';
  readonly slotsMax: number;
}
/** PayHub banned us. */
export interface Banned {
  readonly kind: 'banned';
  readonly concurrent: number;
}

/**
 * An alarm of the learner's rules began or ended. A page wakes somebody: `root` alarms page, suppressed ones name the
 * alarm that explains them.
 */
export interface AlarmChange {
  readonly kind: 'alarm';
  readonly alarm: string; // name of the rule, e.g. node_down
  readonly entity: string; // node, zone, link or queue that it is about
  readonly state: 'raised' | 'cleared';
  readonly paged: boolean;
  readonly explainedBy: string | null;
}

/** Which nodes the scaler pays for from now on; reported at the start and at each change. */
export interface Fleet {
  readonly kind: 'fleet';
  readonly nodes: readonly string[];
}

/** A node runs another version from now on. */
export interface Upgraded {
  readonly kind: 'upgraded';
  readonly node: string;
  readonly version: number;
}

export type Observed =
  | Calls
  | Multiplied
  | Charged
  | Shipped
  | Sold
  | DeposedWrite
  | TalliedTwice
  | CartAudit
  | BallotAudit
  | OrderAudit
  | NodeChange
  | TakenOver
  | SessionsKept
  | QueueDepth
  | PayHubUse
  | Banned
  | AlarmChange
  | Fleet
  | Upgraded;
