/** What several nights come to together, in the figures that a report gives. */
import {
  fns,
  type Fn,
  type Measure,
  type NightBreach,
  type NightFault,
  type NightSummary,
} from './night.ts';
import type { Claim } from './report.ts';

/** One function over all nights of a report. */
export interface FunctionSum {
  readonly fn: Fn;
  readonly total: number;
  readonly failed: number;
  /** Share of the requests of all nights. */
  readonly availability: number;
  /** Null without a failure. */
  readonly nines: number | null;
  /** Share of the good windows in the worst night. */
  readonly byTimeWorst: number;
  readonly p99WorstMs: number;
  /** What the objective lets fail, as a share; null where nothing was promised. */
  readonly objective: number | null;
  /** Share of its budget that the worst night took. */
  readonly usedWorst: number;
  /** What that night spent, and what it was allowed. */
  readonly used: number;
  readonly allowed: number;
}

/** The functions in the order of the report; those that nobody asked for are left out. */
export function functionSums(nights: readonly NightSummary[]): FunctionSum[] {
  return fns.flatMap((fn) => {
    const each = nights.flatMap(({ functions }) => functions.filter((one) => one.fn === fn));
    const total = each.reduce((sum, one) => sum + one.total, 0);
    if (total === 0) return [];
    const failed = total - each.reduce((sum, one) => sum + one.ok, 0);
    const worst = each.reduce((a, b) => (b.budget.usedShare > a.budget.usedShare ? b : a));
    return [
      {
        fn,
        total,
        failed,
        availability: 1 - failed / total,
        nines: failed === 0 ? null : -Math.log10(failed / total),
        byTimeWorst: Math.min(...each.map(({ byTime }) => byTime)),
        p99WorstMs: Math.max(...each.map(({ p99Ms }) => p99Ms)),
        objective: worst.budget.objective > 0 ? worst.budget.objective : null,
        usedWorst: worst.budget.usedShare,
        used: worst.budget.used,
        allowed: worst.budget.allowed,
      },
    ];
  });
}

/** A promise over all nights: it held if it held in each. */
export interface MeasureSum {
  readonly code: string;
  readonly bound: string;
  readonly held: boolean;
  /** What each night measured; one value where all say the same. */
  readonly values: readonly string[];
}

/** The promises in the order of their numbers. */
export function measureSums(nights: readonly NightSummary[]): MeasureSum[] {
  const byCode = new Map<string, Measure[]>();
  for (const { measures } of nights) {
    for (const measure of measures) {
      byCode.set(measure.code, [...(byCode.get(measure.code) ?? []), measure]);
    }
  }
  return [...byCode]
    .map(([code, each]) => ({
      code,
      bound: each[0]?.bound ?? '',
      held: each.every(({ held }) => held),
      values: [...new Set(each.map(({ value }) => value))],
    }))
    .sort((a, b) => numberOf(a.code) - numberOf(b.code));
}

function numberOf(code: string): number {
  return Number(code.replace(/^\D+/, ''));
}

/** One fault of the campaign and how soon somebody knew, over all nights. */
export interface FaultSum {
  readonly id: string;
  readonly title: string;
  readonly fromMs: number;
  readonly chapter: string;
  /** The slowest root alarm; null if a night had none. */
  readonly delayWorstMs: number | null;
  readonly pagesMost: number;
}

/** The faults in the order of time, the upgrade among them. */
export function faultSums(nights: readonly NightSummary[]): FaultSum[] {
  const byId = new Map<string, NightFault[]>();
  for (const { faults } of nights) {
    for (const fault of faults) byId.set(fault.id, [...(byId.get(fault.id) ?? []), fault]);
  }
  return [...byId.values()]
    .flatMap((each) => {
      const [first] = each;
      if (first === undefined) return [];
      const delays = each.flatMap(({ delayMs }) => delayMs ?? []);
      const { id, title, fromMs, chapter } = first;
      return [
        {
          id,
          title,
          fromMs,
          chapter,
          delayWorstMs: delays.length < each.length ? null : Math.max(...delays),
          pagesMost: Math.max(...each.map(({ pages }) => pages)),
        },
      ];
    })
    .sort((a, b) => a.fromMs - b.fromMs);
}

/** Mean time from a fault to its root alarm, over all faults of all nights that had one; null without any. */
export function meanDelayMs(nights: readonly NightSummary[]): number | null {
  const delays = nights.flatMap(({ faults }) => faults.flatMap(({ delayMs }) => delayMs ?? []));
  if (delays.length === 0) return null;
  return delays.reduce((sum, delay) => sum + delay, 0) / delays.length;
}

const order = ['none', 'bronze', 'silver', 'gold'] as const;

/** The medal of the worst night: a report is as good as that. */
export function medalOf({ outcome, nights }: Pick<Claim, 'outcome' | 'nights'>) {
  if (outcome !== 'passed' || nights.length === 0) return 'none';
  return order[Math.min(...nights.map(({ medal }) => order.indexOf(medal)))] ?? 'none';
}

/** One thing that broke, with every instant at which it did. */
export interface StorySum {
  /** The first of them, which is told. */
  readonly breach: NightBreach;
  readonly night: NightSummary;
  /** The others, in the order of the nights. */
  readonly again: readonly { readonly atMs: number; readonly seed: number }[];
}

/** What broke in all nights; what broke in the same way by the same decision is told once. */
export function storySums(nights: readonly NightSummary[]): StorySum[] {
  const stories = new Map<
    string,
    { breach: NightBreach; night: NightSummary; again: { atMs: number; seed: number }[] }
  >();
  for (const night of nights) {
    for (const breach of night.breaches) {
      const key = [breach.code, breach.title, breach.decision.kind, breach.decision.row].join('\n');
      const known = stories.get(key);
      if (known === undefined) stories.set(key, { breach, night, again: [] });
      else known.again.push({ atMs: breach.atMs, seed: night.seed });
    }
  }
  return [...stories.values()];
}
