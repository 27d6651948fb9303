/**
 * The schedule that a campaign found: fourteen events, six of them what customers do and eight of them faults, each
 * with its own end. Plain data: the runtime is not needed to show it.
 */
import type { Fault } from '#grader/fault.ts';
import type { Operation } from '#grader/workload.ts';

export type ScheduledEvent = {
  /** Its place in the schedule, from 1. */
  readonly number: number;
  readonly atMs: number;
  readonly text: string;
} & (
  | { readonly kind: 'operation'; readonly operation: Operation }
  | { readonly kind: 'fault'; readonly fault: Fault }
);

/** Everybody who orders, and the shop node that keeps the record of their order. */
export const customers = {
  ines: { name: 'Ines', owner: 'shop-1' },
  amir: { name: 'Amir', owner: 'shop-2' },
  zoe: { name: 'Zoe', owner: 'shop-1' },
  ben: { name: 'Ben', owner: 'shop-2' },
} as const;
export type Customer = keyof typeof customers;
export const customerIds: readonly Customer[] = ['ines', 'amir', 'zoe', 'ben'];

/** What a customer asks the shop for. */
export type Wish = 'order' | 'cart' | 'chat';

const asks = (who: Customer, fn: Wish, atMs: number): Operation => ({
  id: `${fn}-${who}`,
  atMs,
  fn,
  args: null,
  driver: { node: 'web', name: who },
});

const planned: readonly (readonly [atMs: number, text: string, event: Operation | Fault])[] = [
  [500, 'Ines orders', asks('ines', 'order', 500)],
  [
    500,
    'her request is lost on the way to shop-1',
    { kind: 'drop', id: 'request', match: { tag: 'order-ines', carrier: 'call' }, times: 1 },
  ],
  [1_000, 'Ben puts a book into his cart', asks('ben', 'cart', 1_000)],
  [2_000, 'Zoe orders', asks('zoe', 'order', 2_000)],
  [
    2_020,
    'shop-1 crashes, and is back after 1 s',
    { kind: 'crash', id: 'crash', node: 'shop-1', at: 2_020, backAfterMs: 1_000 },
  ],
  [3_000, 'Amir orders', asks('amir', 'order', 3_000)],
  [
    3_000,
    'the first reply to Amir is lost',
    {
      kind: 'drop',
      id: 'reply',
      match: { tag: 'order-amir', to: 'web', carrier: 'reply' },
      times: 1,
    },
  ],
  [
    3_200,
    'PayHub hangs for 200 ms',
    { kind: 'hang', id: 'hang', node: 'payhub', at: 3_200, forMs: 200 },
  ],
  [3_300, 'Zoe writes in the chat', asks('zoe', 'chat', 3_300)],
  [3_650, 'shop-2 restarts', { kind: 'restart', id: 'restart', node: 'shop-2', at: 3_650 }],
  [
    4_500,
    'web and shop-2 are cut off from each other for 1 s',
    {
      kind: 'partition',
      id: 'partition',
      sides: [['web'], ['shop-2']],
      at: 4_500,
      forMs: 1_000,
    },
  ],
  [4_600, 'Ben orders', asks('ben', 'order', 4_600)],
  [
    5_500,
    'the first reply to Ben is lost',
    {
      kind: 'drop',
      id: 'late reply',
      match: { tag: 'order-ben', to: 'web', carrier: 'reply' },
      times: 1,
    },
  ],
  [6_500, 'shop-1 restarts', { kind: 'restart', id: 'second restart', node: 'shop-1', at: 6_500 }],
];

export const schedule: readonly ScheduledEvent[] = planned.map(([atMs, text, event], index) => {
  const common = { number: index + 1, atMs, text };
  return 'driver' in event
    ? { ...common, kind: 'operation', operation: event }
    : { ...common, kind: 'fault', fault: event };
});

/** Numbers of the events that are kept, in order. */
export type Kept = readonly number[];
export const wholeSchedule: Kept = schedule.map(({ number }) => number);

/** A way to fail: what the effect oracle holds against the books. */
export type Violation = 'sent twice' | 'charged, not sent';

/** What the books say about one order at the end. */
export interface Row {
  readonly customer: Customer;
  readonly charges: number;
  readonly parcels: number;
  readonly page: 'delivered' | 'unknown';
}

/** What a run comes to: the orders that were placed in it. */
export type Books = readonly Row[];

/** What each order's line in the books breaks. */
export function violationOf({ charges, parcels }: Row): Violation | null {
  if (parcels > 1) return 'sent twice';
  return charges > 0 && parcels === 0 ? 'charged, not sent' : null;
}

/** What is being shrunk: the failure that was found, or whatever fails. */
export type Target = 'the same' | 'any';

/** Does it still fail? */
export function stillFails(books: Books, target: Target): boolean {
  return books.some((row) =>
    target === 'any' ? violationOf(row) !== null : violationOf(row) === 'sent twice',
  );
}

/** `1–5, 7, 9–14`. */
export function rangesOf(kept: Kept): string {
  const ranges: [number, number][] = [];
  for (const number of kept) {
    const last = ranges.at(-1);
    if (last !== undefined && number === last[1] + 1) last[1] = number;
    else ranges.push([number, number]);
  }
  if (ranges.length === 0) return 'none';
  return ranges
    .map(([from, to]) => (from === to ? `${from}` : `${from}${to === from + 1 ? ', ' : '–'}${to}`))
    .join(', ');
}
