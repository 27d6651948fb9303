/** The report on the graders, `labs/report.json`, and the sums that its page shows. */

/** What is published. Raise `reportVersion` when its shape changes. */
export interface GraderReport {
  readonly version: number;
  /** In alphabetical order. */
  readonly labs: readonly LabReport[];
  readonly timing: Timing;
}

export const reportVersion = 2;

/** Milliseconds, and where they were measured. */
export interface Timing {
  readonly machine: string;
  readonly labs: readonly LabTiming[];
}

/** Medians of the reference: the public seeds, the seeds that count; and one seed of the starter with its story. */
export interface LabTiming {
  readonly lab: string;
  readonly run: number;
  readonly grade: number;
  readonly story: number;
}

/** One lab. */
export interface LabReport {
  readonly lab: string;
  readonly title: string;
  readonly content: string;
  /** Events of one grade of the reference. */
  readonly events: number;
  /** Seeds: of a Run, of a Grade, and those beyond, for what is right and for what is wrong. */
  readonly seeds: {
    readonly run: number;
    readonly grade: number;
    readonly extra: number;
    readonly extraWrong: number;
  };
  readonly solutions: readonly SolutionReport[];
  /** The starter first. */
  readonly wrong: readonly WrongReport[];
}

/** A program that is right. */
export interface SolutionReport {
  readonly name: string;
  readonly outcome: string;
  /** What sets it apart from the reference; empty for that. */
  readonly differs: string;
  readonly seeds: number;
  /** Seeds on which it did not pass: there should be none. */
  readonly falseAlarms: readonly { readonly seed: number; readonly code: string }[];
}

/** A program that is wrong. */
export interface WrongReport {
  /** Its folder below the lab's: `starter`, `wrong/m01-no-key`. */
  readonly name: string;
  readonly outcome: string;
  /** The code it must break first. */
  readonly code: string;
  readonly diagnosis: string;
  readonly seeds: number;
  /** Seeds on which it broke that code first, another one first, none. */
  readonly caught: number;
  readonly otherwise: number;
  readonly missed: number;
  /** Events of its stories over the seeds that count. */
  readonly story: { readonly min: number; readonly median: number; readonly max: number };
  /** Share of those stories that have the commonest fingerprint. */
  readonly sameStory: number;
  /** Other wrong programs that tell one of those stories: there should be none. Always empty for the starter. */
  readonly alike: readonly string[];
}

/** Sums over programs. */
export interface Sums {
  readonly right: number;
  readonly rightSeeds: number;
  readonly alarms: number;
  readonly wrong: number;
  readonly wrongSeeds: number;
  readonly missed: number;
  /** Seeds on which another code than the documented one broke first. */
  readonly otherwise: number;
  /** The longest of the median stories, in events. */
  readonly story: number;
  /** The least share of stories that are one and the same. */
  readonly sameStory: number;
}

/** Sums up one lab or several. */
export function sumsOf(labs: readonly LabReport[]): Sums {
  const right = labs.flatMap(({ solutions }) => solutions);
  const wrong = labs.flatMap((lab) => lab.wrong);
  const total = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0);
  return {
    right: right.length,
    rightSeeds: total(right.map(({ seeds }) => seeds)),
    alarms: total(right.map(({ falseAlarms }) => falseAlarms.length)),
    wrong: wrong.length,
    wrongSeeds: total(wrong.map(({ seeds }) => seeds)),
    missed: total(wrong.map(({ missed }) => missed)),
    otherwise: total(wrong.map(({ otherwise }) => otherwise)),
    story: Math.max(0, ...wrong.map(({ story }) => story.median)),
    sameStory: Math.min(1, ...wrong.map(({ sameStory }) => sameStory)),
  };
}

/**
 * How large a rate may be that showed itself in none of so many independent trials, with 95 % confidence: about three
 * in that many. Hanley and Lippman-Hand, "If nothing goes wrong, is everything all right?", JAMA 249, 1983.
 */
export function rateBehindNothing(trials: number): number {
  return trials === 0 ? 1 : Math.min(1, 3 / trials);
}

/** A share in per cent, never rounded to a whole that it is not: 99.97 %, 100 %. */
export function printShare(share: number): string {
  const percent = share * 100;
  if (Number.isInteger(percent)) return `${percent} %`;
  const digits = percent > 99 || percent < 1 ? 2 : 1;
  const scale = 10 ** digits;
  const shown = (percent > 50 ? Math.floor : Math.ceil)(percent * scale) / scale;
  return `${shown} %`;
}
