/**
 * What the world files report of this lab, and the books that are kept from it. Charges and parcels belong to an
 * order by its price, chat texts and notices to theirs by their words: none of it depends on a key of the learner's.
 */
import type { CallRecord, Operation, RunRecord, Seen, WireMessage } from '#grader/index.ts';

/** `times` counts the charges of this amount, so that the story can say "again". */
export interface Charged {
  readonly key: string;
  readonly cents: number;
  readonly times: number;
}
export interface Shipped {
  readonly key: string;
  readonly cents: number;
  readonly times: number;
}
export interface Tallied {
  readonly record: { readonly id?: unknown; readonly choice?: unknown };
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

export interface OrderArgs {
  readonly customer: string;
  readonly title: string;
  readonly cents: number;
}
export interface SmsArgs {
  readonly id: string;
  readonly phone: string;
  readonly choice: string;
}

/** One order and everything that happened on its account. */
export interface OrderBook {
  readonly call: CallRecord;
  readonly cents: number;
  readonly charges: readonly Seen<Charged>[];
  readonly parcels: readonly Seen<Shipped>[];
  readonly requests: readonly WireMessage[];
}

/** The arguments of an operation: they are what the campaign put in. */
export function orderArgs(operation: Operation): OrderArgs {
  return operation.args as unknown as OrderArgs;
}
export function smsArgs(operation: Operation): SmsArgs {
  return operation.args as unknown as SmsArgs;
}
/** The text of a chat message or a notice. */
export function textOf(operation: Operation): string {
  return (operation.args as unknown as { readonly text: string }).text;
}

/** The books of all orders. */
export function orderBooks(record: RunRecord): OrderBook[] {
  const charges = grouped(record.seen<Charged>('charged'), ({ cents }) => cents);
  const parcels = grouped(record.seen<Shipped>('shipped'), ({ cents }) => cents);
  const requests = grouped(record.wire('orders'), ({ tag }) => tag);
  return record.asked('placeOrder').map((call) => {
    const { cents } = orderArgs(call.operation);
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
