/**
 * The page's side of the sandbox. One `Sandbox` per page holds at most one frame, opened when it is first needed:
 *
 *   run --> frame opens --> worker starts, locks itself down, says `ready` --> request --> progress ... --> verdict
 *                                                                   `--> removed from outside --> stopped verdict
 *
 * Whatever way a program dies, the promise of `run` is fulfilled with a verdict that says so, and the next run works.
 */
import type { Stopped } from '#grader/verdict.ts';
import { endingOf, endings } from './endings.ts';
import { FrameHost } from './frame-host.ts';
import frameText from './frame.ts?iife';
import { graderText } from './lab-graders.ts';
import {
  type GradeRequest,
  type OutputReport,
  type ProgressReport,
  type ReplayRequest,
  type Report,
  type VerdictReport,
  protocolVersion,
} from './protocol.ts';
import { reportShape } from './report-shape.ts';

/** What can be run: a request without the number that the sandbox gives it. */
export type Job = Omit<GradeRequest, 'id'> | Omit<ReplayRequest, 'id'>;

/** What to call while a job runs. */
export interface Listeners {
  readonly progress?: (report: ProgressReport) => void;
  readonly output?: (report: OutputReport) => void;
}

export interface SandboxOptions {
  /** How long opening the frame and starting the worker may take. */
  readonly startMsMax?: number;
  /** How long one job may take, however lively it is. */
  readonly jobMsMax?: number;
}

interface Running {
  readonly id: number;
  readonly job: Job;
  readonly listen: Listeners;
  readonly startedMs: number;
  readonly settle: (report: VerdictReport) => void;
  /** The grader's text, once it is here. */
  grader: string | null;
  sent: boolean;
  timer: ReturnType<typeof setTimeout>;
}

/**
 * Runs learners' programs out of this page's reach.
 *
 * @example
 * const sandbox = new Sandbox();
 * const report = await sandbox.run({ kind: 'grade', lab: 's5-retry', modules, seeds: 'run' }, {});
 * console.log(report.verdict.kind);
 */
export class Sandbox {
  readonly #options: Required<SandboxOptions>;
  #host: FrameHost | null = null;
  #isOpening = false;
  #ready = false;
  #running: Running | null = null;
  #lastId = 0;
  #disposed = false;

  constructor(options: SandboxOptions = {}) {
    this.#options = { startMsMax: 10_000, jobMsMax: 120_000, ...options };
  }

  /** Opens the frame and starts its worker, so that the next run need not wait for them. */
  prewarm(): void {
    if (!this.#disposed && !this.#isOpening && this.#host === null) void this.#open();
  }

  /**
   * Runs one job. A job that is still running is stopped first. Aborting the signal stops the job.
   * The promise is always fulfilled, never rejected.
   */
  run(job: Job, listen: Listeners, signal?: AbortSignal): Promise<VerdictReport> {
    const id = ++this.#lastId;
    if (this.#running) this.#abandon(endings.superseded());
    return new Promise((resolve) => {
      const settle = (report: VerdictReport): void => {
        signal?.removeEventListener('abort', abort);
        resolve(report);
      };
      const abort = (): void => {
        if (this.#running?.id === id) this.stop();
      };
      if (signal?.aborted || this.#disposed) {
        settle({ kind: 'verdict', id, verdict: endings.cancelled(), elapsedMs: 0 });
        return;
      }
      signal?.addEventListener('abort', abort);
      const startedMs = performance.now();
      const running: Running = {
        id,
        job,
        listen,
        startedMs,
        settle,
        grader: null,
        sent: false,
        timer: setTimeout(
          () => this.#abandon(endings.notStarted('it took too long')),
          this.#options.startMsMax,
        ),
      };
      this.#running = running;
      this.prewarm();
      void this.#fetchGrader(running);
    });
  }

  /** Stops the job that is running, if any, by removing the frame; the next frame opens at once. */
  stop(): void {
    if (this.#running) this.#abandon(endings.cancelled());
  }

  /** Removes the frame for good. */
  dispose(): void {
    this.#disposed = true;
    this.stop();
    this.#removeFrame();
  }

  async #open(): Promise<void> {
    this.#isOpening = true;
    try {
      const { default: worker } = await import('./worker.ts?iife');
      if (this.#disposed) return;
      this.#host = new FrameHost(
        { frame: frameText, worker },
        {
          report: (text) => this.#receive(text),
          ended: (reason, detail) => this.#end(endingOf(reason, detail)),
          died: () => this.#end(endings.died()),
        },
      );
      this.#host.start();
    } catch {
      this.#end(endings.notStarted('a part of this page could not be loaded'));
    } finally {
      this.#isOpening = false;
    }
  }

  async #fetchGrader(running: Running): Promise<void> {
    try {
      running.grader = await graderText(running.job.lab);
      this.#send();
    } catch {
      if (this.#running === running) {
        this.#settle(endings.notStarted(`the lab ${running.job.lab} could not be loaded`));
      }
    }
  }

  /** Sends the job as soon as both the worker and the grader are there. */
  #send(): void {
    const running = this.#running;
    if (!running || running.sent || !this.#ready || running.grader === null) return;
    running.sent = true;
    clearTimeout(running.timer);
    const { jobMsMax } = this.#options;
    running.timer = setTimeout(() => this.#abandon(endings.tooLong(jobMsMax / 1_000)), jobMsMax);
    const { id, job, grader } = running;
    this.#host?.request(JSON.stringify({ kind: 'grader', lab: job.lab, text: grader }));
    this.#host?.request(JSON.stringify({ ...job, id }));
  }

  #receive(text: string): void {
    let report: Report;
    try {
      report = reportShape(JSON.parse(text), '');
    } catch {
      this.#abandon(endings.malformed('something'));
      return;
    }
    if (report.kind === 'ready') {
      this.#ready = report.version === protocolVersion;
      this.#send();
    } else if (report.id === this.#running?.id) {
      this.#pass(report, this.#running);
    }
  }

  #pass(report: Exclude<Report, { kind: 'ready' }>, running: Running): void {
    if (report.kind === 'progress') running.listen.progress?.(report);
    else if (report.kind === 'output') running.listen.output?.(report);
    else {
      // The next job gets a worker in which no learner's code has ever run; it starts while the verdict is read.
      this.#ready = false;
      this.#host?.start();
      this.#finish(running, report);
    }
  }

  /** The frame or its worker is gone. Without a job, the next job opens a new one. */
  #end(verdict: Stopped): void {
    if (this.#running) this.#abandon(verdict);
    else this.#removeFrame();
  }

  #abandon(verdict: Stopped): void {
    this.#removeFrame();
    this.prewarm();
    this.#settle(verdict);
  }

  #settle(verdict: Stopped): void {
    const running = this.#running;
    if (!running) return;
    const elapsedMs = performance.now() - running.startedMs;
    this.#finish(running, { kind: 'verdict', id: running.id, verdict, elapsedMs });
  }

  #finish(running: Running, report: VerdictReport): void {
    clearTimeout(running.timer);
    this.#running = null;
    running.settle(report);
  }

  #removeFrame(): void {
    this.#host?.remove();
    this.#host = null;
    this.#ready = false;
  }
}
