/** The report of the night: how available each function was, by requests and by time. */
import type { Asked, History, Line } from './history.ts';
import type { Fn, Outcome } from './observed.ts';

const fns: readonly Fn[] = ['browse', 'cart', 'order', 'chat', 'presence', 'vote'];
/** An answer counts if it comes within so long. */
const patienceMs = 2_000;
const windowMs = 10_000;
/** Share of a window that must be served for the window to count as up. */
const enough = 0.95;

/** A line for each function. */
export function report(history: History): Line[] {
  const counts = new Map(fns.map((fn) => [fn, { ok: 0, windows: new Map<number, Window>() }]));
  for (const asked of history.asked) {
    const count = counts.get(asked.fn);
    if (count === undefined || !isCounted(asked, history)) continue;
    const index = Math.floor(asked.askedMs / windowMs);
    const window = count.windows.get(index) ?? { ok: 0, total: 0 };
    count.windows.set(index, window);
    window.total += 1;
    if (!isServed(asked, history)) continue;
    window.ok += 1;
    count.ok += 1;
  }
  return [...counts].map(([fn, { ok, windows }]) => lineOf(fn, ok, [...windows.values()]));
}

interface Window {
  ok: number;
  total: number;
}

function lineOf(fn: Fn, ok: number, windows: readonly Window[]): Line {
  const total = windows.reduce((sum, window) => sum + window.total, 0);
  const up = windows.filter((window) => window.ok >= enough * window.total).length;
  const availability = total === 0 ? 1 : ok / total;
  const byTime = windows.length === 0 ? 1 : up / windows.length;
  return { fn, ok, total, availability, byTime, nines: -Math.log10(1 - availability) };
}

/** An order that enters through zone 2 while it is away is refused on purpose: the ledger says so. */
function isCounted({ fn, zone, askedMs }: Asked, { zone2Away }: History): boolean {
  return fn !== 'order' || zone !== 2 || !zone2Away.some((span) => isWithin(askedMs, span));
}

/** Correct, and in time. */
function isServed({ fn, askedMs, answeredMs, outcome }: Asked, { final }: History): boolean {
  if (answeredMs === null || answeredMs - askedMs > patienceMs) return false;
  const good: readonly Outcome[] = fn === 'order' ? ['ok', 'sold_out', 'price_changed'] : ['ok'];
  if (good.includes(outcome)) return true;
  // A vote that is refused in the final, in so many words and in time, has been served.
  return fn === 'vote' && outcome === 'rejected' && isWithin(askedMs, final);
}

function isWithin(
  ms: number,
  { fromMs, untilMs }: { readonly fromMs: number; readonly untilMs: number },
): boolean {
  return ms >= fromMs && ms < untilMs;
}
