/**
 * How long a message is on its way, as a distribution. Real networks differ less in their mean than in their tail:
 * a protocol that waits for three answers of three waits for the slowest.
 *
 *   constant  always `ms`
 *   uniform   anything within `jitterMs` of `ms`, alike
 *   normal    a bell around `ms`; never less than a tenth of it
 *   longTail  half of all within `ms`, one in a hundred above `p99Ms`: log-normal, as measured round trips are
 *
 * A latency is no draw from a stream but a function of a key, which names the message it is for.
 */
import { assert } from './assert.ts';
import { toNs } from './clock.ts';
import { exp, log } from './math-exp.ts';
import { lanJitterMs, lanLatencyMs, wanJitterMs, wanLatencyMs } from './limits.ts';
import { cos } from './math-trig.ts';
import { mix, unit, type Key } from './random.ts';

/** One way, in milliseconds. */
export type Latency =
  | { readonly kind: 'constant'; readonly ms: number }
  | { readonly kind: 'uniform'; readonly ms: number; readonly jitterMs: number }
  | { readonly kind: 'normal'; readonly ms: number; readonly deviationMs: number }
  | { readonly kind: 'longTail'; readonly ms: number; readonly p99Ms: number };

/** Two machines of one room. */
export const lan: Latency = { kind: 'uniform', ms: lanLatencyMs, jitterMs: lanJitterMs };
/** Two continents. */
export const wan: Latency = { kind: 'uniform', ms: wanLatencyMs, jitterMs: wanJitterMs };

/** How many deviations above the mean of a bell 99 of 100 lie. */
const deviationsOfP99 = 2.3263478740408408;
const leastShare = 0.1;
const twoPi = 6.283185307179586;

/** A point of the bell with mean 0 and deviation 1 (Box and Muller). */
function standardNormal(key: Key): number {
  const radius = Math.sqrt(-2 * log(1 - unit(mix(key, 1))));
  return radius * cos(twoPi * unit(mix(key, 2)));
}

/** Gives the latency that belongs to a key, in nanoseconds. */
export type Sampler = (key: Key) => number;

/** The sampler of a distribution that is more than a middle and a width; null for those that are not. */
export function samplerOf(latency: Latency): Sampler | null {
  const { ms } = latency;
  assert(ms > 0, 'a message to another node takes time');
  if (latency.kind === 'normal') {
    const { deviationMs } = latency;
    assert(deviationMs >= 0, 'a bell has a width');
    return (key) => toNs(Math.max(ms * leastShare, ms + deviationMs * standardNormal(key)));
  }
  if (latency.kind === 'longTail') {
    const { p99Ms } = latency;
    assert(p99Ms >= ms, 'the tail is longer than the middle');
    const sigma = log(p99Ms / ms) / deviationsOfP99;
    return (key) => toNs(ms * exp(sigma * standardNormal(key)));
  }
  if (latency.kind === 'uniform') {
    assert(latency.jitterMs <= ms, 'jitter never makes a message arrive before it is sent');
  }
  return null;
}
