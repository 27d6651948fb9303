/** Compression with what browsers and Node bring along. */

/** Bytes, compressed. */
export async function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const packed = await through(bytes, new CompressionStream('deflate-raw'), Infinity);
  if (!(packed instanceof Uint8Array)) throw new Error('bytes can be compressed');
  return packed;
}

/** Bytes as they were; null for what was never compressed. Stops as soon as there are more than `lengthMax`. */
export function inflate(
  bytes: Uint8Array<ArrayBuffer>,
  lengthMax: number,
): Promise<Uint8Array | 'too large' | null> {
  return through(bytes, new DecompressionStream('deflate-raw'), lengthMax);
}

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
  lengthMax: number,
): Promise<Uint8Array | 'too large' | null> {
  const writer = stream.writable.getWriter();
  // What is wrong with the bytes is told by the reading side as well.
  const written = writer
    .write(bytes)
    .then(() => writer.close())
    .catch(() => undefined);
  const reader: ReadableStreamDefaultReader<Uint8Array> = stream.readable.getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      parts.push(part.value);
      length += part.value.length;
      if (length > lengthMax) {
        await reader.cancel();
        return 'too large';
      }
    }
    await written;
  } catch {
    return null;
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
