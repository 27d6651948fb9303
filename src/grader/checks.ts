/**
 * The checks that most labs want: each thing right, no value past its bound, everything in its time. A lab says what is
 * looked at; they say when it broke, and how near it came.
 */
import { distanceTo, leastDistance } from './distance.ts';
import { formatMeasure, type Unit } from './format.ts';
import {
  breaches,
  check,
  sayWrong,
  type Blame,
  type Check,
  type CheckOptions,
  type Found,
} from './invariant.ts';
import type { RunRecord } from './record.ts';
import type { SourcePlace } from './verdict.ts';

/** One thing that was looked at and is right or wrong. */
export interface Instance {
  readonly ok: boolean;
  /** When it happened, or when it is judged. */
  readonly atMs: number;
  readonly operation: string;
  readonly tags: readonly string[];
  /** In the lab's words; the check's own if left out. */
  readonly expected?: string;
  readonly observed: string;
  readonly cause?: string;
  /** The learner's line, where the check itself knows it. */
  readonly place?: SourcePlace | null;
  readonly blame?: Blame;
  readonly decidedMs?: number;
  /** How near it was to being wrong, from 0 to 1; for what is right. */
  readonly distance?: number;
}

/** One thing that was measured. */
export interface Measured {
  readonly value: number;
  readonly atMs: number;
  readonly operation: string;
  readonly tags: readonly string[];
  readonly observed?: string;
  readonly cause?: string;
  readonly blame?: Blame;
}

/**
 * Each instance is right, without exception. Broken at the instant of the first that is wrong.
 *
 * @example
 * always({
 *   code: 'E-3', expected: 'never charged',
 *   of: (record) => record.asked('placeOrder').filter((call) => field(call.answer, 'error') !== undefined).map((call) => ({
 *     ok: chargesOf(record, call) === 0, atMs: call.endedMs ?? record.untilMs,
 *     operation: nameOf(call), tags: [call.operation.id], observed: 'told an error, and charged',
 *   })),
 * })
 */
export function always(
  options: CheckOptions & {
    readonly expected: string;
    readonly of: (record: RunRecord) => Iterable<Instance>;
  },
): Check {
  return check({
    ...options,
    judge: (record) => {
      const instances = [...options.of(record)];
      const wrong = instances.filter((instance) => !instance.ok);
      return {
        checked: instances.length,
        worst: sayWrong(wrong.length, instances.length, options),
        badness: wrong.length,
        distance: wrong.length > 0 ? 0 : leastDistance(instances),
        ...breaches(wrong.map((one) => found(one, one.expected ?? options.expected, one.observed))),
      };
    },
  });
}

/** No value exceeds the bound. Broken at the instant of the first that does. */
export function atMost(
  options: CheckOptions & {
    readonly max: number;
    readonly unit: Unit;
    readonly of: (record: RunRecord) => Iterable<Measured>;
  },
): Check {
  return bounded(options, {
    expected: `at most ${formatMeasure(options.max, options.unit)}`,
    excess: (value) => value - options.max,
    at: options.max,
  });
}

/** No value falls short of the bound. Broken at the instant of the first that does. */
export function atLeast(
  options: CheckOptions & {
    readonly min: number;
    readonly unit: Unit;
    readonly of: (record: RunRecord) => Iterable<Measured>;
  },
): Check {
  return bounded(options, {
    expected: `at least ${formatMeasure(options.min, options.unit)}`,
    excess: (value) => options.min - value,
    at: options.min,
  });
}

/** Something that is due. */
export interface Due {
  /** When the time began to count. */
  readonly fromMs: number;
  /** When it came true; null if it never did. */
  readonly doneMs: number | null;
  readonly operation: string;
  readonly tags: readonly string[];
  readonly observed?: string;
  readonly cause?: string;
  readonly blame?: Blame;
}

/**
 * Each comes true within its time. Broken at the instant at which the time is up; what is due after the run is not
 * judged. With `afterHeal` the time does not count while faults act: a run in which they never stop is not judged.
 */
export function eventually(
  options: CheckOptions & {
    readonly withinMs: number;
    readonly expected: string;
    readonly afterHeal?: boolean;
    readonly of: (record: RunRecord) => Iterable<Due>;
  },
): Check {
  return always({
    ...options,
    of: function* (record) {
      const healMs = options.afterHeal === true ? record.healedMs : 0;
      if (healMs === null) return;
      for (const due of options.of(record)) {
        const dueMs = Math.max(due.fromMs, healMs) + options.withinMs;
        const isDone = due.doneMs !== null && due.doneMs <= dueMs;
        // A run that ends before the time is up says nothing about it.
        if (!isDone && dueMs > record.untilMs) continue;
        const tookMs = due.doneMs === null ? null : due.doneMs - due.fromMs;
        yield {
          ...due,
          ...(due.doneMs !== null && {
            distance: distanceTo(options.withinMs, dueMs - due.doneMs) ?? 1,
          }),
          ok: isDone,
          atMs: dueMs,
          observed:
            due.observed ?? (tookMs === null ? 'never' : `after ${formatMeasure(tookMs, 'ms')}`),
        };
      }
    },
  });
}

function bounded(
  options: CheckOptions & {
    readonly unit: Unit;
    readonly of: (record: RunRecord) => Iterable<Measured>;
  },
  bound: {
    readonly expected: string;
    readonly excess: (value: number) => number;
    readonly at: number;
  },
): Check {
  return check({
    ...options,
    judge: (record) => {
      const values = [...options.of(record)];
      let worst: Measured | null = null;
      for (const one of values) {
        if (worst === null || bound.excess(one.value) > bound.excess(worst.value)) worst = one;
      }
      const wrong = values.filter((one) => !(bound.excess(one.value) <= 0));
      return {
        checked: values.length,
        worst: worst === null ? null : formatMeasure(worst.value, options.unit),
        badness: worst === null ? Number.NEGATIVE_INFINITY : bound.excess(worst.value),
        distance: worst === null ? null : distanceTo(bound.at, -bound.excess(worst.value)),
        ...breaches(
          wrong.map((one) =>
            found(one, bound.expected, one.observed ?? formatMeasure(one.value, options.unit)),
          ),
        ),
      };
    },
  });
}

function found(
  from: Instance | (Measured & Pick<Instance, 'decidedMs'>),
  expected: string,
  observed: string,
): Found {
  const { atMs, operation, tags, cause = '', blame, decidedMs } = from;
  const place = 'place' in from ? from.place : undefined;
  return {
    atMs,
    operation,
    tags,
    cause,
    expected,
    observed,
    ...(place !== undefined && { place }),
    ...(blame !== undefined && { blame }),
    ...(decidedMs !== undefined && { decidedMs }),
  };
}
