/**
 * A run of a figure's own, to be walked through like a lab's: it is short and its processes are ours, so it is played
 * in the page itself, and every state of it is kept once one of them has been looked at.
 */
import type { LabProgram } from '#grader/program.ts';
import type { Stopped } from '#grader/verdict.ts';
import type { Deed, RunDescription, RunTrace, WalkEnd } from '#grader/walk.ts';
import { moments, trace, type WalkOptions } from '#grader/walker.ts';
import type { Moment } from '#runtime/moment.ts';
import type { WalkPort } from '#workbench/machine/walk-port.ts';

type Frames = Parameters<Parameters<LabProgram['files'][number]['factory']>[2]['task']>[0];
/** The processes of a figure by their names: generators, as the compiler makes them of a learner's functions. */
export type Bodies = Readonly<Record<string, (arg: never) => Frames>>;

/** A figure's processes as a program of one file. */
export function programOf(file: string, bodies: Bodies): LabProgram {
  const factory: LabProgram['files'][number]['factory'] = (_exports, _require, hooks) => {
    for (const [name, body] of Object.entries(bodies))
      hooks.define(name, (arg: never) => hooks.task(body(arg)));
  };
  return { files: [{ file, origin: 'world', factory }], place: () => null };
}

/** What is walked through. */
export type FigureRun = Pick<WalkOptions, 'program' | 'arrange'> & { readonly run: RunDescription };

interface Halted {
  readonly kind: 'stopped';
  readonly stopped: Stopped;
}

/** Runs a generator to its end. */
function finish<T>(steps: Generator<unknown, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

export class FigureWalk implements WalkPort {
  readonly trace: RunTrace;
  readonly end: WalkEnd;
  /** Nobody said beforehand what it comes to. */
  readonly isExpected = null;
  readonly #options: FigureRun;
  #moments: readonly Moment[] | null = null;

  private constructor(options: FigureRun, trace: RunTrace, end: WalkEnd) {
    this.#options = options;
    this.trace = trace;
    this.end = end;
  }

  /** Plays a run to its end. */
  static open(options: FigureRun): { readonly kind: 'walk'; readonly walk: FigureWalk } | Halted {
    const traced = finish(trace({ ...options, lab: null }));
    if (traced.kind === 'stopped') return { kind: 'stopped', stopped: traced };
    return { kind: 'walk', walk: new FigureWalk(options, traced.trace, traced.end) };
  }

  get run(): RunDescription {
    return this.#options.run;
  }

  peek(step: number): Moment | null {
    this.#moments ??= this.#states();
    return this.#moments[Math.max(0, Math.min(step, this.end.steps))] ?? null;
  }

  moment(step: number): Promise<{ readonly kind: 'moment'; readonly moment: Moment } | Halted> {
    const moment = this.peek(step);
    return Promise.resolve(
      moment === null ? { kind: 'stopped', stopped: stateless } : { kind: 'moment', moment },
    );
  }

  fork({ step, deed }: { readonly step: number; readonly deed: Deed }) {
    const { run } = this.#options;
    const prefix = this.peek(step)?.hash ?? null;
    const forks = [...run.forks.filter((other) => other.step <= step), { step, prefix, deed }];
    return Promise.resolve(FigureWalk.open({ ...this.#options, run: { ...run, forks } }));
  }

  #states(): readonly Moment[] {
    const window = { fromStep: 0, count: this.end.steps + 1 };
    const states = finish(moments({ ...this.#options, lab: null }, window));
    return states.kind === 'stopped' ? [] : states.moments;
  }
}

const stateless: Stopped = {
  kind: 'stopped',
  code: 'KIT-GRADER',
  message: 'The states of this run cannot be had.',
  remedy: 'Reload the page, and play it again.',
  place: null,
  seed: null,
};
