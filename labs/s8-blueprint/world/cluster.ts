/**
 * The cluster as a fluid: no request is a message here. Each second so much demand flows through `web`, `shop` and
 * `data`, each fed by what the one before it served. A tier serves what its nodes can; the rest waits, at most two
 * seconds of work of it, and what is beyond fails.
 *
 * What this leaves out: single requests and their sizes, timeouts and retries, the seconds in which caches are cold.
 * Load is spread evenly over the nodes of a tier at any instant, and a second is the smallest thing that can happen.
 */
import type { Counts, Draining, Metrics60s, NodeName, Tier } from './types.ts';

export const tiers: readonly Tier[] = ['web', 'shop', 'data'];
/** A node that is ordered serves so much later, and is paid for at once. */
export const bootS = 20;
/** Who is being drained is empty after so long. */
export const drainS = 10;
/** Sessions that each `shop` node holds. */
export const sessionsEach = 38;
/** More than so many seconds of work do not wait: they fail. */
const queueS = 2;
/**
 * The formula for waiting by chance is of a load that goes on for ever; nearer to the ceiling than this, what is left
 * over each second says it better.
 */
const rhoMax = 0.95;
const metricsS = 60;
/** What a request takes where nobody waits, at the 99th percentile. */
const quietP99Ms = 40;

/** What so many nodes of a tier can do, in requests a second. */
export type Capacity = (tier: Tier, n: number) => number;

/** One second of a tier. */
export interface TierSecond {
  readonly served: number;
  readonly failed: number;
  readonly backlog: number;
  readonly utilisation: number;
  /** Waiting for what is left over from before: it is the same for all who come in this second. */
  readonly backlogS: number;
  /** Waiting for each other by chance, on average: few wait long. */
  readonly chanceS: number;
}

/**
 * A second of a tier: what is left over waits. On top of that, requests that come by chance wait for one another before the
 * tier is full: Sakasegawa’s approximation for n servers, (1/μ) · ρ^(√(2(n+1)) − 1) / (n(1 − ρ)).
 */
export function serve(
  inflow: number,
  backlogBefore: number,
  { n, capacity }: { readonly n: number; readonly capacity: number },
): TierSecond {
  const waiting = backlogBefore + inflow;
  if (capacity <= 0)
    return { served: 0, failed: waiting, backlog: 0, utilisation: 1, backlogS: queueS, chanceS: 0 };
  const served = Math.min(waiting, capacity);
  const backlog = Math.min(waiting - served, queueS * capacity);
  const rho = Math.min(rhoMax, inflow / capacity);
  const chanceS = ((n / capacity) * rho ** (Math.sqrt(2 * (n + 1)) - 1)) / (n * (1 - rho));
  return {
    served,
    failed: waiting - served - backlog,
    backlog,
    utilisation: served / capacity,
    backlogS: backlog / capacity,
    chanceS,
  };
}

interface Node {
  readonly name: NodeName;
  readonly tier: Tier;
  /** From this second on it serves. */
  readonly servesFrom: number;
  /** Since when it is being drained; null if it is not. */
  readonly drainingSince: number | null;
}

/** How a second went. */
export interface Second {
  readonly at: number;
  readonly demand: number;
  readonly failed: number;
  readonly p99Ms: number;
  /** Nodes that are paid for, those that boot among them. */
  readonly paid: number;
  /** Nodes that serve. */
  readonly serving: Counts;
  readonly booting: Counts;
  readonly cpu: Record<Tier, number>;
  readonly queue: Record<Tier, number>;
  /** Each tier's part of the waiting, in ms. */
  readonly waitMs: Record<Tier, number>;
  /** The first tier whose queue is full. */
  readonly full: Tier | null;
  /** The tier that could not carry the demand if one of its nodes crashed now. */
  readonly exposed: 'web' | 'shop' | null;
}

/** The nodes of a day and what waits for them. */
export class Cluster {
  readonly #capacity: Capacity;
  readonly #backlog: Record<Tier, number> = { web: 0, shop: 0, data: 0 };
  readonly #named: Record<Tier, number> = { web: 0, shop: 0, data: 0 };
  readonly #last: Second[] = [];
  #nodes: Node[] = [];
  #at = 0;

  constructor(first: Counts, capacity: Capacity) {
    this.#capacity = capacity;
    for (const tier of tiers) this.#boot(tier, first[tier], 0);
  }

