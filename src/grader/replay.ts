/**
 * Runs a recipe once and tells what it shows: behind a shared link, in the console, and when a learner asks whether a
 * change helps against this very failure.
 */
import { candidateOf, readRecipe } from './counterexample.ts';
import { orderOf, retell, type Broken } from './explain.ts';
import { graderFailed, scenarioOf } from './grade.ts';
import type { LabGrader, World } from './lab.ts';
import { printFault } from './plan.ts';
import { findProblems } from './plan-problems.ts';
import { player } from './play.ts';
import type { LabProgram } from './program.ts';
import type { RunRecord } from './record.ts';
import type { Scenario } from './scenario.ts';
import { Table, primaryOf, type Violation } from './table.ts';
import type { OutputLine, Stopped, Verdict } from './verdict.ts';

export interface ReplayOptions {
  /** A recipe as a counterexample holds it. */
  readonly recipe: string;
  /** Gets what the learner's processes print. */
  readonly output?: (line: OutputLine) => void;
}

/** Replays a recipe: failed with its story if something breaks, passed if nothing does. */
export function* replay(
  lab: LabGrader,
  program: LabProgram,
  options: ReplayOptions,
): Generator<void, Verdict> {
  const recipe = readRecipe(options.recipe);
  if (recipe === null || recipe.lab !== lab.id) return misfit('it is no recipe of this lab');
  const world = lab.sheet.find(
    (item): item is World => item.kind === 'world' && item.id === recipe.world,
  );
  if (world === undefined) return misfit(`this lab has no world '${recipe.world}'`);
  try {
    const { seed } = recipe;
    const scenario = scenarioOf(lab, world, seed);
    const candidate = candidateOf(recipe, scenario.workload);
    if (candidate === null) return misfit('it names operations that the lab no longer has');
    const reduced = { ...scenario, faults: candidate.faults, untilMs: candidate.untilMs };
    const problem = findMisfit(reduced);
    if (problem !== null) return misfit(problem);
    const play = player({
      program,
      ...(options.output !== undefined && { output: options.output }),
    });
    const end = yield* play({ ...orderOf({ world, scenario, seed }, candidate), rich: false });
    if (end.kind === 'stopped') return end.stopped;
    const table = new Table(lab);
    const violations = judge(world, end.record, table);
    const finished = {
      seeds: [seed],
      events: end.record.events,
      checks: table.results(),
      traceHash: end.record.traceHash,
    };
    // The failure the recipe was made for is told before any other.
    const violation =
      violations.find(({ code }) => code === recipe.code) ?? primaryOf(lab, violations);
    if (violation === null) return { kind: 'passed', ...finished };
    const broken: Broken = { violation, world, scenario, seed };
    const retelling = retell({ lab, play }, broken, candidate);
    let step = retelling.next();
    while (step.done !== true) {
      yield;
      step = retelling.next();
    }
    return { kind: 'failed', ...finished, counterexample: step.value };
  } catch (error) {
    return graderFailed(error);
  }
}

/** A recipe is written by anybody: a fault that lacks what its kind needs cannot even be printed. */
function findMisfit(scenario: Scenario): string | null {
  try {
    for (const fault of scenario.faults) printFault(fault);
    return findProblems(scenario)[0] ?? null;
  } catch {
    return 'one of its faults is no fault';
  }
}

function judge(world: World, record: RunRecord, table: Table): Violation[] {
  const violations: Violation[] = [];
  for (const [index, check] of world.checks.entries()) {
    const judgement = check.judge(record);
    table.add(check.code, String(index), judgement);
    const { breach, others = [] } = judgement;
    if (breach !== null)
      violations.push({ code: check.code, seed: record.seed, item: world, check, breach, others });
  }
  return violations;
}

function misfit(why: string): Stopped {
  return {
    kind: 'stopped',
    code: 'KIT-GRADER',
    message: `This recipe cannot be replayed: ${why}`,
    remedy: 'It may come from another version of the lab. Run the lab again to get a new one.',
    place: null,
    seed: null,
  };
}
