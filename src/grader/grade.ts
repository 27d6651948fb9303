/**
 * Grades a program: for each seed the run sheet from top to bottom, then, if something broke, the smallest story.
 *
 * After a failure the other seeds still count for the table of a grade; a *run* stops after the seed that failed,
 * because a learner who waits wants the story and not the census. A program that passes a grade has its shortest run
 * played twice, and the hashes compared.
 */
import {
  firstDifference,
  sayEvent,
  type Parting,
  type TraceEvent,
} from '#runtime/trace-difference.ts';
import { Draw } from './draw.ts';
import { Examiner } from './examine.ts';
import { explain, wholeOf } from './explain.ts';
import { fingerprintOf } from './fingerprint.ts';
import {
  isChosen,
  type Examination,
  type Finding,
  type LabGrader,
  type Mode,
  type World,
} from './lab.ts';
import { numbered } from './plan.ts';
import { findProblems } from './plan-problems.ts';
import { player } from './play.ts';
import type { LabProgram } from './program.ts';
import type { RunRecord } from './record.ts';
import type { Play, RunEnd, RunOrder } from './run.ts';
import type { Scenario } from './scenario.ts';
import type { Candidate } from './shrink.ts';
import { Table, primaryOf, type Violation } from './table.ts';
import type { Failed, OutputLine, PlayedRun, Problem, Stopped, Verdict } from './verdict.ts';

/** Told now and then while grading goes on. */
export interface Progress {
  readonly phase: 'running' | 'shrinking' | 'telling';
  readonly seed: number;
  readonly seedsDone: number;
  readonly seedsTotal: number;
  readonly events: number;
}

/** A run that went to its end. */
interface Played {
  readonly world: World;
  readonly record: RunRecord;
}

/** `run` and `grade` take the lab's seeds; a list takes those, as a grade. */
type SeedList = Mode | readonly number[];

export interface GradeOptions {
  readonly seeds: SeedList;
  /** Events of all runs together after which no further seed is begun; 60,000,000 if left out. */
  readonly eventsMax?: number;
  /** Gets what the learner's processes print. */
  readonly output?: (line: OutputLine) => void;
}

/** A violation and what it was found in. */
export interface Culprit {
  readonly violation: Violation;
  /** What ran; null for an examination. */
  readonly run: BrokenRun | null;
  /** Null for a world. */
  readonly finding: Finding | null;
}

/** A run that broke something, and the whole scenario of its world and seed. */
interface BrokenRun {
  readonly record: RunRecord;
  readonly scenario: Scenario;
  readonly candidate: Candidate;
}

const eventsMaxDefault = 60_000_000;

/** Grades a program. Drive it to its end; between two steps the caller may do what it likes. */
export function* grade(
  lab: LabGrader,
  program: LabProgram,
  options: GradeOptions,
): Generator<Progress, Verdict> {
  try {
    const problems = missingExports(lab, program);
    if (problems.length > 0) return { kind: 'rejected', problems };
    return yield* new Grading(lab, program, options).run();
  } catch (error) {
    return graderFailed(error);
  }
}

/** A mistake of ours or of the lab's author: never the learner's. */
export function graderFailed(error: unknown, seed: number | null = null): Stopped {
  const text = error instanceof Error ? error.message : 'an unknown error';
  return {
    kind: 'stopped',
    code: 'KIT-GRADER',
    message: `The grader itself failed: ${text}`,
    remedy: 'This is no mistake of yours. Please report it, with your files.',
    place: null,
    seed,
  };
}

/** What the lab needs and the learner's files do not export. */
function missingExports(lab: LabGrader, program: LabProgram): Problem[] {
  const examiner = new Examiner(program, 0);
  const problems: Problem[] = [];
  for (const [file, names] of Object.entries(lab.needs)) {
    const exported = examiner.exports(file);
    // A file that fails while it is loaded says so itself, with its place, in the first run.
    if (exported === null) continue;
    for (const name of names) {
      if (exported.includes(name)) continue;
      problems.push({
        place: { file, line: 1, column: 1 },
        code: 'missing-export',
        message: `${file} does not export ${name}, which this lab calls`,
        remedy: `Export ${name} with the signature that the brief gives.`,
      });
    }
  }
  return problems;
}

