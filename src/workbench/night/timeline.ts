/**
 * What the control room draws of a night, in windows: x runs from 0 to the number of windows, whatever the width of the
 * page. Pure; the views only paint it.
 */
import type {
  FunctionSeries,
  Night,
  NightAlarm,
  NightBreach,
  NightFault,
  QueueSeries,
} from './night.ts';

/** A stretch of windows, `until` not included. */
export interface Stretch {
  readonly from: number;
  readonly until: number;
}

/** How many windows a night has. */
export function windowCount({ untilMs, series }: Night): number {
  return Math.max(1, Math.ceil(untilMs / series.everyMs));
}

/** An instant as a place on the time-line. */
export function xOf({ series }: Night, atMs: number): number {
  return atMs / series.everyMs;
}

/** Neighbours of one kind become one stretch; windows of no kind are left out. */
function runs<T>(kinds: readonly (T | null)[]): (Stretch & { readonly kind: T })[] {
  const found: { from: number; until: number; kind: T }[] = [];
  for (const [at, kind] of kinds.entries()) {
    const last = found.at(-1);
    if (kind === null) continue;
    if (last !== undefined && last.until === at && last.kind === kind) last.until = at + 1;
    else found.push({ from: at, until: at + 1, kind });
  }
  return found;
}

/** Windows in which something failed: `low` of 4 steps of depth, and whether the window counts as down. */
export interface Loss extends Stretch {
  /** 1 to 4: up to 1 %, 5 %, 25 %, more. */
  readonly depth: number;
  /** Under 95 %: spoilt in availability by time. */
  readonly isDown: boolean;
}

const lossSteps = [0.01, 0.05, 0.25] as const;
/** A window that loses more than this counts as down. */
const downShare = 0.05;
/** What a function lost, as stretches of equal depth. */
export function lossesOf({ total, ok }: FunctionSeries): Loss[] {
  const depths = total.map((asked, at) => {
    const failed = asked === 0 ? 0 : (asked - (ok[at] ?? 0)) / asked;
    if (failed <= 0) return null;
    return 1 + lossSteps.filter((step) => failed > step).length;
  });
  return runs(depths).map(({ from, until, kind }) => ({
    from,
    until,
    depth: kind,
    isDown: kind > 1 + lossSteps.indexOf(downShare),
  }));
}

export interface Heat extends Stretch {
  /** 1 to 4: a quarter of the limit each. */
  readonly level: number;
}

/** How full a queue was, as stretches of equal heat; an empty queue is left out. */
export function heatOf({ depth, limit }: QueueSeries): Heat[] {
  const levels = depth.map((waiting) =>
    waiting <= 0 ? null : Math.min(4, Math.max(1, Math.ceil((4 * waiting) / Math.max(1, limit)))),
  );
  return runs(levels).map(({ from, until, kind }) => ({ from, until, level: kind }));
}

/** The queues that were ever used, the fullest first. */
export function queuesByHeat({ series }: Night): QueueSeries[] {
  const fullest = ({ depth, limit }: QueueSeries): number =>
    Math.max(0, ...depth) / Math.max(1, limit);
  return series.queues
    .filter(({ depth }) => depth.some((waiting) => waiting > 0))
    .toSorted((a, b) => fullest(b) - fullest(a));
}

/** A fault with the row in which its label has room. */
export interface PlacedFault {
  readonly fault: NightFault;
  readonly row: number;
}

/** Puts faults that lie near each other into rows, so that no two labels meet. */
export function placeFaults(night: Night, roomWindows: number): PlacedFault[] {
  const ends: number[] = [];
  return night.faults
    .toSorted((a, b) => a.fromMs - b.fromMs)
    .map((fault) => {
      const from = xOf(night, fault.fromMs);
      const free = ends.findIndex((end) => end <= from);
      const row = free < 0 ? ends.length : free;
      ends[row] = Math.max(xOf(night, fault.untilMs), from + roomWindows);
      return { fault, row };
    });
}

/** What alarms meant: a page that a fault explains, a page that none does, and what woke nobody. */
export function alarmKind({ paged, fault }: NightAlarm): 'page' | 'false' | 'quiet' {
  if (!paged) return 'quiet';
  return fault === null ? 'false' : 'page';
}

/** All that is to be said of one window. */
export interface Moment {
  readonly atMs: number;
  readonly untilMs: number;
  readonly faults: readonly NightFault[];
  readonly functions: readonly {
    readonly fn: FunctionSeries['fn'];
    readonly total: number;
    readonly ok: number;
    readonly p99Ms: number;
  }[];
  readonly queues: readonly {
    readonly name: string;
    readonly depth: number;
    readonly limit: number;
  }[];
  readonly alarms: readonly NightAlarm[];
  readonly down: readonly string[];
  readonly payhubSlots: number;
  readonly nodesUp: number;
  readonly breaches: readonly NightBreach[];
}

/** The window with this number. */
export function momentOf(night: Night, window: number): Moment {
  const { series } = night;
  const atMs = window * series.everyMs;
  const untilMs = atMs + series.everyMs;
  const meets = (fromMs: number, endMs: number): boolean => fromMs < untilMs && endMs > atMs;
  return {
    atMs,
    untilMs,
    faults: night.faults.filter((fault) =>
      meets(fault.fromMs, Math.max(fault.untilMs, fault.fromMs + 1)),
    ),
    functions: series.functions.map(({ fn, total, ok, p99Ms }) => ({
      fn,
      total: total[window] ?? 0,
      ok: ok[window] ?? 0,
      p99Ms: p99Ms[window] ?? 0,
    })),
    queues: queuesByHeat(night).flatMap(({ node, queue, depth, limit }) => {
      const waiting = depth[window] ?? 0;
      return waiting > 0 ? [{ name: `${node} › ${queue}`, depth: waiting, limit }] : [];
    }),
    alarms: night.alarms.filter(({ raisedMs, clearedMs }) =>
      meets(raisedMs, clearedMs ?? night.untilMs),
    ),
    down: [
      ...new Set(
        series.outages
          .filter(({ fromMs, untilMs: endMs }) => meets(fromMs, endMs))
          .map(({ node }) => node),
      ),
    ],
    payhubSlots: series.payhubSlots[window] ?? 0,
    nodesUp: series.nodesUp[window] ?? 0,
    breaches: night.breaches.filter(
      (breach) => meets(breach.atMs, breach.atMs + 1) || meets(breach.fromMs, breach.untilMs),
    ),
  };
}
