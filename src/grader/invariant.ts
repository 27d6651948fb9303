/**
 * Invariants: named values that look at the record of a run and answer with expected and observed, not with false.
 *
 * A lab's table has one row a code (`E-1`); a row may be checked by several checks, in several worlds. A check says
 * how many things it looked at: a row whose checks looked at nothing in any run cannot let a program pass.
 */
import { formatNumber } from './format.ts';
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
  /** What happened before has nothing to do with it, and is not told: for a fault plan of half an hour. */
  readonly sinceMs?: number;
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
