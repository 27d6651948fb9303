/**
 * Chance without a stream. A decision is a hash of what it is about (the run's seed, a purpose, an identity),
 * never the next number of a generator: taking one fault or one operation out of a run leaves every other
 * decision as it was, and that is what makes shrinking work.
 */
import { assert } from './assert.ts';

/** Thirty-two bits that stand for everything hashed into them. */
export type Key = number;

/** What a decision is about, so that two questions about one message get independent answers. */
export const purpose = {
  schedule: 1,
  latency: 2,
  rule: 3,
  learner: 4,
  spawn: 5,
  tick: 6,
  buggify: 7,
  disk: 8,
  pct: 9,
  loss: 20,
  segment: 21,
  datagram: 22,
} as const;

/** Joins two keys to one; every bit of both reaches every bit of the result. */
export function mix(a: Key, b: number): Key {
  let h = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b ^ (a >>> 7), 0xc2b2ae35);
  h ^= h >>> 15;
  h = Math.imul(h, 0x2c1b3c6d);
  h ^= h >>> 12;
  h = Math.imul(h, 0x297a2d39);
  return (h ^ (h >>> 15)) | 0;
}

/** Key of a text, over its UTF-16 units. */
export function hashText(text: string): Key {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return mix(h, text.length);
}

/** A number in [0, 1) with 53 random bits. */
export function unit(key: Key): number {
  const high = mix(key, 0x51ed270b) >>> 5;
  const low = mix(key, 0x2545f491) >>> 6;
  return (high * 67_108_864 + low) / 9_007_199_254_740_992;
}

/** A whole number in [0, size). */
export function below(key: Key, size: number): number {
  assert(size > 0, 'there is something to choose from');
  return Math.floor((mix(key, 0x632be5ab) >>> 0) * (size / 4_294_967_296));
}
