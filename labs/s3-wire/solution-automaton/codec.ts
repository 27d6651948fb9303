// Differs: an automaton that fills a header, then a body whose length it knows, byte range by byte range. It never
// joins pieces; a body is reserved once, after its length has been found to be possible.
import { BadFrame, type Frame } from './types.ts';

const headerBytes = 14;
const fragmentBytesMax = 65_536;
const frameBytesMax = 1_048_576;
const bodyBytesMax = fragmentBytesMax - headerBytes;
const moreFollow = 0x80;

/** The frame in fragments of at most 64 KiB. */
export function encode({ version, type, id, payload }: Frame): Uint8Array[] {
  const count = Math.max(1, Math.ceil(payload.length / bodyBytesMax));
  return Array.from({ length: count }, (_, index) => {
    const body = payload.subarray(index * bodyBytesMax, (index + 1) * bodyBytesMax);
    const flag = index < count - 1 ? moreFollow : 0;
    const bytes = new Uint8Array(headerBytes + body.length);
    const length = bytes.length - 4;
    bytes.set([length >>> 24, (length >>> 16) & 255, (length >>> 8) & 255, length & 255]);
    bytes.set([version, type | flag], 4);
    for (let at = 0; at < 8; at++) bytes[6 + at] = Number((id >> BigInt(56 - 8 * at)) & 255n);
    bytes.set(body, headerBytes);
    return bytes;
  });
}

/** A frame whose fragments are not all there. */
interface Begun {
  bytes: number;
  readonly bodies: Uint8Array[];
}

/** Makes frames of bytes that come in any pieces. */
export class Decoder {
  readonly #header = new Uint8Array(headerBytes);
  #body: Uint8Array | null = null;
  /** Bytes of the header or, once it is there, of the body. */
  #filled = 0;
  readonly #begun = new Map<bigint, Begun>();

  push(chunk: Uint8Array): Frame[] {
    const frames: Frame[] = [];
    let at = 0;
    while (at < chunk.length) {
      const target = this.#body ?? this.#header;
      const taken = Math.min(chunk.length - at, target.length - this.#filled);
      target.set(chunk.subarray(at, at + taken), this.#filled);
      this.#filled += taken;
      at += taken;
      if (this.#body === null) this.#look();
      const frame = this.#finished();
      if (frame !== null) frames.push(frame);
    }
    return frames;
  }

  /** Looks at as much of the header as there is. */
  #look(): void {
    const header = this.#header;
    const length = new DataView(header.buffer).getUint32(0) - (headerBytes - 4);
    if (this.#filled >= 4 && (length < 0 || length > bodyBytesMax)) {
      throw new BadFrame(`a body of ${length} bytes`);
    }
    const version = header[4] ?? 0;
    if (this.#filled >= 5 && (version < 1 || version > 3)) {
      throw new BadFrame(`version ${version}`);
    }
    if (this.#filled < headerBytes) return;
    this.#body = new Uint8Array(length);
    this.#filled = 0;
  }

  /** The frame, if its last fragment is complete. */
  #finished(): Frame | null {
    const body = this.#body;
    if (body === null || this.#filled < body.length) return null;
    this.#body = null;
    this.#filled = 0;
    const view = new DataView(this.#header.buffer);
    const id = view.getBigUint64(6);
    const type = view.getUint8(5);
    const begun = this.#begun.get(id) ?? { bytes: 0, bodies: [] };
    begun.bytes += headerBytes + body.length;
    begun.bodies.push(body);
    if (begun.bytes > frameBytesMax) throw new BadFrame(`a frame of ${begun.bytes} bytes`);
    this.#begun.set(id, begun);
    if (type >= moreFollow) return null;
    this.#begun.delete(id);
    return { version: view.getUint8(4), type, id, payload: whole(begun.bodies) };
  }
}

function whole(bodies: readonly Uint8Array[]): Uint8Array {
  const [only] = bodies;
  if (bodies.length === 1 && only !== undefined) return only;
  const payload = new Uint8Array(bodies.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const body of bodies) {
    payload.set(body, at);
    at += body.length;
  }
  return payload;
}
