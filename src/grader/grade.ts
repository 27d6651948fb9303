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
import { Examiner } from './examine.ts';
import { explain } from './explain.ts';
import { fingerprintOf } from './fingerprint.ts';
import { judge, type Bar, type Culprit } from './judge.ts';
import { isChosen, isDear, type LabGrader, type Mode, type World } from './lab.ts';
import { player } from './play.ts';
import type { LabProgram } from './program.ts';
import type { RunRecord } from './record.ts';
import type { RunEnd, RunOrder } from './run.ts';
import type { Scenario } from './scenario.ts';
import { Table, isSettled, primaryOf, type Violation } from './table.ts';
import type {
  Failed,
  OutputLine,
  PlayedRun,
  Problem,
  RunReport,
  ShownTable,
  Stopped,
  Verdict,
} from './verdict.ts';

/** So many runs are reported at most, the first: a verdict has to stay small enough for the border. */
const reportsMax = 4;

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
  /**
   * For whoever asks for the story alone: after a breach that nothing later can outrank, the rest is left out, and the
   * table has gaps. False if left out.
   */
  readonly untilSettled?: boolean;
  /** Gets what the learner's processes print. */
  readonly output?: (line: OutputLine) => void;
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

function violations(culprits: readonly Culprit[]): readonly Violation[] {
  return culprits.map(({ violation }) => violation);
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
  readonly #bar: Bar;
  readonly #mode: Mode;
  readonly #seeds: readonly number[];
  readonly #eventsMax: number;
  readonly #untilSettled: boolean;
  readonly #table: Table;
  readonly #hashes: string[] = [];
  readonly #seedsRun: number[] = [];
  readonly #runs: PlayedRun[] = [];
  #events = 0;
  #shortest: Played | null = null;
  #culprit: Culprit | null = null;
  #tables: readonly ShownTable[] = [];
  readonly #reports: RunReport[] = [];

  constructor(lab: LabGrader, program: LabProgram, options: GradeOptions) {
    const { seeds, output } = options;
    this.#lab = lab;
    this.#mode = seeds === 'run' ? 'run' : 'grade';
    const listed = typeof seeds === 'string' ? lab.seeds[seeds] : seeds;
    // A seed for which no part of the sheet is meant is none that was tried.
    this.#seeds = listed.filter((_, index) =>
      lab.sheet.some((item) => isChosen(item.seeds, index, this.#mode)),
    );
    this.#eventsMax = options.eventsMax ?? eventsMaxDefault;
    this.#untilSettled = options.untilSettled ?? false;
    const play = player({ program, ...(output !== undefined && { output }) });
    this.#bar = { lab, program, play, isHasty: this.#untilSettled };
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
      if (this.#culprit !== null && (this.#mode === 'run' || this.#untilSettled)) break;
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
    const shown: ShownTable[] = [];
    let stopped: Stopped | null = null;
    for (const [position, item] of this.#lab.sheet.entries()) {
      if (!isChosen(item.seeds, index, this.#mode)) continue;
      if (isDear(item) && primaryOf(this.#lab, violations(found)) !== null) continue;
      if (this.#untilSettled && isSettled(this.#lab, violations(found), position)) break;
      const judged = yield* this.#driven(judge(this.#bar, item, seed), { phase: 'running', seed });
      if (judged.kind === 'stopped') {
        ({ stopped } = judged);
        break;
      }
      const { record, opinions, tables, trials, report } = judged;
      for (const { events, traceHash } of trials) {
        this.#events += events;
        this.#hashes.push(traceHash);
      }
      shown.push(...tables);
      if (report !== null && this.#reports.length < reportsMax) this.#reports.push(report);
      if (item.kind === 'world' && record !== null) this.#note({ world: item, record });
      for (const { code, place, judgement, culprit } of opinions) {
        this.#table.add(code, place, judgement);
        if (culprit !== null) found.push(culprit);
      }
      yield this.#progress('running', seed);
    }
    const primary = primaryOf(this.#lab, violations(found));
    // The tables shown are those of the seed that is told; where none is, of the last one.
    if (this.#culprit === null) this.#tables = shown;
    this.#culprit ??= found.find(({ violation }) => violation === primary) ?? null;
    return stopped;
  }

  #note(played: Played): void {
    const { events, traceHash, seed } = played.record;
    this.#events += events;
    this.#hashes.push(traceHash);
    this.#runs.push({ world: played.world.id, seed });
    if (events < (this.#shortest?.record.events ?? Number.POSITIVE_INFINITY)) {
      this.#shortest = played;
    }
  }

  *#explain(culprit: Culprit): Generator<Progress, Failed> {
    const { seed } = culprit.violation;
    const steps = explain(
      { lab: this.#lab, play: player({ program: this.#bar.program }) },
      culprit,
    );
    const counterexample = yield* this.#driven(steps, { phase: 'shrinking', seed });
    return { kind: 'failed', ...this.#finished(), counterexample };
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
    return nondeterministic(first, this.#bar.program, [one, other]);
  }

  *#playOne(order: RunOrder): Generator<Progress, RunEnd> {
    return yield* this.#driven(this.#bar.play(order), { phase: 'running', seed: order.seed });
  }

  /** Drives a piece of work to its end and says where it is; what it yields is the phase, if it knows better. */
  *#driven<Result>(
    steps: Generator<Progress['phase'] | void, Result>,
    { phase, seed }: Pick<Progress, 'phase' | 'seed'>,
  ): Generator<Progress, Result> {
    for (;;) {
      const step = steps.next();
      if (step.done === true) return step.value;
      yield this.#progress(step.value ?? phase, seed);
    }
  }

  #finished(): Pick<Failed, 'seeds' | 'events' | 'checks' | 'traceHash' | 'tables' | 'reports'> {
    return {
      seeds: this.#seedsRun,
      events: this.#events,
      checks: this.#table.results(),
      traceHash: fingerprintOf(this.#hashes),
      ...(this.#tables.length > 0 && { tables: this.#tables }),
      ...(this.#reports.length > 0 && { reports: this.#reports }),
    };
  }

  #progress(phase: Progress['phase'], seed: number): Progress {
    const seedsTotal = this.#seeds.length;
    const seedsDone = this.#seedsRun.length;
    return { phase, seed, seedsDone, seedsTotal, events: this.#events };
  }
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
