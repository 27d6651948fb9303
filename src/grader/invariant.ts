/**
 * Invariants: named values that look at the record of a run and answer with expected and observed, not with false.
 *
 * A lab's table has one row a code (`E-1`); a row may be checked by several checks, in several worlds. A check says
 * how many things it looked at: a row whose checks looked at nothing in any run cannot let a program pass.
 */
import { formatMeasure, formatNumber, type Unit } from './format.ts';
import type { Happening } from './count.ts';
import type { RunRecord } from './record.ts';
import type { SourcePlace } from './verdict.ts';

/** A row of the lab's table. */
export interface Invariant {
  readonly code: string;
  /** In one sentence, in the lab's words. */
  readonly sentence: string;
  /** The bound as the table shows it, e.g. `≤ 1 each`. */
  readonly bound: string;
  /** Headline of the story of its breach, e.g. `Two books for one order`. */
  readonly title: string | ((found: Found) => string);
  /** Which hint fits, counting from 1. There is a record unless an examination found it. */
  readonly hint: number | ((found: Found, record: RunRecord | null) => number);
}

/** Names an invariant of the lab. */
export function invariant(row: Invariant): Invariant {
  return row;
}

/** A breach as a check found it. */
export interface Found {
  readonly atMs: number;
  readonly expected: string;
  readonly observed: string;
  /** What shows it, in the lab's words, e.g. `order 17 (48.20 €)`. */
  readonly operation: string;
  /** Conversations that took part: shrinking keeps them first, the story follows them. */
  readonly tags: readonly string[];
  /**
   * The lab's short name for the kind of breach, e.g. `never charged`. A smaller run counts as the same failure
   * only if it has the same cause; it is also part of the fingerprint.
   */
  readonly cause: string;
  /** The learner's line, where the check itself knows it. */
  readonly place?: SourcePlace | null;
  /** What the line to show has to do with it; found by what happened at the instant of the breach if left out. */
  readonly blame?: Blame;
  /** True for a bound over many: shrinking leaves few of them, so the story says what the whole run had. */
  readonly isOverMany?: boolean;
}

/**
 * Which decision a breach is about. `effect`: the last effect that must be told; `answer`: what the client was told;
 * `wait`: that it was told nothing; `end`: after the last effect nothing more came, and something should have.
 */
export type Blame = 'effect' | 'answer' | 'wait' | 'end';

export interface Judgement {
  /** How many things were looked at. */
  readonly checked: number;
  /** Worst value, formatted with its unit; null where nothing was measured. */
  readonly worst: string | null;
  /** How bad that is, for comparing runs: larger is worse. */
  readonly badness: number;
  /** The earliest breach, or null if the invariant held. */
  readonly breach: Found | null;
  /** Later breaches of the same cause, so that shrinking can choose the plainest of them. */
  readonly others?: readonly Found[];
}

/** How far shrinking may go: `load` keeps the workload whole, for bounds that mean something only under load. */
export type ShrinkScope = 'operations' | 'load';

/** One check of one invariant in one world. */
export interface Check {
  readonly code: string;
  readonly scope: ShrinkScope;
  /** True if its bound was measured for the plan of its world: a search that varies the plan does not judge it. */
  readonly calibrated: boolean;
  readonly judge: (record: RunRecord) => Judgement;
}

/** What all checks take. */
export interface CheckOptions {
  readonly code: string;
  /** `operations` if left out, for percentiles, rates and ratios of load `load`. */
  readonly scope?: ShrinkScope;
  /** False if left out, for percentiles, ratios and shares true, unless all or none is the bound. */
  readonly calibrated?: boolean;
  /** What the measured value is called in the verdict's table, for codes with several checks, e.g. `parcels`. */
  readonly as?: string;
}

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
  readonly blame?: Blame;
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

/** A check of your own making. */
export function check(
  options: CheckOptions & { readonly judge: (record: RunRecord) => Judgement },
): Check {
  const { code, scope = 'operations', calibrated = false, as, judge } = options;
  return { code, scope, calibrated, judge: as === undefined ? judge : named(as, judge) };
}

