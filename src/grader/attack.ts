/**
 * Keeps attacking beyond the seeds of the lab: run after run, until something breaks or the budget is spent. Worlds
 * and strategies take turns, so that none starves while another has nothing to find:
 *
 *   run 1   world A, swarm      run 3   world A, pct         …  and from the start, with the next seed
 *   run 2   world B, swarm      run 4   world B, pct
 *
 * What breaks is shrunk, replayed and told as in a verdict, and the same options find the same. Bounds that were
 * measured for the whole plan (shares, percentiles) are judged only where the whole plan ran: by `fixed`.
 */
import { strategyNames, type AttackProgress, type StrategyName } from './attack-progress.ts';
import { Coverage } from './coverage.ts';
import { explain, orderOf } from './explain.ts';
import { fingerprintOf } from './fingerprint.ts';
import { graderFailed } from './grade.ts';
import type { Check } from './invariant.ts';
import { scenarioOf, type Culprit } from './judge.ts';
import type { LabGrader, World } from './lab.ts';
import { player } from './play.ts';
import type { LabProgram } from './program.ts';
import type { RunRecord } from './record.ts';
import type { Play, RunEnd } from './run.ts';
import { fixed } from './strategy-fixed.ts';
import { healing } from './strategy-healed.ts';
import { pct } from './strategy-pct.ts';
import { swarm } from './strategy-swarm.ts';
import { systematic } from './strategy-systematic.ts';
import { walk } from './strategy-walk.ts';
import type { Attempt, Ground, Strategy } from './strategy.ts';
import { Table, primaryOf, type Violation } from './table.ts';
import type { Verdict } from './verdict.ts';

export interface AttackOptions {
  /** Seed of the first run; the others follow. Choose it outside the lab's own seeds. */
  readonly firstSeed: number;
  readonly runsMax: number;
  /** Events of all runs together after which no further run is begun; without limit if left out. */
  readonly eventsMax?: number;
  /** Ways of searching that take turns; all of them if left out. */
  readonly strategies?: readonly StrategyName[];
}

const makers: Readonly<Record<StrategyName, (ground: Ground) => Strategy>> = {
  fixed,
  swarm,
  walk,
  pct,
  systematic,
  healed: healing,
};
/** A verdict lists the seeds of so many runs, the last ones. */
const seedsMax = 1_000;
/** How long runs are taken to be before the first is over. */
const eventsExpectedFirst = 500;

/** Attacks until something breaks or the budget is spent: failed with its story, or undecided. */
export function* attack(
  lab: LabGrader,
  program: LabProgram,
  options: AttackOptions,
): Generator<AttackProgress, Verdict> {
  try {
    return yield* new Attack(lab, program, options).run();
  } catch (error) {
    return graderFailed(error);
  }
}

/** True if a check holds for what a strategy does to the plan. A world without any such check need not be run. */
function isFair({ calibrated }: Check, strategy: StrategyName): boolean {
  return !calibrated || strategy === 'fixed';
}

/** A strategy in a world. */
interface Arm {
  readonly world: World;
  readonly strategy: Strategy;
  readonly sites: Set<string>;
  eventsExpected: number;
}

class Attack {
  readonly #lab: LabGrader;
  readonly #program: LabProgram;
  readonly #options: AttackOptions;
  readonly #play: Play;
  readonly #table: Table;
  readonly #coverage = new Coverage();
  readonly #seeds: number[] = [];
  #hash = '';
  #runs = 0;
  #events = 0;
  #arm: Arm | undefined = undefined;
  #seed: number;

  constructor(lab: LabGrader, program: LabProgram, options: AttackOptions) {
    this.#lab = lab;
    this.#program = program;
    this.#options = options;
    this.#play = player({ program });
    this.#table = new Table(lab);
    this.#seed = options.firstSeed;
  }

