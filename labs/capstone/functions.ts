/** How each function fared: availability by requests and by time, latency and error budget, and the series behind them. */
import { nines } from '#grader/availability.ts';
import { isCounted, isServed, waitedMs, type Call } from './calls.ts';
import { nightMs, windowMs } from './clock.ts';
import type { FunctionReport, Series } from './night-types.ts';
import { objectives } from './objectives.ts';
import { seen, type NightRecord } from './promise.ts';
import { fns, type Fn } from './world/observed.ts';

/** Share of the requests of a window that must be served for the window to count as up. */
const enough = 0.95;

export function functionReport(fn: Fn, all: readonly Call[]): FunctionReport {
  const calls = all.filter((call) => call.fn === fn && isCounted(call));
  const served = calls.filter((call) => isServed(call));
  const windows = new Map<number, { total: number; ok: number }>();
  for (const call of calls) {
    const index = Math.floor(call.askedMs / windowMs);
    const window = windows.get(index) ?? { total: 0, ok: 0 };
    windows.set(index, window);
    window.total++;
    if (isServed(call)) window.ok++;
  }
  const up = [...windows.values()].filter(({ total, ok }) => ok >= enough * total).length;
  const total = calls.length;
  const ok = served.length;
  const availability = total === 0 ? 1 : ok / total;
  const objective = objectives[fn];
  const allowed = total * (1 - objective);
  const used = total - ok;
  const waits = served.map((call) => waitedMs(call)).sort((left, right) => left - right);
  return {
    fn,
    ok,
    total,
    availability,
    byTime: windows.size === 0 ? 1 : up / windows.size,
    nines: used === 0 ? null : nines(availability),
    p50Ms: percentile(waits, 0.5),
    p99Ms: percentile(waits, 0.99),
    budget: { objective, allowed, used, usedShare: allowed === 0 ? 0 : used / allowed },
  };
}

function percentile(sorted: readonly number[], share: number): number {
  const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
  return Math.round(value * 10) / 10;
}

const windows = nightMs / windowMs;

/** What the control room draws. */
export function seriesOf(record: NightRecord): Series {
  return {
    everyMs: windowMs,
    functions: fns.map((fn) => lines(fn, record.calls)),
    queues: queuesOf(record),
    payhubSlots: highest(seen(record, 'payhub').map(({ atMs, value }) => [atMs, value.slotsMax])),
    ...nodesOf(record),
  };
}

function lines(fn: Fn, all: readonly Call[]): Series['functions'][number] {
  const total = zeros();
  const ok = zeros();
  const waits = Array.from({ length: windows }, (): number[] => []);
  for (const call of all) {
    if (call.fn !== fn) continue;
    const index = windowAt(call.askedMs);
    total[index] = (total[index] ?? 0) + 1;
    if (!isServed(call)) continue;
    ok[index] = (ok[index] ?? 0) + 1;
    waits[index]?.push(waitedMs(call));
  }
  const p99Ms = waits.map((list) =>
    Math.round(
      percentile(
        list.sort((left, right) => left - right),
        0.99,
      ),
    ),
  );
  return { fn, total, ok, p99Ms };
}

function queuesOf(record: NightRecord): Series['queues'] {
  const queues = new Map<
    string,
    { node: string; queue: string; limit: number; points: [number, number][] }
  >();
  for (const { atMs, value } of seen(record, 'queue')) {
    const { node, queue, depth, limit } = value;
    const key = `${node} ${queue}`;
    const known = queues.get(key) ?? { node, queue, limit, points: [] };
    queues.set(key, known);
    known.points.push([atMs, depth]);
  }
  return [...queues.values()]
    .filter(({ points }) => points.some(([, depth]) => depth > 0))
    .map(({ node, queue, limit, points }) => ({ node, queue, limit, depth: highest(points) }));
}

function nodesOf(record: NightRecord): Pick<Series, 'nodesUp' | 'outages'> {
  const fleet = new Set(seen(record, 'fleet')[0]?.value.nodes ?? []);
  const down = new Map<string, number>();
  const outages: { node: string; fromMs: number; untilMs: number }[] = [];
  for (const { atMs, value } of seen(record, 'node')) {
    const { node, state } = value;
    fleet.add(node);
    const fromMs = down.get(node);
    if (state !== 'up') {
      if (fromMs === undefined) down.set(node, atMs);
    } else if (fromMs !== undefined) {
      outages.push({ node, fromMs, untilMs: atMs });
      down.delete(node);
    }
  }
  for (const [node, fromMs] of down) outages.push({ node, fromMs, untilMs: record.untilMs });
  const nodesUp = Array.from({ length: windows }, (_, index) => {
    const fromMs = index * windowMs;
    const away = outages.filter((one) => one.fromMs < fromMs + windowMs && one.untilMs > fromMs);
    return fleet.size - new Set(away.map(({ node }) => node)).size;
  });
  return { nodesUp, outages };
}

/** The highest value of each window; 0 where there is none. */
function highest(points: readonly (readonly [number, number])[]): number[] {
  const list = zeros();
  for (const [atMs, value] of points) {
    // A reading tells of the ten seconds before it.
    const index = windowAt(Math.max(0, atMs - 1));
    list[index] = Math.max(list[index] ?? 0, value);
  }
  return list;
}

function zeros(): number[] {
  return Array.from({ length: windows }, () => 0);
}

function windowAt(ms: number): number {
  return Math.min(windows - 1, Math.floor(ms / windowMs));
}
