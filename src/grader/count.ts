/**
 * Counting effects per key: at most so many, or exactly one. The workhorse of "two books for one order".
 */
import { distanceTo } from './distance.ts';
import { formatNumber } from './format.ts';
import {
  check,
  breaches,
  type Check,
  type CheckOptions,
  type Found,
  type Judgement,
} from './invariant.ts';
import type { RunRecord } from './record.ts';

/** Something that happened to something: a charge to an order, a text to a reader. */
export interface Happening {
  /** What it happened to. */
  readonly key: string;
  readonly atMs: number;
  /** How many at once; 1 if left out. */
  readonly times?: number;
  readonly tag?: string;
}

/** What is counted per key, and how a key is named in a verdict. */
export interface Counted extends CheckOptions {
  /** In the plural: `charges`. */
  readonly what: string;
  readonly of: (record: RunRecord) => Iterable<Happening>;
  /** Every key that could have happenings, so that nothing happening is seen too. */
  readonly keys: (record: RunRecord) => Iterable<string>;
  /** The key in the lab's words; the key itself if left out. */
  readonly name?: (key: string, record: RunRecord) => string;
}

/** Nothing happens to one key more than `max` times. Broken at the instant of the first happening too many. */
export function countAtMost(options: Counted & { readonly max: number }): Check {
  const bounds = { min: 0, max: options.max, byMs: null };
  return check({ ...options, judge: (record) => judgeCount(options, bounds, record) });
}

/**
 * Exactly-once effect: it happens once to each key. Broken at the second happening, or, for a key to which nothing
 * happened, at `byMs` (the end of the run if left out).
 */
export function exactlyOnce(options: Counted & { readonly byMs?: number }): Check {
  const bounds = { min: 1, max: 1, byMs: options.byMs ?? null };
  return check({ ...options, judge: (record) => judgeCount(options, bounds, record) });
}

interface Bounds {
  readonly min: number;
  readonly max: number;
  readonly byMs: number | null;
}

function judgeCount(options: Counted, bounds: Bounds, record: RunRecord): Judgement {
  const byKey = new Map<string, Happening[]>();
  for (const key of options.keys(record)) byKey.set(key, []);
  for (const happening of options.of(record)) {
    const known = byKey.get(happening.key);
    if (known === undefined) byKey.set(happening.key, [happening]);
    else known.push(happening);
  }
  const broken: Found[] = [];
  let worst: number | null = null;
  for (const [key, happenings] of byKey) {
    happenings.sort((left, right) => left.atMs - right.atMs);
    const { count, overMs } = tally(happenings, bounds.max);
    if (worst === null || excess(count, bounds) > excess(worst, bounds)) worst = count;
    if (excess(count, bounds) <= 0) continue;
    const tags = happenings.flatMap(({ tag }) => (tag === undefined || tag === '' ? [] : [tag]));
    broken.push({
      atMs: overMs ?? Math.min(bounds.byMs ?? record.untilMs, record.untilMs),
      expected: `${bounds.min === bounds.max ? 'exactly' : 'at most'} ${formatNumber(bounds.max)} ${options.what}`,
      observed: formatNumber(count),
      operation: options.name?.(key, record) ?? key,
      tags: [...new Set(tags.length > 0 ? tags : [key])],
      cause: overMs === null ? `too few ${options.what}` : `too many ${options.what}`,
    });
  }
  return {
    checked: byKey.size,
    worst: worst === null ? null : formatNumber(worst),
    badness: worst === null ? Number.NEGATIVE_INFINITY : excess(worst, bounds),
    // The next happening but so many would be one too many.
    distance: worst === null ? null : distanceTo(bounds.max + 1, bounds.max + 1 - worst),
    ...breaches(broken),
  };
}

function tally(
  happenings: readonly Happening[],
  max: number,
): { readonly count: number; readonly overMs: number | null } {
  let count = 0;
  let overMs: number | null = null;
  for (const { times = 1, atMs } of happenings) {
    count += times;
    if (count > max) overMs ??= atMs;
  }
  return { count, overMs };
}

/** How far the count lies outside; 0 or less inside. */
function excess(count: number, bounds: Bounds): number {
  return Math.max(count - bounds.max, bounds.min - count);
}
