/** What a search has covered: which faults have struck, which sites have misbehaved, and how near it has come. */
import type {
  AttackProgress,
  FaultCoverage,
  NearestMiss,
  SiteCoverage,
} from './attack-progress.ts';
import type { Fault } from './fault.ts';
import type { Judgement } from './invariant.ts';
import { familyOf } from './plan.ts';
import type { RunRecord } from './record.ts';

type Draft<T> = { -readonly [K in keyof T]: T[K] };

/** Rows that are reported at most, of each kind. */
const rowsMax = 200;

export class Coverage {
  readonly #faults = new Map<string, Draft<FaultCoverage>>();
  readonly #sites = new Map<string, Draft<SiteCoverage>>();
  #nearest: NearestMiss | null = null;
  /** What was reported last, while nothing has changed since. */
  #faultRows: readonly FaultCoverage[] | null = null;
  #siteRows: readonly SiteCoverage[] | null = null;

  /** Faults that a plan holds, so that what never strikes shows too. Sites have rows of their own. */
  planned(plan: readonly Fault[]): void {
    for (const fault of plan) {
      if (fault.kind === 'buggify') continue;
      const label = familyOf(fault);
      if (this.#faults.has(label)) continue;
      this.#faults.set(label, { kind: fault.kind, label, runs: 0 });
      this.#faultRows = null;
    }
  }

  ran(record: RunRecord): void {
    const families = new Set<string>();
    const fired = new Set<string>();
    for (const { fault } of record.struck) {
      if (fault.kind === 'buggify') fired.add(fault.site);
      else families.add(familyOf(fault));
    }
    for (const family of families) {
      const row = this.#faults.get(family);
      if (row !== undefined) row.runs++;
    }
    for (const site of record.sites.keys()) {
      const row = this.#sites.get(site) ?? { site, reached: 0, fired: 0 };
      this.#sites.set(site, row);
      row.reached++;
      if (fired.has(site)) row.fired++;
    }
    if (families.size > 0) this.#faultRows = null;
    if (record.sites.size > 0) this.#siteRows = null;
  }

  /** What a check said of a run that may be the nearest miss. */
  judged(code: string, record: RunRecord, { distance, worst, as }: Judgement): void {
    if (distance === undefined || distance === null || Number.isNaN(distance)) return;
    if (this.#nearest !== null && distance >= this.#nearest.distance) return;
    const said = worst === null || as === undefined ? worst : `${as}: ${worst}`;
    this.#nearest = { code, world: record.world, seed: record.seed, distance, worst: said };
  }

  /** Adds what was covered to where a search is. */
  report(where: Omit<AttackProgress, 'faults' | 'sites' | 'nearest'>): AttackProgress {
    this.#faultRows ??= rowsOf(this.#faults);
    this.#siteRows ??= rowsOf(this.#sites);
    return { ...where, faults: this.#faultRows, sites: this.#siteRows, nearest: this.#nearest };
  }
}

function rowsOf<Row extends object>(rows: ReadonlyMap<string, Row>): Row[] {
  return [...rows.values()].slice(0, rowsMax).map((row) => ({ ...row }));
}
