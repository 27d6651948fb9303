/** Where two traces part: the first event that is not the same in both, in numbers and in words. */
import { assert } from './assert.ts';
import { nsPerMs } from './limits.ts';
import { eventKind, type TraceColumns } from './trace.ts';

/** One row of a trace; what a, b and c mean depends on the kind: see trace.ts. */
export interface TraceEvent {
  readonly atNs: number;
  readonly kind: number;
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly site: number;
}

/** The first difference; null where one of the two had ended. */
export interface Parting {
  readonly row: number;
  readonly one: TraceEvent | null;
  readonly other: TraceEvent | null;
  /** Where the code was: of the event of the second run if it has one. */
  readonly site: number;
}

/** The row of a trace, or null beyond its end. */
export function eventAt(trace: TraceColumns, row: number): TraceEvent | null {
  assert(row >= 0, 'rows are counted from zero');
  if (row >= trace.length) return null;
  const cell = (column: ArrayLike<number>): number => column[row] ?? 0;
  const { atNs, kind, a, b, c, site } = trace;
  return {
    ...{ atNs: cell(atNs), kind: cell(kind), a: cell(a) },
    ...{ b: cell(b), c: cell(c), site: cell(site) },
  };
}

/** The first event in which two traces differ; null if the shorter is the beginning of the other, and equally long. */
export function firstDifference(one: TraceColumns, other: TraceColumns): Parting | null {
  const rows = Math.max(one.length, other.length);
  for (let row = 0; row < rows; row += 1) {
    const left = eventAt(one, row);
    const right = eventAt(other, row);
    if (left !== null && right !== null && isSame(left, right)) continue;
    return { row, one: left, other: right, site: (right ?? left)?.site ?? 0 };
  }
  return null;
}

function isSame(left: TraceEvent, right: TraceEvent): boolean {
  assert(left.atNs >= 0 && right.atNs >= 0, 'events happen after the beginning');
  return (
    left.kind === right.kind &&
    left.atNs === right.atNs &&
    left.a === right.a &&
    left.b === right.b &&
    left.c === right.c &&
    left.site === right.site
  );
}

const process = (id: number): string => (id === 0 ? 'the world' : `process ${id}`);

/** An event in words, with its instant. `nodes` are the names of the system's nodes, in their order. */
export function sayEvent(event: TraceEvent, nodes: readonly string[]): string {
  return `${what(event, nodes)} at ${event.atNs / nsPerMs} ms`;
}

function what({ kind, a, b, c }: TraceEvent, nodes: readonly string[]): string {
  const node = (index: number): string => nodes[index] ?? `node ${index}`;
  switch (kind) {
    case eventKind.spawned:
      return `${process(b)} starting process ${a} on ${node(c)}`;
    case eventKind.exited:
      return `the end of ${process(a)} on ${node(c)}`;
    case eventKind.sent:
      return `${process(a)} sending ${c} bytes to ${process(b)}`;
    case eventKind.delivered:
      return `a message of ${process(a)} reaching ${process(b)}`;
    case eventKind.dropped:
      return `a message from ${process(a)} to ${process(b)} being lost`;
    case eventKind.ruled:
      return `a fault striking a message from ${process(a)} to ${process(b)}`;
    case eventKind.timedOut:
      return `${process(a)} waiting in vain`;
    case eventKind.observed:
      return `${process(a)} on ${node(c)} putting a value on record`;
    case eventKind.nodeChanged:
      return `a change of ${node(a)}`;
    case eventKind.connection:
      return `the connection from ${node(a)} to ${node(b)} going ${c === 1 ? 'up' : 'down'}`;
    case eventKind.suspended:
      return `${process(a)} being suspended: ${c} bytes wait for ${node(b)}`;
    case eventKind.segment:
      return `${c} bytes of a stream from ${node(a)} reaching ${node(b)}`;
    case eventKind.datagram:
      return `a datagram from ${node(a)} to ${node(b)} ${c === -1 ? 'being lost' : 'arriving'}`;
    default:
      return `an operation of ${process(a)}`;
  }
}
