/**
 * What a worker does: it takes requests, runs one job at a time in slices, and reports. It knows neither browser nor
 * Node; both give it a way to post, a way to come back after the event loop has had its turn, and a clock.
 *
 *   request --> evaluate --> slice --> event loop (pings, cancel) --> slice --> ... --> verdict
 *
 * The clock only says when a slice is over. What runs inside is virtual time: slices of any size give the same run.
 */
import { attack } from '#grader/attack.ts';
import type { AttackProgress } from '#grader/attack-progress.ts';
import { type Progress, grade } from '#grader/grade.ts';
import type { LabGrader } from '#grader/lab.ts';
import type { LabProgram } from '#grader/program.ts';
import { replay } from '#grader/replay.ts';
import type { Stopped, Verdict } from '#grader/verdict.ts';
import type { WalkProgress } from '#grader/walker.ts';
import { learnerMath } from '#runtime/math.ts';
import { EvaluationError, evaluate } from './evaluate.ts';
import { learnerConsole } from './learner-console.ts';
import { OutputLog } from './output-log.ts';
import type { CancelRequest, ModuleText, Report, Request } from './protocol.ts';
import { walkSteps, type Walked } from './walk-job.ts';

/** How long a slice may take before the event loop has its turn. */
const sliceMsDefault = 8;
/** Time between two reports of progress. */
const progressMs = 50;

export interface EngineOptions {
  readonly post: (report: Report) => void;
  /** Calls back after the event loop has handled what is waiting. */
  readonly schedule: (next: () => void) => void;
  readonly graders: (lab: string) => LabGrader | undefined;
  readonly nowMs: () => number;
  readonly sliceMs?: number;
}

export interface Engine {
  /** Takes a request. A job that is still running is dropped without a verdict. */
  receive(request: Request): void;
}

/** Grader progress comes as it is made; what comes of a job is a verdict, or the end of a walk. */
type Steps = Generator<Progress | AttackProgress | WalkProgress | void, Verdict | Walked>;

interface Job {
  readonly id: number;
  readonly steps: Steps;
  readonly log: OutputLog;
  readonly startedMs: number;
  reportedMs: number;
}

/** Makes an engine. The realm must be locked down before the first request comes. */
export function createEngine(options: EngineOptions): Engine {
  const { post, schedule, nowMs, sliceMs = sliceMsDefault } = options;
  let current: Job | null = null;

  const finish = (job: Job, result: Verdict | Walked): void => {
    current = null;
    const output = job.log.take(job.id);
    if (output) post(output);
    const elapsedMs = nowMs() - job.startedMs;
    if (result.kind === 'walked') post({ ...result, elapsedMs });
    else post({ kind: 'verdict', id: job.id, verdict: result, elapsedMs });
  };

  const report = (job: Job, progress: Progress | AttackProgress | WalkProgress | void): void => {
    if (nowMs() - job.reportedMs < progressMs) return;
    job.reportedMs = nowMs();
    if (progress) post(reportOf(job, progress, job.reportedMs));
    const output = job.log.take(job.id);
    if (output) post(output);
  };

  const slice = (job: Job): void => {
    if (job !== current) return;
    const untilMs = nowMs() + sliceMs;
    try {
      let step = job.steps.next();
      while (!step.done && nowMs() < untilMs) step = job.steps.next();
      if (step.done) {
        finish(job, step.value);
        return;
      }
      report(job, step.value);
    } catch (error) {
      finish(job, broken(error));
      return;
    }
    schedule(() => slice(job));
  };

  return {
    receive: (request) => {
      if (request.kind === 'cancel') {
        if (current?.id === request.id) finish(current, cancelled);
        return;
      }
      const log = new OutputLog();
      const startedMs = nowMs();
      const grader = request.lab === '' ? null : options.graders(request.lab);
      const steps = stepsOf(request, { grader, log, post });
      current = { id: request.id, steps, log, startedMs, reportedMs: -Infinity };
      slice(current);
    },
  };
}

function reportOf(
  job: Job,
  progress: Progress | AttackProgress | WalkProgress,
  nowMs: number,
): Report {
  if (!('strategy' in progress)) return { kind: 'progress', id: job.id, ...progress };
  const elapsedMs = nowMs - job.startedMs;
  const runsPerS = elapsedMs > 0 ? (progress.runs * 1_000) / elapsedMs : 0;
  return { kind: 'attack', id: job.id, ...progress, elapsedMs, runsPerS };
}

interface JobParts {
  /** Null for a run without grader, undefined for a lab that is not here. */
  readonly grader: LabGrader | null | undefined;
  readonly log: OutputLog;
  readonly post: EngineOptions['post'];
}

/** The whole of a job, as steps. */
function* stepsOf(
  request: Exclude<Request, CancelRequest>,
  { grader, log, post }: JobParts,
): Steps {
  if (grader === undefined) return unknownLab(request.lab);
  try {
    const program = programOf(request.modules);
    const output = log.add;
    if (request.kind === 'trace' || request.kind === 'moments')
      return yield* walkSteps(request, { program, lab: grader, output, post });
    if (grader === null) return unknownLab(request.lab);
    switch (request.kind) {
      case 'grade':
        return yield* grade(grader, program, { seeds: request.seeds, output });
      case 'replay':
        return yield* replay(grader, program, { recipe: request.recipe, output });
      case 'attack':
        return yield* attack(grader, program, request);
    }
  } catch (error) {
    if (error instanceof EvaluationError) return refused(error);
    throw error;
  }
}

let last: { readonly modules: string; readonly program: LabProgram } | null = null;

/** The program of these texts. Who walks through a run asks again and again with the same ones. */
function programOf(modules: readonly ModuleText[]): LabProgram {
  const text = JSON.stringify(modules);
  if (last?.modules !== text) {
    const program = evaluate(modules, { Math: learnerMath, console: learnerConsole });
    last = { modules: text, program };
  }
  return last.program;
}

const cancelled: Stopped = {
  kind: 'stopped',
  code: 'KIT-CANCELLED',
  message: 'The run was stopped.',
  remedy: 'Start it again whenever you like.',
  place: null,
  seed: null,
};

function unknownLab(lab: string): Stopped {
  return {
    ...cancelled,
    code: 'KIT-GRADER',
    message: `There is no lab ${lab} here.`,
    remedy: 'Reload the page: it may belong to another version of the course.',
  };
}

function refused(error: EvaluationError): Verdict {
  const place = { file: error.file, line: 1, column: 1 };
  const remedy = 'Remove what is unusual in this file, such as HTML comments, and run again.';
  return {
    kind: 'rejected',
    problems: [{ place, code: 'not-evaluated', message: `${error.message}.`, remedy }],
  };
}

/** Something went wrong that is nobody's program's fault. */
function broken(error: unknown): Stopped {
  console.error(error);
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : 'no reason given';
  return {
    ...cancelled,
    code: 'KIT-GRADER',
    message: `The grader itself failed (${reason}).`,
    remedy: 'This is a mistake of the course, not yours. Please report it with your files.',
  };
}