  /** Nodes that serve and those that boot; who is being drained is leaving, and not among them. */
  counts(): Counts {
    const counts = { web: 0, shop: 0, data: 0 };
    for (const { tier, drainingSince } of this.#nodes)
      if (drainingSince === null) counts[tier] += 1;
    return counts;
  }

  /** Orders nodes. They serve from `bootS` on. */
  add(tier: Tier, count: number): void {
    this.#boot(tier, count, this.#at + bootS);
  }

  /** Begins to drain a node that serves; says whether there is such a node. */
  drain(name: NodeName): boolean {
    const index = this.#nodes.findIndex((node) => node.name === name && this.#serves(node));
    const node = this.#nodes[index];
    if (node === undefined || node.tier === 'data' || node.drainingSince !== null) return false;
    this.#nodes[index] = { ...node, drainingSince: this.#at };
    return true;
  }

  /** Those that are being drained, as they stand at this second. */
  draining(): Draining[] {
    if (this.#nodes.every(({ drainingSince }) => drainingSince === null)) return [];
    return this.#nodes.flatMap(({ name, tier, drainingSince }): Draining[] => {
      if (drainingSince === null) return [];
      const forS = this.#at - drainingSince;
      const left = Math.max(0, drainS - forS) / drainS;
      const sessions = tier === 'shop' ? Math.ceil(sessionsEach * left) : 0;
      return [{ name, tier, sessions, drainingForMs: forS * 1000 }];
    });
  }

  stop(name: NodeName): void {
    this.#nodes = this.#nodes.filter((node) => node.name !== name);
  }

  /** A third of the serving `web` and `shop` nodes is gone at once, the oldest of them. */
  loseZone(): NodeName[] {
    const lost = (['web', 'shop'] as const).flatMap((tier) => {
      const serving = this.#nodes.filter((node) => node.tier === tier && this.#serves(node));
      return serving.slice(0, Math.floor(serving.length / 3)).map(({ name }) => name);
    });
    this.#nodes = this.#nodes.filter(({ name }) => !lost.includes(name));
    return lost;
  }

  /** Lets a second of demand flow through the tiers. */
  second(at: number, demand: number): Second {
    this.#at = at;
    const serving = { web: 0, shop: 0, data: 0 };
    const booting = { web: 0, shop: 0, data: 0 };
    for (const node of this.#nodes) (this.#serves(node) ? serving : booting)[node.tier] += 1;
    const cpu: Record<Tier, number> = { web: 0, shop: 0, data: 0 };
    const waitMs: Record<Tier, number> = { web: 0, shop: 0, data: 0 };
    let inflow = demand;
    let p99Ms = quietP99Ms;
    let failed = 0;
    let full: Tier | null = null;
    for (const tier of tiers) {
      const n = serving[tier];
      const went = serve(inflow, this.#backlog[tier], { n, capacity: this.#capacity(tier, n) });
      this.#backlog[tier] = went.backlog;
      cpu[tier] = went.utilisation;
      waitMs[tier] = (went.backlogS + went.chanceS) * 1000;
      p99Ms += (went.backlogS + 2 * went.chanceS) * 1000;
      failed += went.failed;
      if (went.failed > 0) full ??= tier;
      inflow = went.served;
    }
    const second: Second = {
      at,
      demand,
      failed,
      p99Ms,
      paid: this.#nodes.length,
      serving,
      booting,
      cpu,
      queue: { ...this.#backlog },
      waitMs,
      full,
      exposed: this.#exposed(serving, demand),
    };
    this.#last.push(second);
    if (this.#last.length > metricsS) this.#last.shift();
    return second;
  }

  /** What the scaler is told. */
  metrics(): Metrics60s {
    const of = (kind: 'cpu' | 'queue'): Record<Tier, number[]> => ({
      web: this.#last.map((second) => second[kind].web),
      shop: this.#last.map((second) => second[kind].shop),
      data: this.#last.map((second) => second[kind].data),
    });
    return {
      rate: this.#last.map(({ demand }) => demand),
      cpu: of('cpu'),
      queue: of('queue'),
      nodes: this.#nodes
        .filter((node) => this.#serves(node) && node.drainingSince === null)
        .map(({ name, tier }) => ({ name, tier, sessions: tier === 'shop' ? sessionsEach : 0 })),
    };
  }

  #exposed(serving: Counts, demand: number): 'web' | 'shop' | null {
    for (const tier of ['web', 'shop'] as const) {
      if (this.#capacity(tier, serving[tier] - 1) < demand) return tier;
    }
    return null;
  }

  #serves({ servesFrom }: Node): boolean {
    return servesFrom <= this.#at;
  }

  #boot(tier: Tier, count: number, servesFrom: number): void {
    for (let booted = 0; booted < count; booted++) {
      this.#named[tier] += 1;
      const name = `${tier}-${this.#named[tier]}`;
      this.#nodes.push({ name, tier, servesFrom, drainingSince: null });
    }
  }
}