  *run(): Generator<AttackProgress, Verdict> {
    const { firstSeed, runsMax, eventsMax = Number.POSITIVE_INFINITY } = this.#options;
    let arms = this.#arms();
    for (let turn = 0; arms.length > 0; turn++) {
      if (this.#runs >= runsMax || this.#events >= eventsMax) break;
      const arm = arms[turn % arms.length];
      const attempt = arm?.strategy.next(firstSeed + turn) ?? null;
      if (arm === undefined || attempt === null) {
        arms = arms.filter((other) => other !== arm);
        continue;
      }
      this.#arm = arm;
      this.#seed = attempt.seed;
      const end = yield* this.#runAttempt(arm, attempt);
      if (end !== null) return end;
    }
    const reason =
      this.#runs === 1
        ? '1 attack more has broken nothing'
        : `${this.#runs} attacks more have broken nothing`;
    return { kind: 'undecided', ...this.#finished(), reason };
  }

  #arms(): Arm[] {
    const { strategies = strategyNames } = this.#options;
    const worlds = this.#lab.sheet.filter((item): item is World => item.kind === 'world');
    return strategies.flatMap((name) =>
      worlds
        .filter(({ checks }) => checks.some((check) => isFair(check, name)))
        .map((world) => {
          const sites = new Set<string>();
          const arm: Omit<Arm, 'strategy'> = { world, sites, eventsExpected: eventsExpectedFirst };
          const ground: Ground = {
            lab: this.#lab,
            world,
            sites,
            scenario: (seed) => scenarioOf(this.#lab, world, { seed, program: this.#program }),
            eventsExpected: () => arm.eventsExpected,
          };
          return Object.assign(arm, { strategy: makers[name](ground) });
        }),
    );
  }

  /** Runs one attempt: null if nothing broke. */
  *#runAttempt(arm: Arm, attempt: Attempt): Generator<AttackProgress, Verdict | null> {
    const { world } = arm;
    const { seed, scenario } = attempt;
    const order = orderOf({ world, seed, scenario }, attempt.candidate);
    this.#coverage.planned(scenario.faults);
    this.#coverage.planned(attempt.candidate.faults);
    const end = yield* this.#finish(this.#play({ ...order, rich: false }));
    this.#runs++;
    if (end.kind === 'stopped') {
      attempt.over(null);
      return end.stopped;
    }
    const { record } = end;
    const candidate = attempt.over(record);
    arm.eventsExpected = record.events;
    this.#note(record, arm);
    yield this.#progress('running');
    const violation = primaryOf(this.#lab, this.#judge(arm, record));
    if (violation === null) return null;
    return yield* this.#explain({ violation, run: { record, scenario, candidate }, finding: null });
  }

  *#finish(steps: Generator<void, RunEnd>): Generator<AttackProgress, RunEnd> {
    for (;;) {
      const step = steps.next();
      if (step.done === true) return step.value;
      yield this.#progress('running');
    }
  }

  #note(record: RunRecord, arm: Arm): void {
    this.#events += record.events;
    this.#hash = fingerprintOf([this.#hash, record.traceHash]);
    this.#seeds.push(record.seed);
    if (this.#seeds.length > 2 * seedsMax) this.#seeds.splice(0, seedsMax);
    for (const site of record.sites.keys()) arm.sites.add(site);
    this.#coverage.ran(record);
  }

  #judge({ world, strategy }: Arm, record: RunRecord): Violation[] {
    const violations: Violation[] = [];
    for (const [index, check] of world.checks.entries()) {
      if (!isFair(check, strategy.name)) continue;
      const judgement = check.judge(record);
      this.#table.add(check.code, { item: world.id, index }, judgement);
      this.#coverage.judged(check.code, record, judgement);
      const { breach, others = [] } = judgement;
      if (breach === null) continue;
      violations.push({ code: check.code, seed: record.seed, item: world, check, breach, others });
    }
    return violations;
  }

  *#explain(culprit: Culprit): Generator<AttackProgress, Verdict> {
    const telling = explain({ lab: this.#lab, play: this.#play }, culprit);
    for (;;) {
      const step = telling.next();
      if (step.done === true)
        return { kind: 'failed', ...this.#finished(), counterexample: step.value };
      yield this.#progress(step.value);
    }
  }

  #finished() {
    return {
      seeds: this.#seeds.slice(-seedsMax),
      events: this.#events,
      checks: this.#table.results(),
      traceHash: fingerprintOf([this.#hash]),
    };
  }

  #progress(phase: AttackProgress['phase']): AttackProgress {
    const { strategy, world } = this.#arm ?? {};
    return this.#coverage.report({
      phase,
      world: world?.id ?? '',
      strategy: strategy?.name ?? 'fixed',
      seed: this.#seed,
      runs: this.#runs,
      runsMax: this.#options.runsMax,
      events: this.#events,
    });
  }
}
