/** Puts the pieces of a walk together, and checks what they hold. Throws a `ShapeError` for anything that is not right. */
import { unpackColumns } from '#grader/trace-columns.ts';
import type { RunTrace } from '#grader/walk.ts';
import type { Moment } from '#runtime/moment.ts';
import { decodeBase64 } from './base64.ts';
import { ShapeError } from './check.ts';
import { unpackMoments } from './moment-frames.ts';
import { walkCaps, type ChunkPart, type ChunkReport, type WalkedReport } from './protocol.ts';
import { fitTogether, frameShape, tablesShape } from './walk-shape.ts';

export class Pieces {
  readonly #texts: { readonly [part in ChunkPart]: string[] } = {
    columns: [],
    tables: [],
    moments: [],
  };
  /** Columns are decoded piece by piece as they come, so that no piece keeps the page busy for long. */
  readonly #bytes: Uint8Array[] = [];
  #length = 0;
  #isBroken = false;

  /** Takes the next piece. */
  readonly take = ({ part, index, text }: ChunkReport): void => {
    this.#length += text.length;
    const texts = this.#texts[part];
    this.#isBroken ||= this.#length > walkCaps.lengthMax || index !== texts.length;
    if (this.#isBroken) return;
    texts.push(part === 'columns' ? '' : text);
    if (part !== 'columns') return;
    const bytes = decodeBase64(text);
    if (bytes === null) this.#isBroken = true;
    else this.#bytes.push(bytes);
  };

  /** The trace, once the walk is over. */
  trace({ chunks, rows }: WalkedReport): RunTrace {
    this.#check(chunks);
    if (rows.events > walkCaps.rowsMax || rows.messages > walkCaps.rowsMax)
      throw new ShapeError('rows', 'a bounded number of rows');
    const columns = unpackColumns(joined(this.#bytes), rows);
    if (columns === null) throw new ShapeError('columns', `the bytes of ${rows.events} events`);
    const tables = tablesShape(JSON.parse(this.#texts.tables.join('')), 'tables');
    if (!fitTogether(columns.events, columns.messages, tables))
      throw new ShapeError('columns', 'made of numbers of rows');
    return { ...tables, ...columns };
  }

  /** The moments, once the walk is over. */
  moments({ chunks }: WalkedReport): Moment[] {
    this.#check(chunks);
    const lines = this.#texts.moments.join('').split('\n');
    // What stands behind the last line break is a frame for which there was no room.
    const frames = lines
      .slice(0, -1)
      .map((line, index) => frameShape(JSON.parse(line), `moments[${index}]`));
    return unpackMoments(frames);
  }

  #check(chunks: WalkedReport['chunks']): void {
    const isWhole = Object.entries(chunks).every(
      ([part, count]) => this.#texts[part as ChunkPart].length === count,
    );
    if (this.#isBroken || !isWhole) throw new ShapeError('the pieces', 'whole and in order');
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
