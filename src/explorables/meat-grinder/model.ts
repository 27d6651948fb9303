/**
 * Three messages, two cuts, three ways to find the messages again: each piece as JSON, lines of text, and a length in
 * front. Bytes come in order; where one piece ends and the next begins is nobody's promise.
 */

export const parsers = ['piece', 'line', 'length'] as const;
export type Parser = (typeof parsers)[number];

/** What a parser made of one piece. */
interface Step {
  readonly bytes: Uint8Array;
  /** Messages that came out, in order. */
  readonly messages: readonly string[];
  /** What went wrong; null if nothing did. */
  readonly problem: string | null;
  /** Bytes that are kept for the next piece. */
  readonly kept: number;
}

export interface Outcome {
  readonly steps: readonly Step[];
  readonly isRight: boolean;
}

const lineEnd = 10;
const lengthBytes = 4;

/** The bytes of all messages, as the sender writes them for this parser. */
export function streamOf(messages: readonly string[], parser: Parser): Uint8Array {
  return joined(messages.map((message) => frame(message, parser)));
}

function frame(message: string, parser: Parser): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(message));
  if (parser === 'piece') return text;
  if (parser === 'line') return joined([text, Uint8Array.of(lineEnd)]);
  const length = new Uint8Array(lengthBytes);
  new DataView(length.buffer).setUint32(0, text.length);
  return joined([length, text]);
}

/** Where each message ends in the stream. */
export function endsOf(messages: readonly string[], parser: Parser): number[] {
  let at = 0;
  return messages.map((message) => (at += frame(message, parser).length));
}

/** The stream, cut at some places. Cuts at an end, or at the same place, cut nothing. */
export function piecesOf(stream: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const places = [...new Set(cuts)].filter((cut) => cut > 0 && cut < stream.length);
  const ends = [...places.toSorted((left, right) => left - right), stream.length];
  return ends.map((end, index) => stream.slice(ends[index - 1] ?? 0, end));
}

/** What the parser makes of the messages when they are cut like this. */
export function parse(
  messages: readonly string[],
  parser: Parser,
  cuts: readonly number[],
): Outcome {
  const pieces = piecesOf(streamOf(messages, parser), cuts);
  const steps = readers[parser](pieces);
  const got = steps.flatMap((step) => step.messages);
  const isRight =
    steps.every(({ problem }) => problem === null) &&
    got.length === messages.length &&
    got.every((message, index) => message === messages[index]);
  return { steps, isRight };
}

const readers: { readonly [P in Parser]: (pieces: readonly Uint8Array[]) => Step[] } = {
  piece: (pieces) => pieces.map((bytes) => wholePiece(bytes)),
  line: byLine,
  length: byLength,
};

/** `JSON.parse(piece)`: right as long as each piece happens to be a message. */
function wholePiece(bytes: Uint8Array): Step {
  const text = new TextDecoder().decode(bytes);
  const message = messageIn(text);
  return message === null
    ? { bytes, messages: [], problem: `SyntaxError: ${text} is no JSON`, kept: 0 }
    : { bytes, messages: [message], problem: null, kept: 0 };
}

/** Text is made of each piece first, then cut at line ends: right unless a cut falls into a letter. */
function byLine(pieces: readonly Uint8Array[]): Step[] {
  let kept = '';
  return pieces.map((bytes) => {
    const lines = (kept + new TextDecoder().decode(bytes)).split('\n');
    kept = lines.pop() ?? '';
    const found = lines.map((line) => messageIn(line) ?? line);
    const isSpoilt = found.some((message) => message.includes('\uFFFD'));
    const problem = isSpoilt ? 'a letter was cut in two, and both halves are lost' : null;
    return { bytes, messages: found, problem, kept: new TextEncoder().encode(kept).length };
  });
}

/** Bytes are kept until as many are there as the length says; then text is made of them. */
function byLength(pieces: readonly Uint8Array[]): Step[] {
  let kept = new Uint8Array(0);
  return pieces.map((bytes) => {
    const all = joined([kept, bytes]);
    const messages: string[] = [];
    let at = 0;
    while (at + lengthBytes <= all.length) {
      const end = at + lengthBytes + new DataView(all.buffer).getUint32(at);
      if (end > all.length) break;
      messages.push(messageIn(new TextDecoder().decode(all.subarray(at + lengthBytes, end))) ?? '');
      at = end;
    }
    kept = all.slice(at);
    return { bytes, messages, problem: null, kept: kept.length };
  });
}

function messageIn(text: string): string | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? value : null;
  } catch {
    return null;
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** A byte as people read it: a letter if it is one, else its two digits. */
export function shown(byte: number): string {
  if (byte === lineEnd) return '↵';
  return byte > 32 && byte < 127 ? String.fromCharCode(byte) : byte.toString(16).padStart(2, '0');
}
