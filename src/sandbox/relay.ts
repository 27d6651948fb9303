/**
 * What stands between the page and a worker: it passes requests down and reports up, and ends a worker that falls
 * silent, floods or says something that is no text. It runs in the sandboxed frame, and in the child process of the
 * command line; both give it their kind of worker.
 */
import {
  type EndReason,
  type FrameNotice,
  type FrameOrder,
  borderCaps,
  packNotice,
} from './border.ts';
import { Watch } from './watch.ts';

/** A worker of some platform. */
export interface WorkerPort {
  post(text: string): void;
  end(): void;
}

/** What the relay wants to hear of a worker. */
export interface WorkerEvents {
  said(data: unknown): void;
  failed(detail: string): void;
}

/** The platform of a relay. */
export interface RelayPlatform {
  /** Starts a worker from the text of its script. */
  startWorker(text: string, events: WorkerEvents): WorkerPort;
  /** Takes a text to the page. */
  tell(text: string): void;
}

/** Follows the orders of the page, one worker at a time. */
export class Relay {
  readonly #platform: RelayPlatform;
  #text = '';
  #link: Link | null = null;

  constructor(platform: RelayPlatform) {
    this.#platform = platform;
    platform.tell(packNotice({ kind: 'opened' }));
  }

  obey(order: FrameOrder): void {
    switch (order.kind) {
      case 'load':
        this.#text = order.worker;
        break;
      case 'start':
        this.#link?.close();
        this.#link = new Link(this.#platform, this.#text, order.generation);
        break;
      case 'request':
        this.#link?.request(order.generation, order.text);
        break;
      case 'ping':
        this.#platform.tell(packNotice({ kind: 'pong' }));
        break;
    }
  }
}

/** One worker with its counters. */
class Link {
  readonly #platform: RelayPlatform;
  readonly #generation: number;
  readonly #worker: WorkerPort;
  readonly #watch = new Watch({ silentMs: borderCaps.silentMs, tickCountsMsMax: 1_000 });
  readonly #ticker: ReturnType<typeof setInterval>;
  #secondStartedMs = performance.now();
  #reportsThisSecond = 0;
  #lengthThisSecond = 0;
  #batch: string[] = [];
  #batchLength = 0;
  #flushedMs = 0;
  #flushTimer: ReturnType<typeof setTimeout> | null = null;
  #isClosed = false;

  constructor(platform: RelayPlatform, text: string, generation: number) {
    this.#platform = platform;
    this.#generation = generation;
    this.#worker = platform.startWorker(text, {
      said: (data) => this.#receive(data),
      failed: (detail) => this.#end('failed', detail.slice(0, 500)),
    });
    this.#ticker = setInterval(() => this.#tick(), borderCaps.pingMs);
    this.#tick();
  }

  request(generation: number, text: string): void {
    if (generation === this.#generation && !this.#isClosed) this.#worker.post(text);
  }

  /** Ends the worker without a word: the page has ordered it. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#worker.end();
    clearInterval(this.#ticker);
    if (this.#flushTimer !== null) clearTimeout(this.#flushTimer);
  }

  #tick(): void {
    const state = this.#watch.tick(performance.now());
    if (state === 'silent') this.#end('silent', '');
    else if (state === 'ping') this.#worker.post('ping');
  }

  #receive(data: unknown): void {
    if (this.#isClosed) return;
    if (data === 'pong') {
      this.#watch.answered();
      return;
    }
    if (typeof data !== 'string') {
      this.#end('malformed', `a message of type ${typeof data}`);
    } else if (data.length > borderCaps.reportLengthMax) {
      this.#end('malformed', `a report of ${data.length} characters`);
    } else if (this.#isFlood(data.length)) {
      this.#end('flood', '');
    } else {
      this.#collect(data);
    }
  }

  #isFlood(length: number): boolean {
    const nowMs = performance.now();
    if (nowMs - this.#secondStartedMs > 1_000) {
      this.#secondStartedMs = nowMs;
      this.#reportsThisSecond = 0;
      this.#lengthThisSecond = 0;
    }
    this.#reportsThisSecond++;
    this.#lengthThisSecond += length;
    return (
      this.#reportsThisSecond > borderCaps.reportsPerSecondMax ||
      this.#lengthThisSecond > borderCaps.lengthPerSecondMax
    );
  }

  #collect(report: string): void {
    if (this.#batchLength + report.length > borderCaps.batchLengthMax) this.#flush();
    this.#batch.push(report);
    this.#batchLength += report.length;
    // The first report after a pause goes at once, so that a lone verdict does not wait for a batch.
    const sinceMs = performance.now() - this.#flushedMs;
    if (sinceMs >= borderCaps.batchMs) this.#flush();
    else this.#flushTimer ??= setTimeout(() => this.#flush(), borderCaps.batchMs - sinceMs);
  }

  #flush(): void {
    if (this.#flushTimer !== null) clearTimeout(this.#flushTimer);
    this.#flushTimer = null;
    if (this.#batch.length === 0) return;
    this.#flushedMs = performance.now();
    this.#tell({ kind: 'reports', generation: this.#generation }, this.#batch);
    this.#batch = [];
    this.#batchLength = 0;
  }

  #end(reason: EndReason, detail: string): void {
    if (this.#isClosed) return;
    this.#flush();
    this.close();
    this.#tell({ kind: 'ended', generation: this.#generation, reason, detail }, []);
  }

  #tell(notice: FrameNotice, reports: readonly string[]): void {
    this.#platform.tell(packNotice(notice, reports));
  }
}
