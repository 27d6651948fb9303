/** JSON as bytes, and back: the language that labs are written in has no TextEncoder. */
import type { Json } from './types.ts';

const beyondAscii = /[^\0-\x7f]/;
const pieceMax = 8_192;

/** The value as JSON text in UTF-8. */
export function toBytes(value: Json): Uint8Array {
  const text = JSON.stringify(value);
  const isAscii = !beyondAscii.test(text);
  const bytes = new Uint8Array(isAscii ? text.length : text.length * 3);
  if (isAscii) {
    for (let index = 0; index < text.length; index++) bytes[index] = text.charCodeAt(index);
    return bytes;
  }
  let length = 0;
  for (const letter of text) length = putPoint(bytes, length, letter.codePointAt(0) ?? 0);
  return bytes.slice(0, length);
}

/** The value of a JSON text in UTF-8. Throws an error if it is none. */
export function fromBytes(bytes: Uint8Array): Json {
  let text = '';
  for (let from = 0; from < bytes.length; from += pieceMax) {
    text += String.fromCharCode(...bytes.subarray(from, from + pieceMax));
  }
  if (!beyondAscii.test(text)) return JSON.parse(text) as Json;
  const escaped = text
    .replaceAll('%', '%25')
    .replaceAll(/[^\0-\x7f]/g, (byte) => `%${byte.charCodeAt(0).toString(16)}`);
  return JSON.parse(decodeURIComponent(escaped)) as Json;
}

/** Writes a code point of two, three or four bytes; gives where the next one goes. */
function putPoint(bytes: Uint8Array, at: number, point: number): number {
  const tail = (shift: number): number => 0x80 | ((point >> shift) & 0x3f);
  const sequence =
    point < 0x80
      ? [point]
      : point < 0x800
        ? [0xc0 | (point >> 6), tail(0)]
        : point < 0x10000
          ? [0xe0 | (point >> 12), tail(6), tail(0)]
          : [0xf0 | (point >> 18), tail(12), tail(6), tail(0)];
  bytes.set(sequence, at);
  return at + sequence.length;
}
