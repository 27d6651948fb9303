/**
 * Availability of a function: the share of its requests that went well, the share of the time in which it did, in
 * nines; and how long it takes to be back after a fault.
 */
import { distanceTo } from './distance.ts';
import { formatMeasure, formatNumber } from './format.ts';
import { eventually } from './checks.ts';
import { check, type Check, type CheckOptions } from './invariant.ts';
import type { RunRecord } from './record.ts';
import { guilty, nothingJudged, type Outcome, type TimeWindow } from './slo.ts';

/** Availability of one function, by requests and by time. */
export interface Availability {
  readonly ok: number;
  readonly total: number;
  readonly availability: number;
  /** Share of windows in which enough was ok. */
  readonly byTime: number;
  readonly nines: number;
}

/** Availability by requests, and by windows of `windowMs` in which at least `enough` of the requests were ok. */
export function availability(
  outcomes: Iterable<Outcome>,
  options: { readonly windowMs: number; readonly enough: number },
): Availability {
  const windows = new Map<number, { ok: number; total: number }>();
  let ok = 0;
  let total = 0;
  for (const outcome of outcomes) {
    const index = Math.floor(outcome.atMs / options.windowMs);
    const counts = windows.get(index) ?? { ok: 0, total: 0 };
    windows.set(index, counts);
    counts.total++;
    total++;
    if (!outcome.ok) continue;
    counts.ok++;
    ok++;
  }
  let up = 0;
  for (const counts of windows.values()) if (counts.ok >= options.enough * counts.total) up++;
  const byRequests = total === 0 ? 1 : ok / total;
  return {
    ok,
    total,
    availability: byRequests,
    byTime: windows.size === 0 ? 1 : up / windows.size,
    nines: nines(byRequests),
  };
}

/** −log₁₀(1 − availability): 0.999 has three nines. Infinite without a failure. */
export function nines(ofRequests: number): number {
  return ofRequests >= 1 ? Number.POSITIVE_INFINITY : -log10(1 - ofRequests);
}

/**
 * Each function has so many nines, by requests and by time. A window of time counts as up if at least `enough` of the
 * requests in it went well; a window without requests does not count.
 *
 * @example availableFor({ code: 'A-1', functions: ['placeOrder'], nines: 2, windowMs: 1000, enough: 0.9, of: (record, fn) => record.asked(fn).map(…) })
 */
export function availableFor(
  options: CheckOptions & {
    readonly functions: readonly string[];
    readonly nines: number;
    readonly windowMs: number;
    readonly enough: number;
    readonly of: (record: RunRecord, fn: string) => Iterable<Outcome>;
  },
): Check {
  const { functions, windowMs, enough } = options;
  return check({
    scope: 'load',
    calibrated: true,
    ...options,
    judge: (record) => {
      const readings = functions
        .map((fn) => {
          const outcomes = [...options.of(record, fn)];
          const reading = availability(outcomes, { windowMs, enough });
          return { fn, outcomes, reading, reached: worseOf(reading) };
        })
        .filter(({ outcomes }) => outcomes.length > 0)
        .sort((left, right) => left.reached - right.reached);
      const [worst] = readings;
      if (worst === undefined) return nothingJudged;
      const bad = worst.outcomes.filter((outcome) => !outcome.ok);
      return {
        checked: readings.reduce((sum, { outcomes }) => sum + outcomes.length, 0),
        worst: `${worst.fn} ${printNines(worst.reached)}`,
        badness: options.nines - worst.reached,
        distance: distanceTo(options.nines, worst.reached - options.nines),
        breach: guilty(bad, record.untilMs, {
          isBroken: worst.reached < options.nines,
          expected: `at least ${printNines(options.nines)} for ${worst.fn}`,
          observed: sayAvailability(worst.reading),
        }),
      };
    },
  });
}

function worseOf({ nines: byRequests, byTime }: Availability): number {
  return Math.min(byRequests, nines(byTime));
}

function sayAvailability({ ok, total, availability: share, byTime }: Availability): string {
  return `${printNines(nines(share))} by requests (${formatNumber(total - ok)} of ${formatNumber(total)} not ok), ${printNines(nines(byTime))} by time`;
}

function printNines(count: number): string {
  return count === Number.POSITIVE_INFINITY ? 'no failure' : `${formatNumber(count, 2)} nines`;
}

/**
 * After each fault is over, things go well again within `withinMs`: of the outcomes that begin from then on, a run of
 * `inARow` good ones must be complete by that time.
 */
export function recovered(
  options: CheckOptions & {
    readonly withinMs: number;
    readonly inARow: number;
    /** When what must be recovered from is over; the end of all faults if left out. */
    readonly from?: (record: RunRecord) => Iterable<TimeWindow['fromMs']>;
    /** In the order of time. */
    readonly of: (record: RunRecord) => Iterable<Outcome>;
  },
): Check {
  return eventually({
    ...options,
    expected: `${formatNumber(options.inARow)} good answers in a row within ${formatMeasure(options.withinMs, 'ms')} of the end of the fault`,
    of: function* (record) {
      const { healedMs } = record;
      const froms = options.from?.(record) ?? (healedMs === null ? [] : [healedMs]);
      const outcomes = [...options.of(record)].sort((left, right) => left.atMs - right.atMs);
      for (const fromMs of froms) {
        const after = outcomes.filter((outcome) => outcome.atMs >= fromMs);
        const firstBad = after.find((outcome) => !outcome.ok) ?? after[0];
        if (firstBad === undefined) continue;
        const { operation, tags } = firstBad;
        yield {
          fromMs,
          doneMs: backMs(after, options.inARow),
          operation,
          tags,
          cause: 'not recovered',
        };
      }
    },
  });
}

/** When the first run of so many good ones was complete. */
function backMs(outcomes: readonly Outcome[], inARow: number): number | null {
  let good = 0;
  for (const { ok, atMs } of outcomes) {
    good = ok ? good + 1 : 0;
    if (good >= inARow) return atMs;
  }
  return null;
}

/** Decimal logarithm by halving the interval on powers of ten: engines disagree on the last digit of `Math.log10`. */
function log10(value: number): number {
  let whole = 0;
  let rest = value;
  while (rest < 1) {
    rest *= 10;
    whole--;
  }
  while (rest >= 10) {
    rest /= 10;
    whole++;
  }
  let fraction = 0;
  let bit = 0.5;
  for (let digit = 0; digit < 50; digit++, bit /= 2) {
    rest *= rest;
    if (rest < 10) continue;
    rest /= 10;
    fraction += bit;
  }
  return whole + fraction;
}
