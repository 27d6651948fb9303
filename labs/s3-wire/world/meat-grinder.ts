/** Puts your codec to the test outside of time: frames in, bytes out, and back in any pieces. */
import { Decoder, encode } from './codec.ts';
import type { Frame } from './types.ts';

/** What came out before the decoder had enough of it. */
export interface Ground {
  readonly frames: readonly Frame[];
  /** What it threw; null if nothing. */
  readonly threw: string | null;
  /** How many bytes it had been given then. */
  readonly givenBytes: number;
}

/** The bytes of each frame. */
export function encodeAll(frames: readonly Frame[]): Uint8Array[][] {
  return frames.map((frame) => encode(frame));
}

/** Feeds a decoder; `cuts` says where each piece ends. */
export function grind(bytes: Uint8Array, cuts: readonly number[]): Ground {
  const decoder = new Decoder();
  const frames: Frame[] = [];
  let from = 0;
  for (const until of cuts) {
    try {
      frames.push(...decoder.push(bytes.slice(from, until)));
    } catch (error) {
      const threw = error instanceof Error ? `${error.name}: ${error.message}` : 'something';
      return { frames, threw, givenBytes: until };
    }
    from = until;
  }
  return { frames, threw: null, givenBytes: bytes.length };
}
