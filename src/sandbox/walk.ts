/**
 * The page's way through a run: the whole trace, the state after any step, forks. A run is described by a few lines of
 * data, and everything here comes from running that description again in the sandbox; what has been seen is kept.
 *
 * @example
 * const opened = await Walk.open(sandbox, { lab, modules, run: { subject, forks: [] } }, {});
 * if (opened.kind === 'walk') console.log((await opened.walk.moment(417)).kind);
 */
import type { Stopped } from '#grader/verdict.ts';
import type { Deed, Fork, RunDescription, RunTrace, WalkEnd } from '#grader/walk.ts';
import type { Moment } from '#runtime/moment.ts';
import type {
  ModuleText,
  OutputReport,
  ProgressReport,
  VerdictReport,
  WalkedReport,
} from './protocol.ts';
import type { Listeners, WalkJob } from './runner.ts';
import { MomentCache } from './moment-cache.ts';
import { Pieces } from './walk-pieces.ts';

export { divergence, fateOf, forkStep, messageIdentity } from './trace-reading.ts';

/** What can go through a run: `Sandbox` can. */
export interface WalkRunner {
  walk(
    job: WalkJob,
    listen: Listeners,
    signal?: AbortSignal,
  ): Promise<VerdictReport | WalkedReport>;
}

/** How far a run is played: its present. */
export interface Present {
  readonly step?: number;
  readonly ms?: number;
}

export interface WalkOptions {
  /** Id of the lab; empty for a run without grader. */
  readonly lab: string;
  readonly modules: readonly ModuleText[];
  readonly run: RunDescription;
  /** Hash that the run is said to have. */
  readonly expectedHash?: string | null;
  /** To its end if left out. */
  readonly until?: Present;
}

export interface WalkListeners {
  readonly progress?: (report: ProgressReport) => void;
  /** What processes print. */
  readonly output?: (report: OutputReport) => void;
}

export type Opened =
  | { readonly kind: 'walk'; readonly walk: Walk }
  | { readonly kind: 'stopped'; readonly stopped: Stopped };

export type Looked =
  | { readonly kind: 'moment'; readonly moment: Moment }
  | { readonly kind: 'stopped'; readonly stopped: Stopped };

/** Steps in a window of states, and how many of them lie before the one that is looked at. */
const windowSteps = 256;
const stepsBefore = 96;

/** One run, gone through to its end or its present. It never changes; a fork of it is another one. */
export class Walk {
  readonly trace: RunTrace;
  readonly end: WalkEnd;
  readonly #sandbox: WalkRunner;
  readonly #options: WalkOptions;
  readonly #cache = new MomentCache();

  private constructor(
    sandbox: WalkRunner,
    options: WalkOptions,
    { trace, end }: { readonly trace: RunTrace; readonly end: WalkEnd },
  ) {
    this.#sandbox = sandbox;
    this.#options = options;
    this.trace = trace;
    this.end = end;
  }

  /** Goes through a run once. Never rejects. */
  // eslint-disable-next-line max-params -- where, what, and the two that every job has
  static async open(
    sandbox: WalkRunner,
    options: WalkOptions,
    listen: WalkListeners = {},
    signal?: AbortSignal,
  ): Promise<Opened> {
    const { lab, modules, run, until = {} } = options;
    const pieces = new Pieces();
    const report = await sandbox.walk(
      {
        kind: 'trace',
        lab,
        modules,
        run,
        ...(until.step !== undefined && { untilStep: until.step }),
        ...(until.ms !== undefined && { untilMs: until.ms }),
      },
      { ...listen, chunk: pieces.take },
      signal,
    );
    if (report.kind === 'verdict') return { kind: 'stopped', stopped: stoppedOf(report) };
    try {
      const trace = pieces.trace(report);
      return { kind: 'walk', walk: new Walk(sandbox, options, { trace, end: report.end }) };
    } catch {
      return { kind: 'stopped', stopped: malformed };
    }
  }

  /** Which run this is: all that it takes to have it again. */
  get run(): RunDescription {
    return this.#options.run;
  }

  /** Whether the run has the hash that it is said to have; null if nobody said. */
  get isExpected(): boolean | null {
    const { expectedHash = null } = this.#options;
    return expectedHash === null ? null : expectedHash === this.end.hash;
  }

