/** Rows of numbers that grow, until they become the columns of a trace. */
import { eventRoom, messageRoom } from './trace-columns.ts';
import type { TraceEvents, TraceMessages } from './walk.ts';

/** One event or one message: a number for each of its columns. */
export type EventRow = { -readonly [name in Exclude<keyof TraceEvents, 'length'>]: number };
export type MessageRow = { -readonly [name in Exclude<keyof TraceMessages, 'length'>]: number };

/** The columns of events. */
export function eventsOf(rows: readonly EventRow[]): TraceEvents {
  const columns = eventRoom(rows.length);
  for (const [index, row] of rows.entries()) {
    columns.atMs[index] = row.atMs;
    columns.step[index] = row.step;
    columns.process[index] = row.process;
    columns.message[index] = row.message;
    columns.node[index] = row.node;
    columns.text[index] = row.text;
    columns.place[index] = row.place;
    columns.kind[index] = row.kind;
  }
  return columns;
}

/** The columns of messages. */
export function messagesOf(rows: readonly MessageRow[]): TraceMessages {
  const columns = messageRoom(rows.length);
  for (const [index, row] of rows.entries()) {
    columns.from[index] = row.from;
    columns.to[index] = row.to;
    columns.fromNode[index] = row.fromNode;
    columns.toNode[index] = row.toNode;
    columns.tag[index] = row.tag;
    columns.ordinal[index] = row.ordinal;
    columns.phrase[index] = row.phrase;
    columns.text[index] = row.text;
    columns.sent[index] = row.sent;
    columns.ended[index] = row.ended;
    columns.bytes[index] = row.bytes;
    columns.place[index] = row.place;
    columns.carrier[index] = row.carrier;
    columns.fate[index] = row.fate;
    columns.touched[index] = row.touched;
  }
  return columns;
}

/** Texts that are kept once each, up to so many characters of them all. */
export class Texts {
  readonly all: string[] = [];
  readonly #known = new Map<string, number>();
  readonly #lengthMax: number;
  #length = 0;

  constructor(lengthMax: number) {
    this.#lengthMax = lengthMax;
  }

  /** The number of a text; -1 if there is no more room. Cut where it is long. */
  numberOf(text: string, lengthMax = 120): number {
    const short = text.length <= lengthMax ? text : `${text.slice(0, lengthMax - 1)}…`;
    const known = this.#known.get(short);
    if (known !== undefined) return known;
    if (this.#length + short.length > this.#lengthMax) return -1;
    this.#length += short.length + 3;
    this.#known.set(short, this.all.length);
    return this.all.push(short) - 1;
  }
}
