/**
 * What a search that keeps attacking says of itself while it runs: data only, for it crosses the sandbox's border.
 */
import type { FaultKind } from './fault-kinds.ts';

/** The ways of searching; what each does stands in its file. */
export const strategyNames = ['fixed', 'swarm', 'walk', 'pct', 'systematic', 'healed'] as const;

/**
 *   fixed        the whole plan of each seed, first come, first served: how a verdict is found
 *   swarm        some families of faults, a part of the workload, any kind of schedule
 *   walk         the whole plan, every turn of a process at random
 *   pct          the whole plan, priorities that change at a few points
 *   systematic   every order of the turns of a small run, one after the other
 *   healed       faults first, then a phase in which all of them are healed and everything must come right
 */
export type StrategyName = (typeof strategyNames)[number];

/** How often a family of faults of the plan has struck. */
export interface FaultCoverage {
  readonly kind: FaultKind;
  /** The lab's name for the family, e.g. `F4a`, else the kind. */
  readonly label: string;
  /** Runs in which it struck at least once; 0 while it has not been covered. */
  readonly runs: number;
}

/** How a `buggify(site)` of the world has fared. */
export interface SiteCoverage {
  readonly site: string;
  /** Runs that passed it, and runs in which it misbehaved. */
  readonly reached: number;
  readonly fired: number;
}

/** The run that came closest to breaking something. */
export interface NearestMiss {
  /** The lab's code of the invariant. */
  readonly code: string;
  readonly world: string;
  readonly seed: number;
  /** 0 would be a breach, 1 is nothing out of the ordinary. */
  readonly distance: number;
  /** Worst value of that run, formatted; null where nothing was measured. */
  readonly worst: string | null;
}

/** Where a search is. */
export interface AttackProgress {
  readonly phase: 'running' | 'shrinking' | 'telling';
  /** What is running now. */
  readonly world: string;
  readonly strategy: StrategyName;
  readonly seed: number;
  readonly runs: number;
  readonly runsMax: number;
  /** Of all runs together. */
  readonly events: number;
  /** Every family of the plans seen so far, in the order of the plans; those that have not struck too. */
  readonly faults: readonly FaultCoverage[];
  readonly sites: readonly SiteCoverage[];
  /** Null while no invariant has said how near it was. */
  readonly nearest: NearestMiss | null;
}
