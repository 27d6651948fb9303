/** What the reader of seven cuts chooses, and what a trip comes to. No code of the runtime: the view starts small. */

export type Strategy = 'at-most-once' | 'at-least-once' | 'exactly-once effect';
export const strategies: readonly Strategy[] = [
  'at-most-once',
  'at-least-once',
  'exactly-once effect',
];

export const shopNodes = ['shop-1', 'shop-2', 'shop-3'] as const;
export const nodeNames = ['web', ...shopNodes, 'ledger', 'warehouse'] as const;
/** By then all that can happen has happened. */
export const endMs = 8_000;

/** Who stands on the trip, from left to right. */
export const lanes = ['web', 'shop', 'ledger', 'warehouse'] as const;
export type Lane = (typeof lanes)[number];

/** A place where the trip can be cut, in the order of the trip. */
export interface Place {
  readonly number: number;
  readonly name: string;
  readonly from: Lane;
  /** The same as `from` where the node itself crashes. */
  readonly to: Lane;
}

export const places: readonly Place[] = [
  { number: 1, name: 'the request is lost', from: 'web', to: 'shop' },
  { number: 2, name: 'the shop crashes before it reads', from: 'shop', to: 'shop' },
  { number: 3, name: 'the ship order is lost', from: 'shop', to: 'warehouse' },
  { number: 4, name: 'the receipt is lost', from: 'warehouse', to: 'shop' },
  { number: 5, name: 'the shop crashes, receipt in hand', from: 'shop', to: 'shop' },
  { number: 6, name: 'the reply is lost', from: 'shop', to: 'web' },
  { number: 7, name: 'the acknowledgement is lost', from: 'web', to: 'shop' },
];

export const timeouts = [50, 500, 2_000] as const;
export const usualTimeoutMs = 500;

export interface Setup {
  readonly strategy: Strategy;
  /** Numbers of the places that are cut. */
  readonly cuts: readonly number[];
  /** Cut whenever something passes, or the first time only. */
  readonly always: boolean;
  /** How long `web` waits for one attempt. */
  readonly timeoutMs: number;
}

/** What the customer's page says when `web` is through with its attempts. */
export type Page = 'delivered' | 'not delivered' | 'unknown';

/** What can be predicted. */
export interface Outcome {
  /** Parcels that have left. */
  readonly books: number;
  readonly page: Page;
}

/** One row of the story, drawn on the lanes. */
export interface Step {
  readonly atMs: number;
  readonly from: Lane;
  readonly to: Lane;
  readonly kind:
    'message' | 'lost' | 'late' | 'operation' | 'effect' | 'timeout' | 'crash' | 'note';
  readonly text: string;
}

export interface Trip extends Outcome {
  readonly steps: readonly Step[];
  /** The reconciler has written to the customer that the book is on its way. */
  readonly mailed: boolean;
  readonly attempts: number;
  /** What to learn from it. */
  readonly lesson: string;
  /** Events of the runtime that it took. */
  readonly events: number;
}

/** True if the trip belongs into the table: one cut, made once, with the usual timeout. */
export function isInTable({ cuts, always, timeoutMs }: Setup): boolean {
  return cuts.length === 1 && !always && timeoutMs === usualTimeoutMs;
}
