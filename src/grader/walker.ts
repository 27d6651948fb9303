/**
 * Goes through a run that a description names: to its end, for the trace and the verdict, or up to some step, for the
 * states around it. Both replay from the beginning; what is looked at changes nothing.
 */
import type { Moment } from '#runtime/moment.ts';
import type { System } from '#runtime/system.ts';
import { ForkRefused, Forker } from './forker.ts';
import { graderFailed } from './grade.ts';
import type { LabGrader } from './lab.ts';
import { player } from './play.ts';
import { prepare, type Prepared } from './prepare.ts';
import type { LabProgram } from './program.ts';
import type { Companion, RunEnd, RunOrder } from './run.ts';
import { Tracer } from './tracer.ts';
import type { OutputLine, Stopped } from './verdict.ts';
import type { RunDescription, RunTrace, WalkEnd } from './walk.ts';
import { Watcher } from './watcher.ts';

/** What a walk needs of its caller. */
export interface WalkOptions {
  /** Null for a run without grader. */
  readonly lab: LabGrader | null;
  readonly program: LabProgram;
  readonly run: RunDescription;
  /** Gets what processes print. */
  readonly output?: (line: OutputLine) => void;
  /** Does to the system what no description says, before anything happens on it: a figure's own faults. */
  readonly arrange?: (system: System) => void;
}

/** How far to go; to the end of the run if both are left out. */
export interface WalkUntil {
  readonly untilStep?: number;
  readonly untilMs?: number;
}

/** Told now and then. */
export interface WalkProgress {
  readonly phase: 'replaying';
  readonly seed: number;
  readonly seedsDone: number;
  readonly seedsTotal: number;
  readonly events: number;
}

/** The steps whose states are wanted. */
export interface Window {
  readonly fromStep: number;
  readonly count: number;
}

/** What tracing a run comes to. */
export type Traced =
  { readonly kind: 'traced'; readonly trace: RunTrace; readonly end: WalkEnd } | Stopped;

/** The states of some steps in a row; fewer than asked for if the run is over before. */
export type Windowed = { readonly kind: 'windowed'; readonly moments: readonly Moment[] } | Stopped;

/** Runs a description and writes down the whole of it. */
export function* trace(
  options: WalkOptions,
  until: WalkUntil = {},
): Generator<WalkProgress, Traced> {
  return yield* refusing(function* () {
    const prepared = preparedFor(options);
    if (prepared.kind === 'stopped') return prepared;
    const tracer = new Tracer(options, prepared, until);
    // A counterexample has a story, and a story is told of a run that was recorded richly.
    const rich = options.run.subject.kind === 'recipe' && options.run.forks.length === 0;
    return tracer.traced(yield* go(options, { ...prepared.order, rich }, tracer));
  });
}

/** Runs a description up to some step and gives the states of `count` steps from there on. */
export function* moments(options: WalkOptions, window: Window): Generator<WalkProgress, Windowed> {
  return yield* refusing(function* () {
    const prepared = preparedFor(options);
    if (prepared.kind === 'stopped') return prepared;
    const watcher = new Watcher(new Forker(options.run.forks, () => undefined), window);
    yield* go(options, { ...prepared.order, rich: false }, watcher);
    return { kind: 'windowed', moments: watcher.moments } as const;
  });
}

/**
 * The run of a description, ready to be carried out. A counterexample ends where its breach is; a run that is changed
 * goes on to the end of its world's time, to show what comes of the change.
 */
function preparedFor({ lab, program, run }: WalkOptions): Prepared | Stopped {
  const prepared = prepare(lab, program, run.subject);
  if (prepared.kind === 'stopped' || run.forks.length === 0) return prepared;
  const { order, setting } = prepared;
  const untilMs = Math.max(order.scenario.untilMs, setting.scenario.untilMs);
  return { ...prepared, order: { ...order, scenario: { ...order.scenario, untilMs } } };
}

function* go(
  { program, output, arrange }: WalkOptions,
  order: RunOrder,
  companion: Companion & { readonly steps: number },
): Generator<WalkProgress, RunEnd> {
  const play = player({
    program,
    companion,
    ...(output !== undefined && { output }),
    ...(arrange !== undefined && { arrange }),
  });
  const steps = play(order);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    const { seed } = order;
    yield { phase: 'replaying', seed, seedsDone: 0, seedsTotal: 1, events: companion.steps };
  }
}

/** What is wrong with a fork is told to who made it; what is wrong with the lab is a mistake of ours. */
function* refusing<T>(
  walk: () => Generator<WalkProgress, T>,
): Generator<WalkProgress, T | Stopped> {
  try {
    return yield* walk();
  } catch (error) {
    if (!(error instanceof ForkRefused)) return graderFailed(error);
    return {
      kind: 'stopped',
      code: 'KIT-FORK',
      message: error.message,
      remedy: 'Choose another moment or another change, or open the run again without this fork.',
      place: null,
      seed: null,
    };
  }
}
