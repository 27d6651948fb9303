/**
 * Keeps attacking beyond the seeds of the lab: run after run, each with a part of the plan and of the workload that
 * its seed draws, and a schedule of its own.
 *
 * Swarm testing (Groce et al., "Swarm Testing", ISSTA 2012): leaving features out of a run lets the others meet in
 * ways they never do when everything happens at once. So a run has some families of faults and not others, and what
 * it has strikes with the planned probability or less. Who runs next is first come, first served, random, or by
 * priorities that change at a few points (PCT: Burckhardt et al., ASPLOS 2010).
 *
 * A run is never harder than the plan, so a program that is right survives any number of them. Bounds that were
 * measured for the whole plan (shares, percentiles) are not judged here.
 */
import type { SchedulerSpec } from '#runtime/scheduler.ts';
import { Draw } from './draw.ts';
import { explain, orderOf } from './explain.ts';
import type { Fault } from './fault.ts';
import { fingerprintOf } from './fingerprint.ts';
import { graderFailed, scenarioOf, type Culprit, type Progress } from './grade.ts';
import type { LabGrader, World } from './lab.ts';
import { familyOf } from './plan.ts';
import { player } from './play.ts';
import type { LabProgram } from './program.ts';
import type { RunRecord } from './record.ts';
import type { Scenario } from './scenario.ts';
import type { Candidate } from './shrink.ts';
import { Table, primaryOf, type Violation } from './table.ts';
import type { Operation } from './workload.ts';
import type { Verdict } from './verdict.ts';

export interface AttackOptions {
  /** Seed of the first run; the others follow. Choose it outside the lab's own seeds. */
  readonly firstSeed: number;
  readonly runsMax: number;
  /** Events of all runs together after which no further run is begun; 100,000,000 if left out. */
  readonly eventsMax?: number;
}

const eventsMaxDefault = 100_000_000;

/** Attacks until something breaks or the budget is spent: failed with its story, or undecided. */
export function* attack(
  lab: LabGrader,
  program: LabProgram,
  options: AttackOptions,
): Generator<Progress, Verdict> {
  const worlds = lab.sheet.filter((item): item is World => item.kind === 'world');
  const play = player({ program });
  const { firstSeed, runsMax, eventsMax = eventsMaxDefault } = options;
  const table = new Table(lab);
  const seeds: number[] = [];
  const hashes: string[] = [];
  let events = 0;
  const progress = (phase: Progress['phase'], seed: number): Progress => ({
    phase,
    seed,
    seedsDone: seeds.length,
    seedsTotal: runsMax,
    events,
  });
  const finished = () => ({
    seeds,
    events,
    checks: table.results(),
    traceHash: fingerprintOf(hashes),
  });
  try {
    for (let run = 0; run < runsMax && events < eventsMax; run++) {
      const seed = firstSeed + run;
      const world = worlds[run % worlds.length];
      if (world === undefined) break;
      const scenario = scenarioOf(lab, world, seed);
      const candidate = drawCandidate(scenario, new Draw(`${lab.id}/${world.id}/${seed}/attack`));
      const steps = play({ ...orderOf({ world, seed, scenario }, candidate), rich: false });
      let step = steps.next();
      while (step.done !== true) {
        yield progress('running', seed);
        step = steps.next();
      }
      const end = step.value;
      if (end.kind === 'stopped') return end.stopped;
      const { record } = end;
      events += record.events;
      hashes.push(record.traceHash);
      seeds.push(seed);
      yield progress('running', seed);
      const violation = primaryOf(lab, judge(world, record, table));
      if (violation === null) continue;
      const culprit: Culprit = { violation, run: { record, scenario, candidate }, finding: null };
      const telling = explain({ lab, play }, culprit);
      let told = telling.next();
      while (told.done !== true) {
        yield progress(told.value, seed);
        told = telling.next();
      }
      return { kind: 'failed', ...finished(), counterexample: told.value };
    }
  } catch (error) {
    return graderFailed(error);
  }
  return {
    kind: 'undecided',
    ...finished(),
    reason: `${seeds.length} attacks more have broken nothing`,
  };
}

/** What one run of the attack is made of. */
export function drawCandidate(scenario: Scenario, draw: Draw): Candidate {
  const scheduler = drawScheduler(draw.of('schedule'));
  const faults = drawFaults(scenario.faults, draw.of('faults'));
  const operations = drawOperations(scenario, faults, draw.of('operations'));
  const { untilMs } = scenario;
  return { operations, faults, untilMs, ...(scheduler !== undefined && { scheduler }) };
}

function drawScheduler(draw: Draw): SchedulerSpec | undefined {
  if (draw.chance(0.4)) return undefined;
  return draw.chance(0.6) ? 'random' : { kind: 'pct', depth: draw.integer(2, 5) };
}

/** Some families, at the planned strength or less; never none where the plan has any. */
function drawFaults(plan: readonly Fault[], draw: Draw): Fault[] {
  const families = [...new Set(plan.map(familyOf))];
  if (families.length === 0) return [];
  const on = new Set(families.filter(() => draw.chance(0.5)));
  on.add(draw.pick(families));
  const strengths = new Map(families.map((family) => [family, draw.pick([0.25, 0.5, 1])]));
  const faults: Fault[] = [];
  for (const fault of plan) {
    const family = familyOf(fault);
    if (!on.has(family)) continue;
    const strength = strengths.get(family) ?? 1;
    const isRare = 'probability' in fault && fault.probability !== undefined;
    faults.push(isRare ? { ...fault, probability: fault.probability * strength } : fault);
  }
  return faults;
}

/** A part of the workload that is worth the run: what the faults wait for by name, and a share of the rest. */
function drawOperations(scenario: Scenario, faults: readonly Fault[], draw: Draw): Operation[] {
  const named = new Set(faults.flatMap(tagsOf));
  const share = draw.pick([0.05, 0.1, 0.25, 0.5]);
  return scenario.workload.filter(({ id }) => {
    const isDrawn = draw.chance(share);
    return isDrawn || named.has(id);
  });
}

/** Conversations that a fault is about. */
function tagsOf(fault: Fault): readonly string[] {
  const match =
    'match' in fault
      ? fault.match
      : 'at' in fault && typeof fault.at !== 'number'
        ? fault.at.match
        : {};
  const { tag = [] } = match;
  return typeof tag === 'string' ? [tag] : tag;
}

function judge(world: World, record: RunRecord, table: Table): Violation[] {
  const violations: Violation[] = [];
  for (const [index, check] of world.checks.entries()) {
    if (check.calibrated) continue;
    const judgement = check.judge(record);
    table.add(check.code, `${world.id} ${check.code} #${index + 1}`, judgement);
    const { breach, others = [] } = judgement;
    if (breach === null) continue;
    violations.push({ code: check.code, seed: record.seed, item: world, check, breach, others });
  }
  return violations;
}