  /** The state after a step, if it has been seen before. */
  peek(step: number): Moment | null {
    return this.#cache.get(step);
  }

  /** The state after a step; the run is replayed to it if it has not been seen before. */
  async moment(step: number, listen: WalkListeners = {}, signal?: AbortSignal): Promise<Looked> {
    const wanted = Math.max(0, Math.min(Math.floor(step), this.end.steps));
    const known = this.#cache.get(wanted);
    if (known !== null) return { kind: 'moment', moment: known };
    const { lab, modules, run } = this.#options;
    const pieces = new Pieces();
    const fromStep = Math.max(0, wanted - stepsBefore);
    const report = await this.#sandbox.walk(
      { kind: 'moments', lab, modules, run, fromStep, count: windowSteps },
      { ...listen, chunk: pieces.take },
      signal,
    );
    if (report.kind === 'verdict') return { kind: 'stopped', stopped: stoppedOf(report) };
    try {
      this.#cache.add(pieces.moments(report));
      const moment = this.#cache.get(wanted);
      if (moment !== null) return { kind: 'moment', moment };
      // The states before it are so large that there was no room for it: it is asked for alone.
      return await this.#momentAlone(wanted, listen, signal);
    } catch {
      return { kind: 'stopped', stopped: malformed };
    }
  }

  /**
   * The same run with one change: the deed is done after so many steps, and the rest is run again. A walk that is
   * played keeps its present.
   */
  async fork(
    { step, deed }: { readonly step: number; readonly deed: Deed },
    listen: WalkListeners = {},
    signal?: AbortSignal,
  ): Promise<Opened> {
    const { run, until } = this.#options;
    const isNow = step >= this.end.steps;
    const before = isNow ? null : await this.moment(step, listen, signal);
    if (before?.kind === 'stopped') return before;
    const fork: Fork = {
      step,
      prefix: before === null ? this.end.hash : before.moment.hash,
      // At the present of a run that is played, virtual time may have gone on since its last event.
      ...(isNow && until?.ms !== undefined && { atMs: this.end.atMs }),
      deed,
    };
    // What was changed later than this would have to be changed in another run.
    const forks = [...run.forks.filter((other) => other.step <= step), fork];
    const { expectedHash: _, ...options } = this.#options;
    return Walk.open(this.#sandbox, { ...options, run: { ...run, forks } }, listen, signal);
  }

  /** The same run up to another present. */
  async advance(until: Present, listen: WalkListeners = {}, signal?: AbortSignal): Promise<Opened> {
    const { expectedHash: _, ...options } = this.#options;
    const opened = await Walk.open(this.#sandbox, { ...options, until }, listen, signal);
    // States are those of the same run: what has been seen stays so.
    if (opened.kind === 'walk') opened.walk.#cache.addAll(this.#cache);
    return opened;
  }

  async #momentAlone(
    step: number,
    listen: WalkListeners,
    signal: AbortSignal | undefined,
  ): Promise<Looked> {
    const { lab, modules, run } = this.#options;
    const pieces = new Pieces();
    const report = await this.#sandbox.walk(
      { kind: 'moments', lab, modules, run, fromStep: step, count: 1 },
      { ...listen, chunk: pieces.take },
      signal,
    );
    if (report.kind === 'verdict') return { kind: 'stopped', stopped: stoppedOf(report) };
    const [moment] = pieces.moments(report);
    return moment === undefined
      ? { kind: 'stopped', stopped: malformed }
      : { kind: 'moment', moment };
  }
}

function stoppedOf({ verdict }: VerdictReport): Stopped {
  if (verdict.kind === 'stopped') return verdict;
  const [problem] = verdict.kind === 'rejected' ? verdict.problems : [];
  if (problem === undefined) return malformed;
  const { message, remedy, place } = problem;
  return { kind: 'stopped', code: 'KIT-GRADER', message, remedy, place, seed: null };
}

const malformed: Stopped = {
  kind: 'stopped',
  code: 'KIT-GRADER',
  message: 'The sandbox sent a trace that is none; nothing of it was believed.',
  remedy: 'Run again. If it happens with an honest program, it is a mistake of this course.',
  place: null,
  seed: null,
};
