/**
 * Runs jobs in a sandbox, whatever platform it is on: the browser's page has its frame (client.ts), the command line
 * its child process.
 *
 *   run --> frame opens --> worker starts, locks itself down, says `ready` --> request --> progress ... --> verdict
 *                                                                   `--> removed from outside --> stopped verdict
 *
 * Whatever way a program dies, the promise of `run` is fulfilled with a verdict that says so, and the next run works.
 */
import type { Stopped } from '#grader/verdict.ts';
import type { EndReason } from './border.ts';
import { endingOf, endings } from './endings.ts';
import {
  type AttackReport,
  type AttackRequest,
  type ChunkReport,
  type GradeRequest,
  type MomentsRequest,
  type OutputReport,
  type ProgressReport,
  type ReplayRequest,
  type Report,
  type TraceRequest,
  type VerdictReport,
  type WalkedReport,
  protocolVersion,
} from './protocol.ts';
import { reportShape } from './report-shape.ts';

/** What a frame tells its owner. Once `died` is called nothing more comes. */
export interface HostEvents {
  readonly report: (text: string) => void;
  /** The worker has been ended; `start()` gives the next. */
  readonly ended: (reason: EndReason, detail: string) => void;
  /** The host itself answers no more: its process is gone. */
  readonly died: () => void;
}

/** A frame, or what stands for it, with one worker at a time. */
export interface Host {
  /** Ends the worker, if there is one, and starts a fresh one. What the old one still says is dropped. */
  start(): void;
  request(text: string): void;
  remove(): void;
}

/** Where a runner gets its parts from. */
export interface Surroundings {
  openHost(events: HostEvents): Promise<Host>;
  /** The text of a lab's grader. Rejects for a lab that does not exist. */
  graderText(lab: string): Promise<string>;
}

/** What can be run: a request without the number that the sandbox gives it. */
export type Job = Omit<GradeRequest, 'id'> | Omit<ReplayRequest, 'id'> | Omit<AttackRequest, 'id'>;

/** What goes through a run. What it has to say comes in pieces, before its end. */
export type WalkJob = Omit<TraceRequest, 'id'> | Omit<MomentsRequest, 'id'>;

/** What to call while a job runs. */
export interface Listeners {
  readonly progress?: (report: ProgressReport) => void;
  /** In the place of `progress` for a job of kind `attack`. */
  readonly attack?: (report: AttackReport) => void;
  readonly output?: (report: OutputReport) => void;
  /** A piece of what a walk has to say. */
  readonly chunk?: (report: ChunkReport) => void;
}

export interface RunnerOptions {
  /** How long opening the frame and starting the worker may take. */
  readonly startMsMax?: number;
  /** How long one job may take, however lively it is. */
  readonly jobMsMax?: number;
  /** How long an attack may take: it runs in the background, and can be stopped at any time. */
  readonly attackMsMax?: number;
  /**
   * Give every job a worker in which no other program has run. True where programs of several people are run one
   * after the other. If left out, a worker goes on with the next program unless it had to be stopped: it is warm
   * then, and twice as fast.
   */
  readonly isolateJobs?: boolean;
}

interface Running {
  readonly id: number;
  readonly job: Job | WalkJob;
  readonly listen: Listeners;
  readonly startedMs: number;
  readonly settle: (report: VerdictReport | WalkedReport) => void;
  /** The grader's text, once it is here. */
  grader: string | null;
  sent: boolean;
  timer: ReturnType<typeof setTimeout>;
}

/** Runs one job at a time. */
export class Runner {
  readonly #surroundings: Surroundings;
  readonly #options: Required<RunnerOptions>;
  #host: Host | null = null;
  #isOpening = false;
  #ready = false;
  #running: Running | null = null;
  #lastId = 0;
  #disposed = false;

