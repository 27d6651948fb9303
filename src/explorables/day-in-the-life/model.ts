/**
 * A day of the lab s8-blueprint, in its own fluid: a scaler with three numbers to set, and what becomes of the day by them.
 * The scaler is the lab's reference.
 */
import { uniform } from '#explorables/random.ts';
import { Cluster, type Capacity, type Second } from '#labs/s8-blueprint/world/cluster.ts';

export const dayS = 1_440;
export const noonS = 720;
export const spotS = 1_000;
/** `data` stays at five all day. */
const dataNodes = 5;
const decidesEveryS = 5;
const meanS = 15;
const windowS = 10;
export const slowMs = 250;

/** What can be set. */
export interface Setting {
  /** How busy a tier is planned to be, 0 to 1. */
  readonly target: number;
  /** For how many seconds ahead nodes are ordered. */
  readonly leadS: number;
  /** For how long there must be too many before any goes. */
  readonly coolDownS: number;
  readonly hasSpare: boolean;
  readonly losesZone: boolean;
  readonly hasSpot: boolean;
}

export const reference: Setting = {
  target: 0.65,
  leadS: 25,
  coolDownS: 60,
  hasSpare: true,
  losesZone: true,
  hasSpot: true,
};

export interface Day {
  readonly seconds: readonly Second[];
  /** Node-seconds, in times the oracle’s. */
  readonly cost: number;
  /** First seconds of the windows of ten with a p99 over 250 ms. */
  readonly slow: readonly number[];
  /** Share of the requests that fail. */
  readonly failed: number;
  /** Seconds at which `web` or `shop` changed direction. */
  readonly turns: readonly number[];
  /** Seconds in which one crash more would have been too much; the minute after a lost zone is let off. */
  readonly exposed: readonly number[];
}

export const capacity: Capacity = (tier, n) => {
  if (n <= 0) return 0;
  if (tier === 'web') return 250 * n;
  return tier === 'shop' ? 120 * n : (1_000 * n) / (1 + 0.05 * (n - 1) + 0.02 * n * (n - 1));
};

/** A 1,440th of a full turn. */
const turn = { cos: 0.9999904807207345, sin: 0.004363309284746571 };

/** Requests of each second: a wave, noise of five per cent, and the spot. */
export function demandOf(hasSpot: boolean): number[] {
  const next = uniform(8, 1);
  let hand = { x: 0, y: -1 };
  return Array.from({ length: dayS }, (_, at) => {
    const wave = 1_300 + 1_100 * hand.y + (hasSpot ? spot(at) : 0);
    hand = {
      x: hand.x * turn.cos - hand.y * turn.sin,
      y: hand.y * turn.cos + hand.x * turn.sin,
    };
    return wave * (0.95 + 0.1 * next());
  });
}

function spot(at: number): number {
  const since = at - spotS;
  if (since < 0 || since >= 120) return 0;
  return 800 * Math.min(1, since / 30, (120 - since) / 30);
}

/** Plays the day. */
export function dayOf(setting: Setting): Day {
  const cluster = new Cluster({ web: 2, shop: 4, data: dataNodes }, capacity);
  const scaler = new Scaler(setting);
  const seconds: Second[] = [];
  const turns: number[] = [];
  const ups = new Map<string, boolean>();
  for (const [at, demand] of demandOf(setting.hasSpot).entries()) {
    if (setting.losesZone && at === noonS) cluster.loseZone();
    seconds.push(cluster.second(at, demand));
    for (const { name, sessions } of cluster.draining()) if (sessions === 0) cluster.stop(name);
    if (at % decidesEveryS !== 0) continue;
    const rate = seconds.slice(-2 * meanS).map((second) => second.demand);
    for (const tier of ['web', 'shop'] as const) {
      const change = scaler.change(tier, { rate, have: cluster.counts()[tier] });
      if (change === 0) continue;
      const isUp = change > 0;
      if (ups.has(tier) && ups.get(tier) !== isUp) turns.push(at);
      ups.set(tier, isUp);
      if (isUp) cluster.add(tier, change);
      else drain(cluster, tier, -change);
    }
  }
  return { seconds, turns, ...judged(seconds, setting.losesZone) };
}

function drain(cluster: Cluster, tier: string, count: number): void {
  const nodes = cluster.metrics().nodes.filter((node) => node.tier === tier);
  for (const { name } of nodes.slice(-count)) cluster.drain(name);
}

/** The reference's way: up at once, down only what was too much for a whole cool-down. */
class Scaler {
  readonly #setting: Setting;
  readonly #idle = {
    web: { forS: 0, least: Infinity },
    shop: { forS: 0, least: Infinity },
  };

  constructor(setting: Setting) {
    this.#setting = setting;
  }

  /** How many nodes more or fewer. */
  change(
    tier: 'web' | 'shop',
    { rate, have }: { readonly rate: readonly number[]; readonly have: number },
  ): number {
    const { target, hasSpare, coolDownS } = this.#setting;
    const load = this.#expected(rate);
    const want = Math.ceil(load / (capacity(tier, 1) * target)) + (hasSpare ? 1 : 0);
    const excess = have - want;
    const idle = this.#idle[tier];
    idle.forS = excess > 0 ? idle.forS + decidesEveryS : 0;
    idle.least = excess > 0 ? Math.min(idle.least, excess) : Infinity;
    if (excess <= 0) return -excess;
    if (idle.forS <= coolDownS) return 0;
    const spare = idle.least;
    this.#idle[tier] = { forS: 0, least: Infinity };
    return -spare;
  }

  #expected(rate: readonly number[]): number {
    const last = mean(rate.slice(-meanS));
    const before = rate.length < 2 * meanS ? last : mean(rate.slice(0, meanS));
    return last + Math.max(0, (last - before) / meanS) * this.#setting.leadS;
  }
}

function judged(seconds: readonly Second[], losesZone: boolean): Omit<Day, 'seconds' | 'turns'> {
  const sum = (of: (second: Second) => number): number =>
    seconds.reduce((all, second) => all + of(second), 0);
  const slow = seconds
    .filter(({ at }) => at % windowS === 0)
    .map(({ at }) => at)
    .filter((at) => seconds.slice(at, at + windowS).some(({ p99Ms }) => p99Ms > slowMs));
  const isLetOff = (at: number): boolean => losesZone && at >= noonS && at < noonS + 60;
  return {
    cost: sum(({ paid }) => paid) / sum(({ demand }) => oracle(demand)),
    slow,
    failed: sum(({ failed }) => failed) / sum(({ demand }) => demand),
    exposed: seconds
      .filter(({ at, exposed }) => exposed !== null && !isLetOff(at))
      .map(({ at }) => at),
  };
}

/** It knows the demand, and runs each tier at 80 per cent. */
function oracle(demand: number): number {
  return Math.ceil(demand / 200) + Math.ceil(demand / 96) + dataNodes;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
