/** Frames as lines of JSON: easy to read, and each piece that comes is taken for whole lines. */
import type { Frame } from './types.ts';
import { fromBytes, toBytes } from './utf8.ts';

const lineEnd = 10;

export function encode({ version, type, id, payload }: Frame): Uint8Array[] {
  const line = toBytes({ version, type, id: String(id), payload: [...payload] });
  return [line, Uint8Array.of(lineEnd)];
}

export class Decoder {
  push(chunk: Uint8Array): Frame[] {
    const frames: Frame[] = [];
    let from = 0;
    for (let at = 0; at <= chunk.length; at++) {
      if (at < chunk.length && chunk[at] !== lineEnd) continue;
      if (at > from) frames.push(parse(chunk.subarray(from, at)));
      from = at + 1;
    }
    return frames;
  }
}

function parse(line: Uint8Array): Frame {
  const { version, type, id, payload } = fromBytes(line) as {
    version: number;
    type: number;
    id: string;
    payload: number[];
  };
  return { version, type, id: BigInt(id), payload: Uint8Array.from(payload) };
}
