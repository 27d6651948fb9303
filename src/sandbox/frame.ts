/**
 * The script of the sandboxed frame: it starts the worker, passes requests down and reports up, and ends a worker
 * that falls silent, floods or says something that is no text. Learner code never runs on this thread: a frame can
 * navigate itself and open peer connections, which no content security policy of its own prevents.
 *
 * Built to one classic script and put inline into the `srcdoc` of `<iframe sandbox="allow-scripts">` by client.ts.
 */
import {
  type EndReason,
  type FrameNotice,
  type FrameOrder,
  borderCaps,
  packNotice,
} from './border.ts';
import { Watch } from './watch.ts';

/** One worker with its counters. */
class Relay {
  readonly #generation: number;
  readonly #worker: Worker;
  readonly #watch = new Watch({ silentMs: borderCaps.silentMs, tickCountsMsMax: 1_000 });
  readonly #ticker: ReturnType<typeof setInterval>;
  #secondStartedMs = performance.now();
  #reportsThisSecond = 0;
  #lengthThisSecond = 0;
  #batch: string[] = [];
  #batchLength = 0;
  #flushedMs = 0;
  #flushTimer: ReturnType<typeof setTimeout> | null = null;
  #ended = false;

  constructor(workerUrl: string, generation: number) {
    this.#generation = generation;
    this.#worker = new Worker(workerUrl);
    this.#worker.addEventListener('message', (event: MessageEvent<unknown>) =>
      this.#receive(event.data),
    );
    this.#worker.addEventListener('messageerror', () =>
      this.#end('malformed', 'a message that cannot be read'),
    );
    this.#worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.#end('failed', String(event.message || 'no message').slice(0, 500));
    });
    this.#ticker = setInterval(() => this.#tick(), borderCaps.pingMs);
    this.#tick();
  }

  request(generation: number, text: string): void {
    if (generation === this.#generation && !this.#ended) this.#say(text);
  }

  /** Ends the worker without a word: the page has ordered it. */
  dispose(): void {
    this.#ended = true;
    this.#worker.terminate();
    clearInterval(this.#ticker);
    if (this.#flushTimer !== null) clearTimeout(this.#flushTimer);
  }

  #say(text: string): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin to name
    this.#worker.postMessage(text);
  }

  #tick(): void {
    const state = this.#watch.tick(performance.now());
    if (state === 'silent') this.#end('silent', '');
    else if (state === 'ping') this.#say('ping');
  }

  #receive(data: unknown): void {
    if (this.#ended) return;
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
    tell({ kind: 'reports', generation: this.#generation }, this.#batch);
    this.#batch = [];
    this.#batchLength = 0;
  }

  #end(reason: EndReason, detail: string): void {
    if (this.#ended) return;
    this.#flush();
    this.dispose();
    tell({ kind: 'ended', generation: this.#generation, reason, detail });
  }
}

function tell(notice: FrameNotice, reports?: readonly string[]): void {
  // The origin of this frame is opaque and so cannot be named by the page; nothing here is secret.
  parent.postMessage(packNotice(notice, reports), '*');
}

function listen(): void {
  let workerUrl = '';
  let relay: Relay | null = null;
  addEventListener('message', (event: MessageEvent<FrameOrder>) => {
    if (event.source !== parent) return;
    const order = event.data;
    switch (order.kind) {
      case 'load':
        workerUrl = URL.createObjectURL(new Blob([order.worker], { type: 'text/javascript' }));
        break;
      case 'start':
        relay?.dispose();
        relay = new Relay(workerUrl, order.generation);
        break;
      case 'request':
        relay?.request(order.generation, order.text);
        break;
      case 'ping':
        tell({ kind: 'pong' });
        break;
    }
  });
  tell({ kind: 'opened' });
}

// Opened anywhere else, for instance by a direct visit, this script does nothing at all.
if (self.origin === 'null' && parent !== self) listen();
