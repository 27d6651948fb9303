/** The day as its judges read it. */
import { formatNumber, type Found, type RunRecord, type Seen } from '#grader/index.ts';
import type { Second } from './world/cluster.ts';
import type { NodeName, Tier } from './world/types.ts';

/** A decision of the scaler’s that added or drained nodes of a tier. */
export interface Ordered {
  readonly tier: 'web' | 'shop';
  readonly count: number;
  readonly have: number;
}
export interface Drains {
  readonly tier: 'web' | 'shop';
  readonly nodes: readonly NodeName[];
  readonly have: number;
}
export interface Stopped {
  readonly name: NodeName;
  readonly tier: Tier;
  readonly sessions: number;
  readonly drainingForMs: number;
}

/** The seconds of the day. */
export function secondsOf(record: RunRecord): readonly Seen<Second>[] {
  return record.seen<Second>('second');
}

/** What an oracle pays for a second: it knows the demand, and runs each tier at 80 %. */
export function oracle(demand: number): number {
  return Math.ceil(demand / 200) + Math.ceil(demand / 96) + 5;
}

/** The demand of the whole day, also where a run was cut short. */
export function wholeDay(record: RunRecord): readonly number[] {
  const arg = record.scenario.boot[0]?.arg as { readonly demand: readonly number[] } | undefined;
  return arg?.demand ?? [];
}

/** A figure with as many digits as it takes to tell it from its bound. */
export function beside(value: number, bound: number, digits = 2): string {
  const text = formatNumber(value, digits);
  const isHidden = value !== bound && text === formatNumber(bound, digits) && digits < 6;
  return isHidden ? beside(value, bound, digits + 1) : text;
}

export function sum(values: Iterable<number>): number {
  let all = 0;
  for (const value of values) all += value;
  return all;
}

/** The conversation in which the scaler is asked. */
const tags = ['scaler'];

/** A breach of the day with the line to show: it is the scaler that decides all day long. */
export function decided(record: RunRecord, found: Omit<Found, 'tags'>): Found {
  return { ...found, tags, place: record.learner?.placeOf('scaler.ts', 'scale') ?? null };
}

/**
 * C-3. Of a right solution nothing fails, without look-ahead and at 80 % (m03) at most 0.1 %, with `web` alone (m01) 69 %.
 */
export const failedMax = 0.005;
