/**
 * Ways of searching for a run that breaks something. A strategy looks at one world; asked for the next run, it says
 * seed, operations, faults and schedule, until it has nothing more to try.
 *
 *        seed ──▶ strategy ──attempt──▶ run ──record──▶ checks ──breach──▶ shrink, replay, tell
 *                    ▲                                    │
 *                    └────────── over(record) ◀───────────┘      what a strategy learns of its run
 *
 * No strategy makes a run that is harder than the lab's plan (the sites of `buggify` stand in the lab's world for
 * exactly this), so a program that is right survives any number of attempts.
 */
import type { StrategyName } from './attack-progress.ts';
import { Draw } from './draw.ts';
import type { LabGrader, World } from './lab.ts';
import type { RunRecord } from './record.ts';
import type { Scenario } from './scenario.ts';
import type { Candidate } from './search.ts';

/** A run to be made. */
export interface Attempt {
  readonly seed: number;
  /** Of the world and the seed, whole. */
  readonly scenario: Scenario;
  readonly candidate: Candidate;
  /** Takes what came of it, null if it was stopped, and gives the candidate in a form that can be replayed. */
  readonly over: (record: RunRecord | null) => Candidate;
}

export interface Strategy {
  readonly name: StrategyName;
  /** The next attempt; null if there is nothing left to try. A strategy with memory may stay with an earlier seed. */
  readonly next: (seed: number) => Attempt | null;
}

/** Where a strategy searches. */
export interface Ground {
  readonly lab: LabGrader;
  readonly world: World;
  /** The whole scenario of the world for a seed. */
  readonly scenario: (seed: number) => Scenario;
  /** Sites of `buggify` that runs of this world have passed so far. */
  readonly sites: ReadonlySet<string>;
  /** Events of the last run of this world: how long runs are. */
  readonly eventsExpected: () => number;
}

/** A strategy that draws each run by itself and learns nothing. */
export function drawn(
  name: StrategyName,
  ground: Ground,
  draw: (scenario: Scenario, chance: Draw) => Candidate,
): Strategy {
  return {
    name,
    next: (seed) => {
      const scenario = ground.scenario(seed);
      const chance = new Draw(`${ground.lab.id}/${ground.world.id}/${seed}/${name}`);
      const candidate = draw(scenario, chance);
      return { seed, scenario, candidate, over: () => candidate };
    },
  };
}