class Grading {
  readonly #lab: LabGrader;
  readonly #program: LabProgram;
  readonly #mode: Mode;
  readonly #seeds: readonly number[];
  readonly #eventsMax: number;
  readonly #play: Play;
  readonly #table: Table;
  readonly #hashes: string[] = [];
  readonly #seedsRun: number[] = [];
  readonly #runs: PlayedRun[] = [];
  #events = 0;
  #shortest: Played | null = null;
  #culprit: Culprit | null = null;

  constructor(lab: LabGrader, program: LabProgram, options: GradeOptions) {
    const { seeds, output } = options;
    this.#lab = lab;
    this.#program = program;
    this.#mode = seeds === 'run' ? 'run' : 'grade';
    this.#seeds = typeof seeds === 'string' ? lab.seeds[seeds] : seeds;
    this.#eventsMax = options.eventsMax ?? eventsMaxDefault;
    this.#play = player({ program, ...(output !== undefined && { output }) });
    this.#table = new Table(lab);
  }

  *run(): Generator<Progress, Verdict> {
    for (const [index, seed] of this.#seeds.entries()) {
      if (this.#events >= this.#eventsMax) break;
      const stopped = yield* this.#seed(seed, index);
      // What an earlier seed broke is told first.
      if (stopped !== null && this.#culprit === null) return stopped;
      if (stopped !== null) break;
      this.#seedsRun.push(seed);
      if (this.#culprit !== null && this.#mode === 'run') break;
    }
    if (this.#culprit !== null) return yield* this.#explain(this.#culprit);
    if (this.#seedsRun.length < this.#seeds.length) {
      const reason = 'the budget of events was spent before all seeds had run';
      return { kind: 'undecided', ...this.#finished(), reason };
    }
    const unequal = this.#mode === 'grade' ? yield* this.#playAgain() : null;
    if (unequal !== null) return unequal;
    const empty = this.#table.emptyRows();
    if (empty.length > 0) {
      return graderFailed(new Error(`nothing was looked at for ${empty.join(', ')}`));
    }
    return { kind: 'passed', ...this.#finished(), runs: this.#runs };
  }

  /** Runs the sheet for one seed. The first seed that breaks something names the culprit. */
  *#seed(seed: number, index: number): Generator<Progress, Stopped | null> {
    const found: Culprit[] = [];
    let stopped: Stopped | null = null;
    for (const item of this.#lab.sheet) {
      if (!isChosen(item.seeds, index, this.#mode)) continue;
      stopped =
        item.kind === 'world'
          ? yield* this.#world(item, seed, found)
          : yield* this.#examination(item, seed, found);
      if (stopped !== null) break;
    }
    const violations = found.map(({ violation }) => violation);
    const primary = primaryOf(this.#lab, violations);
    this.#culprit ??= found.find(({ violation }) => violation === primary) ?? null;
    return stopped;
  }

  *#world(world: World, seed: number, found: Culprit[]): Generator<Progress, Stopped | null> {
    const scenario = scenarioOf(this.#lab, world, { seed, program: this.#program });
    const steps = this.#play({ world, scenario, seed, rich: false });
    let step = steps.next();
    while (step.done !== true) {
      yield this.#progress('running', seed);
      step = steps.next();
    }
    const end = step.value;
    if (end.kind === 'stopped') return end.stopped;
    const { record } = end;
    this.#events += record.events;
    this.#hashes.push(record.traceHash);
    this.#runs.push({ world: world.id, seed });
    if (record.events < (this.#shortest?.record.events ?? Number.POSITIVE_INFINITY)) {
      this.#shortest = { world, record };
    }
    for (const [index, check] of world.checks.entries()) {
      const judgement = check.judge(record);
      this.#table.add(check.code, `${world.id} ${check.code} #${index + 1}`, judgement);
      const { breach, others = [] } = judgement;
      if (breach === null) continue;
      const violation = { code: check.code, seed, item: world, check, breach, others };
      const run = { record, scenario, candidate: wholeOf(scenario) };
      found.push({ violation, run, finding: null });
    }
    yield this.#progress('running', seed);
    return null;
  }

  *#examination(
    item: Examination,
    seed: number,
    found: Culprit[],
  ): Generator<Progress, Stopped | null> {
    const learner = new Examiner(this.#program, seed);
    const draw = new Draw(`${this.#lab.id}/${item.id}/${seed}`);
    const steps = item.examine(learner, draw, seed);
    let step = steps.next();
    while (step.done !== true) {
      yield this.#progress('running', seed);
      step = steps.next();
    }
    for (const finding of step.value) {
      this.#table.add(finding.code, `${item.id} ${finding.code}`, finding);
      const { breach, code } = finding;
      if (breach === null) continue;
      const violation = { code, seed, item, check: null, breach, others: [] };
      found.push({ violation, run: null, finding });
    }
    return null;
  }

  *#explain(culprit: Culprit): Generator<Progress, Failed> {
    const { seed } = culprit.violation;
    const bench = { lab: this.#lab, play: player({ program: this.#program }) };
    const steps = explain(bench, culprit);
    let step = steps.next();
    while (step.done !== true) {
      yield this.#progress(step.value, seed);
      step = steps.next();
    }
    return { kind: 'failed', ...this.#finished(), counterexample: step.value };
  }

  /** Plays the shortest run once more: chance must not come from anywhere but the seed. */
  *#playAgain(): Generator<Progress, Stopped | null> {
    const first = this.#shortest;
    if (first === null) return null;
    const { world, record } = first;
    const { seed, scenario } = record;
    const order = { world, scenario, seed, rich: false };
    const end = yield* this.#playOne(order);
    if (end.kind === 'stopped') return end.stopped;
    if (end.record.traceHash === record.traceHash) return null;
    // Twice more, now with the trace: where do two plays of one run part?
    const one = yield* this.#playOne({ ...order, trace: true });
    const other = yield* this.#playOne({ ...order, trace: true });
    return nondeterministic(first, this.#program, [one, other]);
  }

  *#playOne(order: RunOrder): Generator<Progress, RunEnd> {
    const steps = this.#play(order);
    let step = steps.next();
    while (step.done !== true) {
      yield this.#progress('running', order.seed);
      step = steps.next();
    }
    return step.value;
  }

  #finished(): Pick<Failed, 'seeds' | 'events' | 'checks' | 'traceHash'> {
    return {
      seeds: this.#seedsRun,
      events: this.#events,
      checks: this.#table.results(),
      traceHash: fingerprintOf(this.#hashes),
    };
  }

  #progress(phase: Progress['phase'], seed: number): Progress {
    const seedsTotal = this.#seeds.length;
    const seedsDone = this.#seedsRun.length;
    return { phase, seed, seedsDone, seedsTotal, events: this.#events };
  }
}

/** The scenario of a world for a seed, with its faults numbered. Refuses one that does not make sense. */
export function scenarioOf(
  lab: LabGrader,
  world: World,
  { seed, program }: { readonly seed: number; readonly program: LabProgram },
): Scenario {
  const draw = new Draw(`${lab.id}/${world.id}/${seed}`);
  const drawn = world.scenario(draw, seed, new Examiner(program, seed));
  const scenario = { ...drawn, faults: numbered(drawn.faults) };
  const problems = findProblems(scenario, world);
  if (problems.length > 0) {
    throw new Error(`world '${world.id}', seed ${seed}: ${problems.join('; ')}`);
  }
  return scenario;
}

/** Two plays of one run differ: names the first event in which they do. */
function nondeterministic(
  { world, record }: Played,
  program: LabProgram,
  ends: readonly [RunEnd, RunEnd],
): Stopped {
  const [one, other] = ends;
  const traces = [one, other].map((end) => (end.kind === 'ran' ? end.trace : null));
  const parting = traces[0] && traces[1] ? firstDifference(traces[0], traces[1]) : null;
  const where = parting === null ? '' : `: ${sayParting(parting, record.scenario)}`;
  return {
    kind: 'stopped',
    code: 'KIT-NONDETERMINISM',
    message: `World '${world.id}' went differently when it was played again${where}`,
    remedy:
      'Chance and time must come from random() and now(). If they do, please report this, with your files.',
    place: parting === null ? null : program.place(parting.site),
    seed: record.seed,
  };
}

function sayParting({ row, one, other }: Parting, { nodes }: Scenario): string {
  const names = nodes.map(({ name }) => name);
  const say = (event: TraceEvent | null): string =>
    event === null ? 'nothing more' : sayEvent(event, names);
  return `event ${row + 1} was first ${say(one)}, then ${say(other)}`;
}
