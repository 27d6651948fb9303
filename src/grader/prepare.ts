/**
 * From the description of a run to the order that carries it out. A description comes out of a link, and a link is
 * written by anybody, perhaps for another version of the lab: what does not fit is told, with what to do about it.
 */
import { candidateOf, readRecipe } from './counterexample.ts';
import { orderOf, wholeOf, type Setting } from './explain.ts';
import { scenarioOf } from './judge.ts';
import { world as worldOf, type LabGrader, type World } from './lab.ts';
import { findProblems } from './plan-problems.ts';
import { printFault } from './plan.ts';
import type { LabProgram } from './program.ts';
import type { RunOrder } from './run.ts';
import type { Scenario } from './scenario.ts';
import type { Candidate } from './search.ts';
import type { Stopped } from './verdict.ts';
import type { Subject } from './walk.ts';

/** A run that can be carried out. */
export interface Prepared {
  readonly kind: 'prepared';
  readonly world: World;
  readonly setting: Setting;
  readonly candidate: Candidate;
  readonly order: Omit<RunOrder, 'rich'>;
  /** The invariant that it is said to break. */
  readonly code: string | null;
}

const nodesMax = 64;
const untilMsMax = 86_400_000;

/** Prepares the run that a subject names. `lab` may be null for a run without grader only. */
export function prepare(
  lab: LabGrader | null,
  program: LabProgram,
  subject: Subject,
): Prepared | Stopped {
  if (subject.kind === 'play') return preparePlay(subject);
  if (lab === null) return misfit('it needs a lab, and none was named');
  return subject.kind === 'recipe'
    ? prepareRecipe(lab, program, subject.recipe)
    : prepareWorld(lab, program, subject);
}

function prepareRecipe(lab: LabGrader, program: LabProgram, text: string): Prepared | Stopped {
  const recipe = readRecipe(text);
  if (recipe === null || recipe.lab !== lab.id) return misfit('it is no recipe of this lab');
  const world = worldNamed(lab, recipe.world);
  if (world === undefined) return misfit(`this lab has no world '${recipe.world}'`);
  const { seed, code } = recipe;
  const scenario = scenarioOf(lab, world, { seed, program });
  const candidate = candidateOf(recipe, scenario.workload);
  if (candidate === null) return misfit('it names operations that the lab no longer has');
  const setting = { world, scenario, seed };
  const order = orderOf(setting, candidate);
  const problem = findMisfit(order.scenario);
  if (problem !== null) return misfit(problem);
  return { kind: 'prepared', world, setting, candidate, order, code };
}

function prepareWorld(
  lab: LabGrader,
  program: LabProgram,
  { world: id, seed }: Extract<Subject, { kind: 'world' }>,
): Prepared | Stopped {
  const world = worldNamed(lab, id);
  if (world === undefined) return misfit(`this lab has no world '${id}'`);
  const setting = { world, scenario: scenarioOf(lab, world, { seed, program }), seed };
  const candidate = wholeOf(setting.scenario);
  const order = orderOf(setting, candidate);
  return { kind: 'prepared', world, setting, candidate, order, code: null };
}

/** A run of one's own: a world in which nothing is checked, and every error is one's own affair. */
function preparePlay({ seed, scenario }: Extract<Subject, { kind: 'play' }>): Prepared | Stopped {
  const problem = playProblem(scenario) ?? findMisfit(scenario);
  if (problem !== null) return misfit(problem);
  const world = worldOf({
    id: 'playground',
    scenario: () => scenario,
    checks: [],
    crashes: 'allowed',
  });
  const setting = { world, scenario, seed };
  const candidate = wholeOf(scenario);
  const order = orderOf(setting, candidate);
  return { kind: 'prepared', world, setting, candidate, order, code: null };
}

function playProblem({ nodes, boot, workload, untilMs }: Scenario): string | null {
  const names = new Set(nodes.map(({ name }) => name));
  if (nodes.length === 0) return 'it has no nodes';
  if (nodes.length > nodesMax) return `it has more than ${nodesMax} nodes`;
  if (names.size < nodes.length) return 'two of its nodes have one name';
  if (names.has('')) return 'one of its nodes has no name';
  if (!(untilMs > 0) || untilMs > untilMsMax) return 'it lasts for no time, or for more than a day';
  const lost = [...boot.map(({ node }) => node), ...workload.map(({ driver }) => driver.node)].find(
    (node) => !names.has(node),
  );
  return lost === undefined ? null : `there is no node '${lost}'`;
}

function worldNamed(lab: LabGrader, id: string): World | undefined {
  return lab.sheet.find((item): item is World => item.kind === 'world' && item.id === id);
}

/** A fault that lacks what its kind needs cannot even be printed. */
function findMisfit(scenario: Scenario): string | null {
  try {
    for (const fault of scenario.faults) printFault(fault);
    return findProblems(scenario)[0] ?? null;
  } catch {
    return 'one of its faults is no fault';
  }
}

/** A run that cannot be carried out as it is described. */
export function misfit(why: string): Stopped {
  return {
    kind: 'stopped',
    code: 'KIT-GRADER',
    message: `This recipe cannot be replayed: ${why}`,
    remedy: 'It may come from another version of the lab. Run the lab again to get a new one.',
    place: null,
    seed: null,
  };
}
