/**
 * Invariants: named values that look at the record of a run and answer with expected and observed, not with false.
 *
 * A lab's table has one row a code (`E-1`); a row may be checked by several checks, in several worlds. A check says
 * how many things it looked at: a row whose checks looked at nothing in any run cannot let a program pass.
 */
import { distanceTo, leastDistance } from './distance.ts';
import { formatMeasure, formatNumber, type Unit } from './format.ts';
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
  /** A stretch goal: a verdict says whether it is met, and nobody fails by it. */
  readonly stretch?: boolean;
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
  /** When it was decided, where it shows only later: what happened then has the line to show. */
  readonly decidedMs?: number;
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
  /** What that value is called; left out where the row has no other. */
  readonly as?: string;
  /** How bad that is, for comparing runs: larger is worse. */
  readonly badness: number;
  /**
   * How near the run came to a breach: 0 is one, 1 is nothing out of the ordinary. It feeds the nearest miss of a
   * search; null or left out where nobody can say.
   */
  readonly distance?: number | null;
  /** The earliest breach, or null if the invariant held. */
  readonly breach: Found | null;
  /** Later breaches of the same cause, so that shrinking can choose the plainest of them. */
  readonly others?: readonly Found[];
}

/**
 * How far shrinking may go: `load` keeps the workload whole, for bounds that mean something only under load; `whole`
 * keeps the faults as well, where every run takes long and there is little to take away: the run is told up to the
 * breach, and what its check says must hang on nothing that comes later.
 */
export type ShrinkScope = 'operations' | 'load' | 'whole';

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
  /**
   * What the measured value is called in the verdict's table, for codes with several checks, e.g. `parcels`. Where wrong
   * ones are counted it names what is wrong with them: `lost writes`.
   */
  readonly as?: string;
  /** How near a run came to a breach, from 0 (it broke) to 1, if the check's own reckoning will not do. */
  readonly distance?: (record: RunRecord) => number | null;
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

/** A check of your own making. */
export function check(
  options: CheckOptions & { readonly judge: (record: RunRecord) => Judgement },
): Check {
  const { code, scope = 'operations', calibrated = false, as, distance } = options;
  const judge = distance === undefined ? options.judge : measured(distance, options.judge);
  return { code, scope, calibrated, judge: as === undefined ? judge : named(as, judge) };
}

/** Says how near it was as the lab reckons it. */
function measured(
  distance: (record: RunRecord) => number | null,
  judge: Check['judge'],
): Check['judge'] {
  return (record) => {
    const judgement = judge(record);
    return { ...judgement, distance: judgement.breach === null ? distance(record) : 0 };
  };
}

/** Says what the worst value is called. */
function named(name: string, judge: Check['judge']): Check['judge'] {
  return (record) => ({ ...judge(record), as: name });
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

/** A history is judged as a whole: it is explained, or broken by the first answer that nothing explains. */
export function judgedWhole(
  checked: number,
  breach: Found | null,
  options: Pick<CheckOptions, 'as'>,
): Judgement {
  const badness = breach === null ? 0 : 1;
  return { checked, worst: sayWrong(badness, checked, options), badness, breach };
}

/** How many of those that were looked at are wrong; a name (`as`) says what is wrong with them. */
export function sayWrong(count: number, of: number, { as }: Pick<CheckOptions, 'as'>): string {
  const said = count === 0 ? 'none' : `${formatNumber(count)} of ${formatNumber(of)}`;
  return as === undefined ? `${said} wrong` : said;
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
