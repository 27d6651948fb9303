/**
 * The record of a run, cheap enough to be always on: six columns of numbers, and a 64-bit hash that rolls over
 * every event before any is dropped for lack of room. Two runs are the same run if their hashes are.
 */
import type { Key } from './random.ts';

/** What a row of the trace can be, with the meaning of its columns a, b and c. */
export const eventKind = {
  /** process, parent or 0, node */
  spawned: 1,
  /** process, digest of the reason, node */
  exited: 2,
  /** sender or 0, receiver or 0, bytes */
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
} as const;

const rowsStart = 1_024;

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
  #atNs = new Float64Array(rowsStart);
  #kind = new Uint8Array(rowsStart);
  #a = new Int32Array(rowsStart);
  #b = new Int32Array(rowsStart);
  #c = new Int32Array(rowsStart);
  #site = new Int32Array(rowsStart);
  #high = 0x6a09e667;
  #low = 0xbb67ae85 | 0;

  constructor(rowsMax: number) {
    this.#rowsMax = rowsMax;
  }

  /** Adds one event. */
  // eslint-disable-next-line max-params -- one row, written for every message
  add(atNs: number, kind: number, a: number, b: number, c: number, site: number): void {
    this.events += 1;
    const fine = atNs | 0;
    let high = Math.imul(this.#high ^ a, 0x9e3779b1);
    let low = Math.imul(this.#low ^ b, 0x85ebca77);
    high = Math.imul((high ^ (high >>> 15) ^ fine) + kind, 0xc2b2ae3d);
    low = Math.imul((low ^ (low >>> 13) ^ site) + c, 0x27d4eb2f);
    this.#high = (high ^ (low >>> 16)) | 0;
    this.#low = (low ^ (high >>> 17)) | 0;
    if (this.#rows < this.#rowsMax) this.#keep(atNs, kind, a, b, c, site);
  }

  // eslint-disable-next-line max-params -- see add
  #keep(atNs: number, kind: number, a: number, b: number, c: number, site: number): void {
    const row = this.#rows;
    if (row === this.#kind.length) this.#grow();
    this.#atNs[row] = atNs;
    this.#kind[row] = kind;
    this.#a[row] = a;
    this.#b[row] = b;
    this.#c[row] = c;
    this.#site[row] = site;
    this.#rows = row + 1;
  }

  /** Sixteen hexadecimal digits over everything so far. */
  hash(): string {
    return hex(finish(this.#high, this.#low)) + hex(finish(this.#low, this.#high ^ this.events));
  }

  columns(): TraceColumns {
    return {
      length: this.#rows,
      dropped: this.events - this.#rows,
      atNs: this.#atNs,
      kind: this.#kind,
      a: this.#a,
      b: this.#b,
      c: this.#c,
      site: this.#site,
    };
  }

  #grow(): void {
    const size = Math.min(this.#kind.length * 2, this.#rowsMax);
    this.#atNs = enlarge(new Float64Array(size), this.#atNs);
    this.#kind = enlarge(new Uint8Array(size), this.#kind);
    this.#a = enlarge(new Int32Array(size), this.#a);
    this.#b = enlarge(new Int32Array(size), this.#b);
    this.#c = enlarge(new Int32Array(size), this.#c);
    this.#site = enlarge(new Int32Array(size), this.#site);
  }
}

function enlarge<T extends Float64Array | Uint8Array | Int32Array>(wide: T, narrow: T): T {
  wide.set(narrow);
  return wide;
}

function finish(a: Key, b: Key): number {
  let h = Math.imul(a ^ (b >>> 11), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  return (h ^ (h >>> 15) ^ b) >>> 0;
}

function hex(value: number): string {
  return value.toString(16).padStart(8, '0');
}
