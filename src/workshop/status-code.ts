/**
 * A learner's status as a short text, for rooms in which nothing carries it but eyes: it is shown as a QR code and as
 * groups of letters that can be read out and typed.
 *
 *   bits    5 version │ 2 status │ 3 outcome │ 14 runs │ 4 rungs │ then name, lab and code as texts │ 20 checksum
 *   text    length in 6 bits, then one index of the alphabet below (6 bits) a character; others as 63 and 21 bits of
 *           their code point
 *   shown   5 bits a letter of Crockford's alphabet, which has no I, L, O and U; groups of four
 *
 * The checksum is 20 bits of CRC-32, so one typed letter that is wrong passes once in a million.
 */
import type { Status } from './messages.ts';
import type { Outcome } from './session.ts';
import { limits } from './limits.ts';

/** What a code says. The fingerprint of a story stays behind: it is too long to be typed. */
export interface StatusNote {
  readonly name: string;
  readonly lab: string;
  readonly status: Status;
  /** How the last run ended; `undecided` with no code before the first. */
  readonly outcome: Outcome['outcome'];
  readonly code: string | null;
  readonly runs: number;
  readonly rungs: number;
}

export type ReadNote =
  | { readonly kind: 'note'; readonly note: StatusNote }
  | { readonly kind: 'unreadable'; readonly why: string };

const version = 1;
const statusOrder: readonly Status[] = ['none', 'working', 'done', 'help'];
const outcomeOrder: readonly Outcome['outcome'][] = [
  'passed',
  'failed',
  'rejected',
  'stopped',
  'undecided',
];
/** Crockford's base 32. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** The characters that cost six bits: those of lab names and codes first. 62 of them; 63 announces another one. */
const common = 'abcdefghijklmnopqrstuvwxyz0123456789- ABCDEFGHIJKLMNOPQRSTUVWX';
const other = 63;
const bitsOf = { letter: 5, character: 6, length: 6, codePoint: 21, checksum: 20 } as const;
const runsMax = 9_999;
const rungsMax = 9;

class BitWriter {
  readonly bits: number[] = [];

  put(value: number, count: number): void {
    for (let bit = count - 1; bit >= 0; bit -= 1) this.bits.push(Math.floor(value / 2 ** bit) % 2);
  }

  text(value: string): void {
    const characters = Array.from(value).slice(0, 2 ** bitsOf.length - 1);
    this.put(characters.length, bitsOf.length);
    for (const character of characters) {
      const index = common.indexOf(character);
      this.put(index < 0 ? other : index, bitsOf.character);
      if (index < 0) this.put(character.codePointAt(0) ?? 0, bitsOf.codePoint);
    }
  }
}

class BitReader {
  readonly #bits: readonly number[];
  #at = 0;

  constructor(bits: readonly number[]) {
    this.#bits = bits;
  }

  get left(): number {
    return this.#bits.length - this.#at;
  }

  take(count: number): number {
    let value = 0;
    for (let bit = 0; bit < count; bit += 1) value = value * 2 + (this.#bits[this.#at++] ?? 0);
    return value;
  }

  text(): string {
    let text = '';
    const length = this.take(bitsOf.length);
    for (let at = 0; at < length; at += 1) {
      const index = this.take(bitsOf.character);
      const point = index === other ? this.take(bitsOf.codePoint) : 0;
      if (index === other) text += point <= 0x10_ff_ff ? String.fromCodePoint(point) : '?';
      else text += common[index] ?? '?';
    }
    return text;
  }
}

/** 20 bits of the CRC-32 (IEEE) of bits. */
function checksum(bits: readonly number[]): number {
  let crc = 0xff_ff_ff_ff;
  for (const bit of bits) {
    const isOdd = ((crc ^ bit) & 1) === 1;
    crc = (crc >>> 1) ^ (isOdd ? 0xed_b8_83_20 : 0);
  }
  return (crc >>> 0) % 2 ** bitsOf.checksum;
}

/** The code of a status: upper-case letters and digits in groups of four. */
export function formatStatus(note: StatusNote): string {
  const writer = new BitWriter();
  writer.put(version, 5);
  writer.put(statusOrder.indexOf(note.status), 2);
  writer.put(outcomeOrder.indexOf(note.outcome), 3);
  writer.put(Math.min(note.runs, runsMax), 14);
  writer.put(Math.min(note.rungs, rungsMax), 4);
  for (const text of [note.name, note.lab, note.code ?? '']) writer.text(text);
  // Filled up, so that the checksum covers exactly the letters before it.
  while (writer.bits.length % bitsOf.letter !== 0) writer.bits.push(0);
  writer.put(checksum(writer.bits), bitsOf.checksum);
  let shown = '';
  const reader = new BitReader(writer.bits);
  while (reader.left > 0) shown += letters[reader.take(bitsOf.letter)] ?? '';
  return shown.replaceAll(/(.{4})(?=.)/g, '$1 ');
}

/** The bits of what was typed or scanned; null if a character is none of a code's. */
function bitsIn(typed: string): number[] | null {
  const writer = new BitWriter();
  const plain = typed
    .toUpperCase()
    .replaceAll(/[\s-]/g, '')
    .replaceAll(/[IL]/g, '1')
    .replaceAll('O', '0');
  for (const letter of plain) {
    const index = letters.indexOf(letter);
    if (index < 0) return null;
    writer.put(index, bitsOf.letter);
  }
  return writer.bits;
}

const unreadable = (why: string): ReadNote => ({ kind: 'unreadable', why });

/** Reads a code as it was scanned or typed; spaces, hyphens and small letters are forgiven. */
export function readStatus(typed: string): ReadNote {
  const bits = bitsIn(typed);
  if (bits === null || bits.length < bitsOf.checksum + 28)
    return unreadable('This is no status: it begins with a digit and comes in groups of four.');
  const body = bits.slice(0, -bitsOf.checksum);
  const told = new BitReader(bits.slice(-bitsOf.checksum)).take(bitsOf.checksum);
  if (told !== checksum(body))
    return unreadable('A letter is wrong or missing: compare it group by group.');
  const reader = new BitReader(body);
  if (reader.take(5) !== version)
    return unreadable('This status was made by another version of the course: reload this page.');
  const status = statusOrder[reader.take(2)] ?? 'none';
  const outcome = outcomeOrder[reader.take(3)] ?? 'undecided';
  const runs = Math.min(reader.take(14), runsMax);
  const rungs = Math.min(reader.take(4), rungsMax);
  const name = reader.text().slice(0, limits.nameMax);
  const lab = reader.text();
  const code = reader.text();
  const note = { name, lab, status, outcome, runs, rungs, code: code === '' ? null : code };
  return { kind: 'note', note };
}