/** Says before the worst value what it is. */
function named(name: string, judge: Check['judge']): Check['judge'] {
  return (record) => {
    const judgement = judge(record);
    const { worst } = judgement;
    return { ...judgement, worst: worst === null ? null : `${name}: ${worst}` };
  };
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
        worst: exceptions(wrong.length),
        badness: wrong.length,
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

/** Each comes true within its time. Broken at the instant at which the time is up; what is due after the run is not judged. */
export function eventually(
  options: CheckOptions & {
    readonly withinMs: number;
    readonly expected: string;
    readonly of: (record: RunRecord) => Iterable<Due>;
  },
): Check {
  return always({
    ...options,
    of: function* (record) {
      for (const due of options.of(record)) {
        const dueMs = due.fromMs + options.withinMs;
        const isDone = due.doneMs !== null && due.doneMs <= dueMs;
        // A run that ends before the time is up says nothing about it.
        if (!isDone && dueMs > record.untilMs) continue;
        const tookMs = due.doneMs === null ? null : due.doneMs - due.fromMs;
        yield {
          ...due,
          ok: isDone,
          atMs: dueMs,
          observed:
            due.observed ?? (tookMs === null ? 'never' : `after ${formatMeasure(tookMs, 'ms')}`),
        };
      }
    },
  });
}

/** Once this has happened to a key, that never does again. */
export function neverAfter(
  options: CheckOptions & {
    readonly expected: string;
    /** What closes a key. */
    readonly after: (record: RunRecord) => Iterable<Happening>;
    readonly never: (
      record: RunRecord,
    ) => Iterable<Happening & { readonly operation: string; readonly observed: string }>;
  },
): Check {
  return always({
    ...options,
    of: function* (record) {
      const closedAt = new Map<string, number>();
      for (const { key, atMs } of options.after(record)) {
        closedAt.set(key, Math.min(atMs, closedAt.get(key) ?? atMs));
      }
      for (const happening of options.never(record)) {
        const closed = closedAt.get(happening.key);
        const tags = happening.tag === undefined ? [] : [happening.tag];
        yield { ...happening, tags, ok: closed === undefined || happening.atMs <= closed };
      }
    },
  });
}

/** What goes in equals what is there: money, stock, tickets. Broken at the end of the run. */
export function conserved(
  options: CheckOptions & {
    readonly unit: Unit;
    readonly of: (record: RunRecord) => Iterable<{
      readonly operation: string;
      readonly expected: number;
      readonly observed: number;
      readonly tags: readonly string[];
      readonly atMs?: number;
    }>;
  },
): Check {
  return always({
    ...options,
    expected: 'nothing lost and nothing made',
    of: function* (record) {
      for (const sum of options.of(record)) {
        yield {
          ok: sum.expected === sum.observed,
          atMs: sum.atMs ?? record.untilMs,
          operation: sum.operation,
          tags: sum.tags,
          expected: formatMeasure(sum.expected, options.unit),
          observed: formatMeasure(sum.observed, options.unit),
          cause: sum.observed < sum.expected ? 'lost' : 'made',
        };
      }
    },
  });
}

/** The earliest of several; ties go to the one that stands first. */
export function earliest<T extends { readonly atMs: number }>(items: readonly T[]): T | null {
  let first: T | null = null;
  for (const item of items) if (first === null || item.atMs < first.atMs) first = item;
  return first;
}

/** More breaches than this teach nothing new. */
const othersMax = 40;

/** The earliest breach, and those after it that have its cause. */
export function breaches(all: readonly Found[]): Pick<Judgement, 'breach' | 'others'> {
  const inOrder = all.toSorted((left, right) => left.atMs - right.atMs);
  const [breach = null, ...others] = inOrder;
  return {
    breach,
    others: others.filter((other) => other.cause === breach?.cause).slice(0, othersMax),
  };
}

function found(from: Instance | Measured, expected: string, observed: string): Found {
  const { atMs, operation, tags, cause = '', blame } = from;
  return {
    atMs,
    operation,
    tags,
    cause,
    expected,
    observed,
    ...(blame !== undefined && { blame }),
  };
}

function exceptions(count: number): string {
  return count === 1 ? '1 exception' : `${formatNumber(count)} exceptions`;
}

function bounded(
  options: CheckOptions & {
    readonly unit: Unit;
    readonly of: (record: RunRecord) => Iterable<Measured>;
  },
  bound: { readonly expected: string; readonly excess: (value: number) => number },
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
        ...breaches(
          wrong.map((one) =>
            found(one, bound.expected, one.observed ?? formatMeasure(one.value, options.unit)),
          ),
        ),
      };
    },
  });
}
