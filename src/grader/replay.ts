/**
 * Runs a recipe once and tells what it shows: behind a shared link, in the console, and when a learner asks whether a
 * change helps against this very failure.
 */
import { retell, type Broken } from './explain.ts';
import { graderFailed } from './grade.ts';
import type { LabGrader, World } from './lab.ts';
import { player } from './play.ts';
import { prepare } from './prepare.ts';
import type { LabProgram } from './program.ts';
import type { RunRecord } from './record.ts';
import { Table, primaryOf, type Violation } from './table.ts';
import type { OutputLine, Verdict } from './verdict.ts';

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
  const { recipe } = options;
  try {
    const prepared = prepare(lab, program, { kind: 'recipe', recipe });
    if (prepared.kind === 'stopped') return prepared;
    const { world, order, setting, candidate, code } = prepared;
    const play = player({
      program,
      ...(options.output !== undefined && { output: options.output }),
    });
    const end = yield* play({ ...order, rich: false });
    if (end.kind === 'stopped') return end.stopped;
    const table = new Table(lab);
    const violations = judge(world, end.record, table);
    const finished = {
      seeds: [setting.seed],
      events: end.record.events,
      checks: table.results(),
      traceHash: end.record.traceHash,
    };
    // The failure the recipe was made for is told before any other.
    const violation = violations.find((each) => each.code === code) ?? primaryOf(lab, violations);
    if (violation === null) {
      const runs = [{ world: world.id, seed: setting.seed }];
      return { kind: 'passed', ...finished, runs };
    }
    const broken: Broken = { violation, ...setting };
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

/** What the checks of a world say of a run; each is entered in the table. */
export function judge(world: World, record: RunRecord, table: Table): Violation[] {
  const violations: Violation[] = [];
  for (const [index, check] of world.checks.entries()) {
    const judgement = check.judge(record);
    table.add(check.code, { item: world.id, index }, judgement);
    const { breach, others = [] } = judgement;
    if (breach !== null)
      violations.push({ code: check.code, seed: record.seed, item: world, check, breach, others });
  }
  return violations;
}
