/**
 * What the world files report of this lab, and the books that are kept from it. Charges and parcels belong to an
 * order by its price, chat texts and notices to theirs by their words: none of it depends on a key of the learner's.
 */
import {
  field,
  type CallRecord,
  type Operation,
  type RunRecord,
  type Seen,
  type WireMessage,
} from '#grader/index.ts';

/** `times` counts the charges of this amount, so that the story can say "again". */
export interface Charged {
  readonly cents: number;
  readonly times: number;
}
export interface Shipped {
  readonly cents: number;
  readonly times: number;
}
export interface Tallied {
  readonly id?: unknown;
  readonly choice?: unknown;
}
export interface Shown {
  readonly text: string;
  readonly times: number;
}
export interface ForgerTold {
  readonly operation: string;
  readonly answer: unknown;
}

/** What a forger adds to the price of an order whose key he uses: no true order costs as much. */
export const forgedCents = 100_000;
export const forgedChoice = 'The Forger';

/** One order and everything that happened on its account. */
export interface OrderBook {
  readonly call: CallRecord;
  readonly cents: number;
  readonly charges: readonly Seen<Charged>[];
  readonly parcels: readonly Seen<Shipped>[];
  readonly requests: readonly WireMessage[];
}

/** The price of an order, in cents. */
export function centsOf(operation: Operation): number {
  const cents = field(operation.args, 'cents');
  return typeof cents === 'number' ? cents : 0;
}

/** An argument that is a text: the `title` of an order, the `id` of a vote. */
export function argOf(operation: Operation, name: string): string {
  const text = field(operation.args, name);
  return typeof text === 'string' ? text : '';
}

const books = new WeakMap<RunRecord, readonly OrderBook[]>();

/** The books of all orders; several checks read them, so they are kept once for each run. */
export function orderBooks(record: RunRecord): readonly OrderBook[] {
  const kept = books.get(record) ?? keepBooks(record);
  books.set(record, kept);
  return kept;
}

function keepBooks(record: RunRecord): OrderBook[] {
  const charges = grouped(record.seen<Charged>('charged'), ({ cents }) => cents);
  const parcels = grouped(record.seen<Shipped>('shipped'), ({ cents }) => cents);
  const requests = grouped(record.wire('orders'), ({ tag }) => tag);
  return record.asked('placeOrder').map((call) => {
    const cents = centsOf(call.operation);
    return {
      call,
      cents,
      charges: charges.get(cents) ?? [],
      parcels: parcels.get(cents) ?? [],
      requests: requests.get(call.operation.id) ?? [],
    };
  });
}

/** The items by what they belong to. */
export function grouped<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
