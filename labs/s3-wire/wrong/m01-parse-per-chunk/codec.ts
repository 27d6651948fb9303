/** Frames, and the bytes they are sent as: length, version, type, id, payload. */
import { BadFrame, type Frame } from './types.ts';

/** 4 bytes of length, 1 of version, 1 of type, 8 of id. */
const headerBytes = 14;
const lengthBytes = 4;
const fragmentBytesMax = 64 * 1_024;
const frameBytesMax = 1_024 * 1_024;
/** Bit 7 of the type. */
const moreFollow = 0x80;
const versionMin = 1;
const versionMax = 3;

/** The frame in fragments of at most 64 KiB, each with a header of its own. */
export function encode(frame: Frame): Uint8Array[] {
  const fragments: Uint8Array[] = [];
  let from = 0;
  do {
    const until = Math.min(from + fragmentBytesMax - headerBytes, frame.payload.length);
    fragments.push(fragment(frame, from, until));
    from = until;
  } while (from < frame.payload.length);
  return fragments;
}

function fragment({ version, type, id, payload }: Frame, from: number, until: number): Uint8Array {
  const bytes = new Uint8Array(headerBytes + until - from);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, bytes.length - lengthBytes);
  view.setUint8(4, version);
  view.setUint8(5, until < payload.length ? type | moreFollow : type);
  view.setBigUint64(6, id);
  bytes.set(payload.subarray(from, until), headerBytes);
  return bytes;
}

/** Makes frames of bytes that come in any pieces. */
export class Decoder {
  /** Fragments of frames that are not complete yet. */
  readonly #begun = new Map<bigint, Uint8Array[]>();

  /** The frames that these bytes complete. Throws BadFrame as soon as no frame can begin like this. */
  push(chunk: Uint8Array): Frame[] {
    const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const frames: Frame[] = [];
    let at = 0;
    while (at < chunk.length) {
      const length = fragmentLength(view, at);
      if (length === null || at + length > chunk.length) throw new BadFrame('half a frame');
      const frame = this.#take(chunk.slice(at, at + length));
      if (frame !== null) frames.push(frame);
      at += length;
    }
    return frames;
  }

  /** Takes a fragment; gives the frame if it was the last one. */
  #take(bytes: Uint8Array): Frame | null {
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    const type = view.getUint8(5);
    const id = view.getBigUint64(6);
    const parts = [...(this.#begun.get(id) ?? []), bytes.slice(headerBytes)];
    const size = parts.reduce((sum, part) => sum + headerBytes + part.length, 0);
    if (size > frameBytesMax) throw new BadFrame(`a frame of more than ${frameBytesMax} bytes`);
    if ((type & moreFollow) !== 0) {
      this.#begun.set(id, parts);
      return null;
    }
    this.#begun.delete(id);
    const payload = parts.length === 1 ? (parts[0] as Uint8Array) : joined(parts);
    return { version: view.getUint8(4), type, id, payload };
  }
}

/** How long the fragment is that begins there, header and all; null if too little of it has come to say. */
function fragmentLength(view: DataView, at: number): number | null {
  const there = view.byteLength - at;
  if (there < lengthBytes) return null;
  const length = view.getUint32(at) + lengthBytes;
  if (length < headerBytes || length > fragmentBytesMax) throw new BadFrame(`${length} bytes`);
  if (there === lengthBytes) return null;
  const version = view.getUint8(at + 4);
  if (version < versionMin || version > versionMax) throw new BadFrame(`version ${version}`);
  return length;
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
