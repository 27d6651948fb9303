/**
 * The record of a run, cheap enough to be always on: six columns of numbers, and a 64-bit hash that rolls over
 * every event before any is dropped for lack of room. Two runs are the same run if their hashes are.
 */
import { assert } from './assert.ts';
import type { Timeline } from './clock.ts';
import type { Key } from './random.ts';

/** What a row of the trace can be, with the meaning of its columns a, b and c. */
export const eventKind = {
  /** process, parent or 0, node */
  spawned: 1,
  /** process, digest of the reason, node */
  exited: 2,
  /** sender or 0, receiver or 0, bytes: only of messages to another node */
  sent: 3,
  /** sender or 0, receiver, kind of signal */
  delivered: 4,
  /** sender or 0, receiver or 0, why: see network.ts */
  dropped: 5,
  /** sender or 0, receiver or 0, number of the rule */
  ruled: 6,
  /** process, -, - : a wait with a timeout ended without a message */
  timedOut: 7,
  /** process, digest of the value, node */
  observed: 8,
  /** node, what happened: see system.ts, number */
  nodeChanged: 9,
  /** node, peer, 1 up or 0 down */
  connection: 10,
  /** process, kind of operation, - */
  operated: 11,
  /** process, node it sent to, bytes that wait for that node */
  suspended: 12,
  /** node, node, bytes: a piece of a stream that has arrived */
  segment: 13,
  /** node, node, bytes, or -1 if it is lost */
  datagram: 14,
} as const;

const rowsPerBlock = 2_048;
const cellsPerRow = 5;

/** A piece of the record: the instants, and the other columns row after row, so that an event is written to one place. */
interface Block {
  readonly atNs: Float64Array;
  readonly cells: Int32Array;
}

/** The columns, for reading; `length` rows of them are filled. */
export interface TraceColumns {
  readonly length: number;
  /** Events that came after the columns were full. */
  readonly dropped: number;
  readonly atNs: Float64Array;
  readonly kind: Uint8Array;
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly c: Int32Array;
  readonly site: Int32Array;
}

export class Trace {
  /** Events recorded or only hashed. */
  events = 0;
  #rows = 0;
  readonly #rowsMax: number;
  readonly #blocks: Block[] = [];
  /** The block that is being written, and the room left in it. */
  #atNs = new Float64Array(0);
  #cells = new Int32Array(0);
  #room = 0;
  /** The two halves of the hash; in an array of their type, so that no engine boxes them. */
  readonly #halves = Int32Array.of(0x6a09e667, 0xbb67ae85);
  readonly #timeline: Timeline;

  constructor(timeline: Timeline, rowsMax: number) {
    this.#timeline = timeline;
    this.#rowsMax = rowsMax;
    assert(rowsMax >= 0, 'a trace has room for some rows, or none');
  }

  /** Adds one event at the present instant. The time is no argument: as one it would be boxed. */
  add(kind: number, a: number, b: number, c: number, site: number): void {
    const { nowNs } = this.#timeline;
    const halves = this.#halves;
    this.events += 1;
    const lead = Math.imul((halves[0] as number) ^ a, 0x9e3779b1);
    const rest = Math.imul((halves[1] as number) ^ b, 0x85ebca77);
    const high = Math.imul((lead ^ (lead >>> 15) ^ (nowNs | 0)) + kind, 0xc2b2ae3d);
    const low = Math.imul((rest ^ (rest >>> 13) ^ site) + c, 0x27d4eb2f);
    halves[0] = high ^ (low >>> 16);
    halves[1] = low ^ (high >>> 17);
    if (this.#room === 0 && !this.#addBlock()) return;
    const cells = this.#cells;
    const row = rowsPerBlock - this.#room;
    const at = row * cellsPerRow;
    this.#atNs[row] = nowNs;
    cells[at] = kind;
    cells[at + 1] = a;
    cells[at + 2] = b;
    cells[at + 3] = c;
    cells[at + 4] = site;
    this.#room -= 1;
    this.#rows += 1;
  }

  /** Sixteen hexadecimal digits over everything so far. */
  hash(): string {
    const [high = 0, low = 0] = this.#halves;
    return hex(finish(high, low)) + hex(finish(low, high ^ this.events));
  }

  /** The rows kept so far as columns, made when asked for. */
  columns(): TraceColumns {
    const length = this.#rows;
    const atNs = new Float64Array(length);
    const kind = new Uint8Array(length);
    const a = new Int32Array(length);
    const b = new Int32Array(length);
    const c = new Int32Array(length);
    const site = new Int32Array(length);
    for (let row = 0; row < length; row += 1) {
      const block = this.#blocks[Math.floor(row / rowsPerBlock)] as Block;
      const inBlock = row % rowsPerBlock;
      const at = inBlock * cellsPerRow;
      atNs[row] = block.atNs[inBlock] as number;
      kind[row] = block.cells[at] as number;
      a[row] = block.cells[at + 1] as number;
      b[row] = block.cells[at + 2] as number;
      c[row] = block.cells[at + 3] as number;
      site[row] = block.cells[at + 4] as number;
    }
    return { length, dropped: this.events - length, atNs, kind, a, b, c, site };
  }

  /** False if the record is as long as it may get. */
  #addBlock(): boolean {
    if (this.#rows >= this.#rowsMax) return false;
    assert(this.#room === 0, 'a block is full before the next begins');
    this.#atNs = new Float64Array(rowsPerBlock);
    this.#cells = new Int32Array(rowsPerBlock * cellsPerRow);
    this.#blocks.push({ atNs: this.#atNs, cells: this.#cells });
    this.#room = rowsPerBlock;
    return true;
  }
}

function finish(a: Key, b: Key): number {
  let h = Math.imul(a ^ (b >>> 11), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  return (h ^ (h >>> 15) ^ b) >>> 0;
}

function hex(value: number): string {
  return value.toString(16).padStart(8, '0');
}
