/**
 * The columns of a trace as one row of bytes: all columns of the events, one after the other, then those of the
 * messages. Which columns there are, and how wide, stands here once, for who writes them and for who reads them.
 * Bytes are in the order of the machine, which is the same wherever a browser runs.
 */
import type { TraceEvents, TraceMessages } from './walk.ts';

type Column = Float64Array | Int32Array | Int16Array | Uint8Array;
type Columns<T> = Exclude<keyof T, 'length'>;

const eventColumns = {
  atMs: Float64Array,
  step: Int32Array,
  process: Int32Array,
  message: Int32Array,
  text: Int32Array,
  node: Int16Array,
  place: Int16Array,
  kind: Uint8Array,
} as const satisfies { readonly [name in Columns<TraceEvents>]: unknown };

const messageColumns = {
  from: Int32Array,
  to: Int32Array,
  tag: Int32Array,
  ordinal: Int32Array,
  phrase: Int32Array,
  text: Int32Array,
  sent: Int32Array,
  ended: Int32Array,
  bytes: Int32Array,
  fromNode: Int16Array,
  toNode: Int16Array,
  place: Int16Array,
  carrier: Uint8Array,
  fate: Uint8Array,
  touched: Uint8Array,
} as const satisfies { readonly [name in Columns<TraceMessages>]: unknown };

const eventWidth = widthOf(eventColumns);
const messageWidth = widthOf(messageColumns);

/** How many rows the columns have. */
export interface TraceRows {
  readonly events: number;
  readonly messages: number;
}

/** Columns with room for so many events. */
export function eventRoom(length: number): TraceEvents {
  return { length, ...roomOf(eventColumns, length) };
}

/** Columns with room for so many messages. */
export function messageRoom(length: number): TraceMessages {
  return { length, ...roomOf(messageColumns, length) };
}

function roomOf<T extends { readonly [name: string]: new (length: number) => Column }>(
  columns: T,
  length: number,
): { readonly [name in keyof T]: InstanceType<T[name]> } {
  const room = Object.entries(columns).map(([name, Kind]) => [name, new Kind(length)] as const);
  // Each name has its column.
  return Object.fromEntries(room) as { readonly [name in keyof T]: InstanceType<T[name]> };
}

/** Bytes that columns of so many rows take. */
export function bytesOf({ events, messages }: TraceRows): number {
  return events * eventWidth + messages * messageWidth;
}

function widthOf(columns: {
  readonly [name: string]: { readonly BYTES_PER_ELEMENT: number };
}): number {
  return Object.values(columns).reduce((sum, column) => sum + column.BYTES_PER_ELEMENT, 0);
}

/** The columns as bytes. */
export function packColumns(events: TraceEvents, messages: TraceMessages): Uint8Array {
  const bytes = new Uint8Array(bytesOf({ events: events.length, messages: messages.length }));
  let at = 0;
  for (const column of [
    ...columnsOf(eventColumns, events),
    ...columnsOf(messageColumns, messages),
  ]) {
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), at);
    at += column.byteLength;
  }
  return bytes;
}

/** The columns of bytes that `packColumns` has written; null if there are too few of them, or too many. */
export function unpackColumns(
  bytes: Uint8Array,
  rows: TraceRows,
): { readonly events: TraceEvents; readonly messages: TraceMessages } | null {
  if (bytes.length !== bytesOf(rows)) return null;
  const events = eventRoom(rows.events);
  const messages = messageRoom(rows.messages);
  let at = 0;
  for (const column of [
    ...columnsOf(eventColumns, events),
    ...columnsOf(messageColumns, messages),
  ]) {
    const own = new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
    own.set(bytes.subarray(at, at + own.length));
    at += own.length;
  }
  return { events, messages };
}

function columnsOf(columns: object, table: TraceEvents | TraceMessages): Column[] {
  return Object.keys(columns).map((name) => Reflect.get(table, name) as Column);
}
