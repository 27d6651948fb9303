// Differs: after five minutes it knows the shape of the day and orders by it; the slope is for what no shape foretells.
import { each } from './plan.ts';
import type { Counts, Metrics60s, NodeName, Scaling, TestResult } from './types.ts';

const dayS = 1_440;
const everyS = 5;
/** The day’s shape is taken from its first five minutes. */
const learnS = 300;
/** What is ordered now serves 20 s from now, and until the next decision five seconds later. */
const aheadS = 25;
/** The rate of a second is so much above its mean at most. */
const noise = 1.075;
/** A rate that is so far above the forecast is a surprise. */
const surprise = 1.06;

let t = -everyS;
/** Sums for the straight line through (shape, rate). */
const sums = { n: 0, s: 0, ss: 0, r: 0, sr: 0 };

/** Both tiers follow the larger of what the day’s shape foretells and what the last seconds do. */
export function scale(m: Metrics60s, now: Counts, results: readonly TestResult[]): Scaling {
  t += everyS;
  learn(m.rate);
  const load = expected(m.rate);
  const add = { web: 0, shop: 0 };
  const drain: NodeName[] = [];
  for (const tier of ['web', 'shop'] as const) {
    const want = nodesFor(load.up, each(tier, results));
    const keep = nodesFor(load.keep, each(tier, results));
    add[tier] = Math.max(0, want - now[tier]);
    const nodes = m.nodes.filter((node) => node.tier === tier);
    const excess = Math.min(now[tier] - keep, nodes.length - 1);
    if (excess > 0) drain.push(...nodes.slice(-excess).map(({ name }) => name));
  }
  return { add, drain };
}

/** The fewest of which a third may go, or a single one where they are few. */
function nodesFor(load: number, perNode: number): number {
  const needed = Math.ceil((load * noise) / perNode);
  let nodes = needed + 1;
  while (nodes - Math.floor(nodes / 3) < needed) nodes += 1;
  return nodes;
}

/** The day goes up and down once: lowest at its beginning, highest in its middle. */
function shape(at: number): number {
  return -Math.cos((2 * Math.PI * at) / dayS);
}

function learn(rate: readonly number[]): void {
  if (t > learnS) return;
  const fresh = rate.slice(-everyS);
  for (const [index, value] of fresh.entries()) {
    const x = shape(t - fresh.length + 1 + index);
    sums.n += 1;
    sums.s += x;
    sums.ss += x * x;
    sums.r += value;
    sums.sr += x * value;
  }
}

function forecast(at: number): number {
  const { n, s, ss, r, sr } = sums;
  const swing = (n * sr - s * r) / (n * ss - s * s);
  return (r - swing * s) / n + swing * shape(at);
}

/** What to be ready for, and what is to be kept in any case. */
function expected(rate: readonly number[]): { up: number; keep: number } {
  const last = mean(rate.slice(-5));
  const before = rate.length < 10 ? last : mean(rate.slice(-10, -5));
  const byTrend = last + Math.max(0, (last - before) / 5) * aheadS;
  if (t < learnS) return { up: byTrend * 0.97, keep: Infinity };
  const foretold = Math.max(forecast(t), forecast(t + aheadS));
  const isSurprised = last > surprise * forecast(t - 2);
  if (isSurprised) return { up: byTrend, keep: Infinity };
  return { up: foretold, keep: foretold * 1.03 };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
