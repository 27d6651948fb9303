/** What the world files of this lab report, and what the operations ask for. */
import { field, type Operation, type RunRecord, type Seen } from '#grader/index.ts';

/** A page that shows a quote. `shown` is the sum of what it shows for the lines; null if it could not read one. */
export interface Quoted {
  readonly operation: string;
  readonly total: number;
  readonly shown: number | null;
  readonly tookMs: number;
  /** Versions of the web node's page and of the shop node. */
  readonly page: number;
  readonly shop: number;
}
export interface QuoteFailed {
  readonly operation: string;
  readonly error: string;
  readonly tookMs: number;
  readonly page: number;
  readonly shop: number;
}
/** The answer of a confirm, beside `answered`. */
export interface Answered {
  readonly operation: string;
  readonly page?: number;
  readonly shop?: number;
  readonly answer: unknown;
}
export interface Taken {
  readonly orderKey: string;
  readonly total: number;
  readonly details: unknown;
}
export interface Oversold {
  readonly orderKey: string;
  readonly item: number;
}
export interface Charged {
  readonly orderKey: string;
  readonly cents: number;
}
export interface ItemNews {
  readonly item: number;
}
export interface Shipped {
  readonly operation: string;
  readonly orderKey: string;
  readonly address: string;
}
export interface ServerDied {
  readonly reason: string;
}
/** An answer that the contract does not name among its errors. */
export interface Unpromised {
  readonly operation: string;
  readonly word: string;
}
/** What an inspector found in a view. `item`, `says` and `is` tell of the first wrong row. */
export interface Looked {
  readonly operation: string;
  readonly isRefused: boolean;
  readonly missing: number;
  readonly wrong: number;
  readonly item?: number;
  readonly says?: number;
  readonly is?: number;
}

/** The items of a check-out. */
export function itemsOf(operation: Operation): readonly number[] {
  const items = field(operation.args, 'items');
  return Array.isArray(items) ? items.filter((item) => typeof item === 'number') : [];
}

/** An argument that is a text. */
export function textOf(operation: Operation, name: string): string {
  const text = field(operation.args, name);
  return typeof text === 'string' ? text : '';
}

/** By the operation they name, the first of each. */
export function byOperation<News extends { readonly operation: string }>(
  record: RunRecord,
  kind: string,
): ReadonlyMap<string, Seen<News>> {
  return byKey(record.seen<News>(kind), ({ operation }) => operation);
}

/** By the order they name, the first of each. */
export function byOrder<News extends { readonly orderKey: string }>(
  record: RunRecord,
  kind: string,
): ReadonlyMap<string, Seen<News>> {
  return byKey(record.seen<News>(kind), ({ orderKey }) => orderKey);
}

function byKey<News>(all: readonly News[], keyOf: (one: News) => string): Map<string, News> {
  const found = new Map<string, News>();
  for (const one of all) if (!found.has(keyOf(one))) found.set(keyOf(one), one);
  return found;
}

/** `12.50 €`. */
export function euros(cents: number): string {
  return `${(cents / 100).toFixed(2)} €`;
}

/** `1 item`, `12 items`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
