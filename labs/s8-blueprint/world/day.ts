/** Lets a day flow through the cluster, second by second, and asks the scaler every five seconds what to do. */
import { any, now, receive, timeout } from 'nines';
import { conversation, observe } from 'nines/world';
import { Cluster, type Capacity } from './cluster.ts';
import { drainStep } from './drain.ts';
import { scale } from './scaler.ts';
import type { Counts, Draining, Metrics60s, Scaling, TestResult, Tier } from './types.ts';

/** The day on paper. */
export interface DaySheet {
  /** Requests in each second. */
  readonly demand: readonly number[];
  /** When the spot begins. */
  readonly spotAt: number;
  readonly first: Counts;
  readonly results: readonly TestResult[];
  /** What a node does: `data` along its curve. */
  readonly each: { readonly web: number; readonly shop: number };
  readonly curve: { readonly gamma: number; readonly sigma: number; readonly kappa: number };
}

const decidesEveryS = 5;
/** More nodes of a type than this nobody rents out. */
const nodesMax = 200;

/** Whoever needs less than it is given leaves it out. */
const wanted: (m: Metrics60s, have: Counts, results: TestResult[]) => Scaling = scale;
const step: (node: Draining) => 'wait' | 'stop' = drainStep;

export async function day(sheet: DaySheet): Promise<void> {
  const cluster = new Cluster(sheet.first, capacityOf(sheet));
  let wasFull: Tier | null = null;
  observe({ kind: 'begins', ...sheet.first });
  let wasExposed = false;
  for (const [at, demand] of sheet.demand.entries()) {
    await until(at * 1000, cluster);
    conversation('');
    if (at === sheet.spotAt) observe({ kind: 'spot' });
    const second = cluster.second(at, demand);
    observe({ kind: 'second', ...second });
    if (second.full !== null && second.full !== wasFull) {
      observe({ kind: 'full', tier: second.full, queue: second.queue[second.full] });
    }
    wasFull = second.full;
    if (second.exposed !== null && !wasExposed) {
      observe({ kind: 'exposed', tier: second.exposed, demand });
    }
    wasExposed = second.exposed !== null;
    conversation('drain');
    for (const node of cluster.draining()) stopIfTold(cluster, node);
    conversation('scaler');
    if (at % decidesEveryS === 0) decide(cluster, sheet.results);
  }
}

/** Waits for the next second. A zone may be lost meanwhile. */
async function until(atMs: number, cluster: Cluster): Promise<void> {
  for (;;) {
    const message = await receive(any, Math.max(0, atMs - now()));
    if (message === timeout) return;
    conversation('');
    observe({ kind: 'zoneLost', nodes: cluster.loseZone() });
  }
}

function stopIfTold(cluster: Cluster, node: Draining): void {
  if (given('drainStep', () => step(node)) !== 'stop') return;
  cluster.stop(node.name);
  const { name, tier, sessions, drainingForMs } = node;
  const kind = sessions > 0 ? 'sessionsLost' : 'stopped';
  observe({ kind, name, tier, sessions, drainingForMs });
}

function decide(cluster: Cluster, results: readonly TestResult[]): void {
  const have = cluster.counts();
  const { add, drain } = read(given('scale', () => wanted(cluster.metrics(), have, [...results])));
  for (const tier of ['web', 'shop'] as const) {
    const count = add[tier] ?? 0;
    if (count === 0) continue;
    if (!Number.isInteger(count) || count < 0 || have[tier] + count > nodesMax) {
      unusable(`asks for ${String(count)} ${tier} nodes more`);
      continue;
    }
    cluster.add(tier, count);
    observe({ kind: 'ordered', tier, count, have: have[tier] });
  }
  const going = drain.filter((name) => {
    const isThere = cluster.drain(name);
    if (!isThere) unusable(`drains ${String(name)}, which does not serve or may not go`);
    return isThere;
  });
  for (const tier of ['web', 'shop'] as const) {
    const nodes = going.filter((name) => name.startsWith(tier));
    if (nodes.length > 0) observe({ kind: 'drains', tier, nodes, have: have[tier] });
  }
}

/** What a function of yours gives; that it throws ends the day, and is put on record. */
function given<T>(name: string, call: () => T): T {
  try {
    return call();
  } catch (error) {
    const { name: kind = '', message = '' } = error instanceof Error ? error : {};
    // Engines have words of their own for the errors of the language.
    const what = kind === 'Error' ? `Error: ${message}` : kind === '' ? 'something' : `a ${kind}`;
    observe({ kind: 'threw', name, what });
    throw error;
  }
}

/** What the scaler gave, as far as it can be used. */
function read(answer: unknown): Scaling {
  const { add, drain } = (answer ?? {}) as Partial<Scaling>;
  if (typeof add === 'object' && add !== null && Array.isArray(drain)) return { add, drain };
  unusable('gives no { add, drain }');
  return { add: {}, drain: [] };
}

function unusable(what: string): void {
  observe({ kind: 'unusable', what });
}

function capacityOf({ each, curve: { gamma, sigma, kappa } }: DaySheet): Capacity {
  return (tier, n) => {
    if (n <= 0) return 0;
    if (tier !== 'data') return each[tier] * n;
    return (gamma * n) / (1 + sigma * (n - 1) + kappa * n * (n - 1));
  };
}
