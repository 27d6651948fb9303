/**
 * Service levels: percentiles, shares, rates and availability. They are promises about many operations, so they are
 * judged at the end of their window and have no single culprit; the story shows one of the worst.
 */
import type { Measured } from './checks.ts';
import { distanceTo } from './distance.ts';
import { formatMeasure, formatNumber, type Unit } from './format.ts';
import { Histogram } from './histogram.ts';
import {
  check,
  earliest,
  type Blame,
  type Check,
  type CheckOptions,
  type Found,
} from './invariant.ts';
import type { RunRecord } from './record.ts';

/** One thing that went well or not. */
export interface Outcome {
  readonly ok: boolean;
  readonly atMs: number;
  readonly operation: string;
  readonly tags: readonly string[];
  readonly observed?: string;
  readonly cause?: string;
  readonly blame?: Blame;
}

/** A window of virtual time. */
export interface TimeWindow {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** `162 of 170 (95.29 %)`. */
function sayShare(count: number, of: number): string {
  return `${formatNumber(count)} of ${formatNumber(of)} (${formatMeasure(count / of, '%')})`;
}

/**
 * The share of outcomes that are good has a lower bound. A bound of 1 is broken by the first that is bad, any other
 * at the end of the world.
 *
 * @example share({ code: 'E-2', what: 'orders answered ok', atLeast: 0.96, of: (record) => record.asked('placeOrder').map(…) })
 */
export function share(
  options: CheckOptions & {
    readonly what: string;
    readonly atLeast: number;
    /** Judged only if there are so many outcomes; 1 if left out. */
    readonly outOf?: number;
    readonly of: (record: RunRecord) => Iterable<Outcome>;
  },
): Check {
  return check({
    calibrated: options.atLeast < 1,
    ...options,
    judge: (record) => {
      const outcomes = [...options.of(record)];
      if (outcomes.length < (options.outOf ?? 1)) return nothingJudged;
      const bad = outcomes.filter((outcome) => !outcome.ok);
      const reached = 1 - bad.length / outcomes.length;
      return {
        checked: outcomes.length,
        worst: formatMeasure(reached, '%'),
        badness: options.atLeast - reached,
        distance: distanceTo(1 - options.atLeast, reached - options.atLeast),
        breach: guilty(bad, options.atLeast === 1 ? null : record.untilMs, {
          isBroken: reached < options.atLeast,
          expected: `at least ${formatMeasure(options.atLeast, '%')} ${options.what}`,
          observed: sayShare(outcomes.length - bad.length, outcomes.length),
        }),
      };
    },
  });
}

/** The share of outcomes that are bad has an upper bound; a bound of 0 is broken by the first. */
export function shareAtMost(
  options: CheckOptions & {
    readonly what: string;
    readonly max: number;
    readonly outOf?: number;
    /** `ok` is what should be rare. */
    readonly of: (record: RunRecord) => Iterable<Outcome>;
  },
): Check {
  return check({
    calibrated: options.max > 0,
    ...options,
    judge: (record) => {
      const outcomes = [...options.of(record)];
      if (outcomes.length < (options.outOf ?? 1)) return nothingJudged;
      const hits = outcomes.filter((outcome) => outcome.ok);
      const reached = hits.length / outcomes.length;
      return {
        checked: outcomes.length,
        worst: formatMeasure(reached, '%'),
        badness: reached - options.max,
        distance: distanceTo(options.max, options.max - reached),
        breach: guilty(hits, options.max === 0 ? null : record.untilMs, {
          isBroken: reached > options.max,
          expected: `at most ${formatMeasure(options.max, '%')} ${options.what}`,
          observed: sayShare(hits.length, outcomes.length),
        }),
      };
    },
  });
}

/** The value below which a share `p` of the values lies has an upper bound. */
export function percentile(
  options: CheckOptions & {
    /** Between 0 and 1, e.g. 0.99. */
    readonly p: number;
    readonly max: number;
    readonly unit: Unit;
    readonly of: (record: RunRecord) => Iterable<Measured>;
  },
): Check {
  return check({
    scope: 'load',
    calibrated: true,
    ...options,
    judge: (record) => {
      const values = [...options.of(record)];
      if (values.length === 0) return nothingJudged;
      const histogram = new Histogram();
      for (const { value } of values) histogram.add(value);
      const reached = histogram.percentile(options.p);
      const over = values.filter(({ value }) => value > options.max);
      const name = `p${formatNumber(options.p * 100, 3)}`;
      return {
        checked: values.length,
        worst: formatMeasure(reached, options.unit),
        badness: reached - options.max,
        distance: distanceTo(options.max, options.max - reached),
        breach: guilty(over, record.untilMs, {
          isBroken: reached > options.max,
          expected: `${name} at most ${formatMeasure(options.max, options.unit)}`,
          observed: formatMeasure(reached, options.unit),
        }),
      };
    },
  });
}

/** One number for the whole run against a bound: a rate, a ratio, an amplification. */
export function ratio(
  options: CheckOptions & {
    readonly what: string;
    readonly unit: Unit;
    readonly max?: number;
    readonly min?: number;
    readonly of: (record: RunRecord) => RatioReading;
  },
): Check {
  return check({
    scope: 'load',
    calibrated: true,
    ...options,
    judge: (record) => {
      const { above, below, example = '', tags = [], cause = '' } = options.of(record);
      if (below === 0) return nothingJudged;
      const reached = above / below;
      const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = options;
      const excess = Math.max(reached - max, min - reached);
      const side =
        reached > max
          ? `at most ${formatMeasure(max, options.unit)}`
          : `at least ${formatMeasure(min, options.unit)}`;
      return {
        checked: below,
        worst: formatMeasure(reached, options.unit),
        badness: excess,
        breach:
          excess <= 0
            ? null
            : {
                atMs: record.untilMs,
                expected: `${side} ${options.what}`,
                observed: formatMeasure(reached, options.unit),
                operation: example,
                tags,
                cause,
                isOverMany: true,
              },
      };
    },
  });
}

/** Numerator and denominator of a ratio, and an operation that shows it. */
export interface RatioReading {
  readonly above: number;
  readonly below: number;
  readonly example?: string;
  readonly tags?: readonly string[];
  readonly cause?: string;
}

/** Attempts for each request: what retries make of the load. */
export function amplification(
  options: CheckOptions & {
    readonly max: number;
    readonly attempts: (record: RunRecord) => number;
    readonly requests: (record: RunRecord) => number;
  },
): Check {
  return ratio({
    ...options,
    what: 'attempts per request',
    unit: '×',
    of: (record) => ({
      above: options.attempts(record),
      below: options.requests(record),
      cause: 'amplified',
    }),
  });
}

/**
 * Answers that came in time to matter, as a share of what was offered in the same window: only operations that were
 * started inside it count.
 */
export function goodput(
  options: CheckOptions & {
    readonly window: TimeWindow;
    readonly atLeast: number;
    readonly of: (record: RunRecord) => Iterable<Outcome>;
  },
): Check {
  return share({
    scope: 'load',
    ...options,
    what: 'of what was offered answered in time',
    of: function* (record) {
      for (const outcome of options.of(record)) {
        if (isInside(outcome.atMs, options.window)) yield outcome;
      }
    },
  });
}

/** True if the instant lies in the window: its start belongs to it, its end does not. */
export function isInside(atMs: number, window: TimeWindow): boolean {
  return atMs >= window.fromMs && atMs < window.untilMs;
}

/** What is said where there was nothing to look at. */
export const nothingJudged = {
  checked: 0,
  worst: null,
  badness: Number.NEGATIVE_INFINITY,
  breach: null,
};

/** What broke a bound over many: shown by the first of the commonest cause, whose kin come first among the tags. */
export function guilty(
  all: readonly (Outcome | Measured)[],
  judgedMs: number | null,
  breach: { readonly isBroken: boolean; readonly expected: string; readonly observed: string },
): Found | null {
  if (!breach.isBroken) return null;
  const cause = commonest(all.map((one) => one.cause ?? ''));
  const kin = all.filter((one) => (one.cause ?? '') === cause);
  const first = earliest(kin);
  if (first === null) return null;
  const tags = [first, ...kin, ...all].flatMap((one) => one.tags);
  const { expected, observed } = breach;
  const { operation, blame } = first;
  return {
    atMs: judgedMs ?? first.atMs,
    expected,
    observed,
    operation,
    tags: [...new Set(tags)],
    cause,
    isOverMany: true,
    ...(blame !== undefined && { blame }),
  };
}

/** The cause that most have; ties go to the one that came first. */
function commonest(causes: readonly string[]): string {
  const counts = new Map<string, number>();
  let best = '';
  for (const cause of causes) {
    const count = (counts.get(cause) ?? 0) + 1;
    counts.set(cause, count);
    if (count > (counts.get(best) ?? 0)) best = cause;
  }
  return best;
}