  constructor(surroundings: Surroundings, options: RunnerOptions = {}) {
    this.#surroundings = surroundings;
    this.#options = {
      startMsMax: 10_000,
      jobMsMax: 120_000,
      attackMsMax: 1_800_000,
      isolateJobs: false,
      ...options,
    };
  }

  /** Opens the frame and starts its worker, so that the next run need not wait for them. */
  prewarm(): void {
    if (!this.#disposed && !this.#isOpening && this.#host === null) void this.#open();
  }

  /**
   * Runs one job. A job that is still running is stopped first. Aborting the signal stops the job.
   * The promise is always fulfilled, never rejected.
   */
  async run(job: Job, listen: Listeners, signal?: AbortSignal): Promise<VerdictReport> {
    const report = await this.#begin(job, listen, signal);
    if (report.kind === 'verdict') return report;
    const { id, elapsedMs } = report;
    return { kind: 'verdict', id, verdict: endings.malformed('the end of a walk'), elapsedMs };
  }

  /**
   * Goes through a run. Like `run`; what it has to say comes in pieces before its end, and a verdict comes instead of
   * the end if something was wrong. Cheap to stop: a newer walk, or the signal, leaves the worker as warm as it is.
   */
  walk(
    job: WalkJob,
    listen: Listeners,
    signal?: AbortSignal,
  ): Promise<VerdictReport | WalkedReport> {
    return this.#begin(job, listen, signal);
  }

  #begin(
    job: Job | WalkJob,
    listen: Listeners,
    signal: AbortSignal | undefined,
  ): Promise<VerdictReport | WalkedReport> {
    const id = ++this.#lastId;
    if (this.#running) this.#giveUp(this.#running, endings.superseded());
    return new Promise((resolve) => {
      const settle = (report: VerdictReport | WalkedReport): void => {
        signal?.removeEventListener('abort', abort);
        resolve(report);
      };
      const abort = (): void => {
        if (this.#running?.id === id) this.#giveUp(this.#running, endings.cancelled());
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

  /** A walk is only told to end: it gives way soon, and if it does not, the watchdog ends it. */
  #giveUp(running: Running, verdict: Stopped): void {
    if (!isWalk(running.job)) {
      this.#abandon(verdict);
      return;
    }
    if (running.sent) this.#host?.request(JSON.stringify({ kind: 'cancel', id: running.id }));
    this.#settle(verdict);
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
      const host: Host = await this.#surroundings.openHost({
        report: (text) => this.#host === host && this.#receive(text),
        ended: (reason, detail) => this.#host === host && this.#end(endingOf(reason, detail)),
        died: () => this.#host === host && this.#end(endings.died()),
      });
      if (this.#disposed) {
        host.remove();
        return;
      }
      this.#host = host;
      host.start();
    } catch {
      this.#end(endings.notStarted('a part of this page could not be loaded'));
    } finally {
      this.#isOpening = false;
    }
  }

  async #fetchGrader(running: Running): Promise<void> {
    try {
      const { lab } = running.job;
      running.grader = lab === '' ? '' : await this.#surroundings.graderText(lab);
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
    const { id, job, grader } = running;
    const { jobMsMax, attackMsMax } = this.#options;
    const msMax = job.kind === 'attack' ? attackMsMax : jobMsMax;
    running.timer = setTimeout(() => this.#abandon(endings.tooLong(msMax / 1_000)), msMax);
    if (grader !== '') {
      this.#host?.request(JSON.stringify({ kind: 'grader', lab: job.lab, text: grader }));
    }
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
    else if (report.kind === 'attack') running.listen.attack?.(report);
    else if (report.kind === 'output') running.listen.output?.(report);
    else if (report.kind === 'chunk') running.listen.chunk?.(report);
    else {
      // A worker whose program broke a rule may be in any state; the next one starts while the verdict is read.
      if (this.#options.isolateJobs || hasBroken(report)) {
        this.#ready = false;
        this.#host?.start();
      }
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

  #finish(running: Running, report: VerdictReport | WalkedReport): void {
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

function isWalk(job: Job | WalkJob): job is WalkJob {
  return job.kind === 'trace' || job.kind === 'moments';
}

/** True if a program has broken a rule; a fork that does not fit has broken nothing. */
function hasBroken(report: VerdictReport | WalkedReport): boolean {
  const { verdict } = report.kind === 'verdict' ? report : report.end;
  return verdict.kind === 'stopped' && !('code' in verdict && verdict.code === 'KIT-FORK');
}
