import {
  type EndReason,
  type FrameNotice,
  type FrameOrder,
  borderCaps,
  unpackNotice,
} from './border.ts';
import { Watch } from './watch.ts';

/** What a frame tells its owner. Once `died` is called nothing more comes. */
export interface FrameEvents {
  report(text: string): void;
  /** The frame has ended its worker; `start()` gives the next. */
  ended(reason: EndReason, detail: string): void;
  /** The frame itself answers no more: its process is gone. */
  died(): void;
}

/** The texts a frame is made of. */
export interface FrameTexts {
  readonly frame: string;
  readonly worker: string;
}

/**
 * The frame's own policy, on top of the page's which a `srcdoc` frame inherits. The worker inherits both: it may
 * evaluate text, since Compartments need that, and it may load nothing from anywhere.
 */
const policy = [
  `default-src 'none'`,
  `script-src 'unsafe-inline' 'unsafe-eval'`,
  `worker-src blob:`,
  `connect-src 'none'`,
  `form-action 'none'`,
  `base-uri 'none'`,
].join('; ');

/** The document of the frame around its script. */
export function frameDocument(script: string): string {
  return `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><title>Sandbox</title><script>${script}</script>`;
}

/**
 * One sandboxed frame in this page, with one worker at a time. Removing it is the only thing that stops a busy
 * worker at once in every browser: a worker that is merely terminated keeps a core of Chromium busy for two seconds.
 */
export class FrameHost {
  readonly #events: FrameEvents;
  readonly #element: HTMLIFrameElement;
  readonly #watch = new Watch({ silentMs: borderCaps.silentMs, tickCountsMsMax: 1_000 });
  readonly #ticker: ReturnType<typeof setInterval>;
  readonly #worker: string;
  #generation = 0;
  #open = false;

  constructor(texts: FrameTexts, events: FrameEvents) {
    this.#events = events;
    this.#worker = texts.worker;
    this.#element = document.createElement('iframe');
    this.#element.setAttribute('sandbox', 'allow-scripts');
    this.#element.hidden = true;
    this.#element.title = 'Sandbox for your program';
    this.#element.srcdoc = frameDocument(texts.frame);
    addEventListener('message', this.#receive);
    document.body.append(this.#element);
    this.#ticker = setInterval(() => this.#tick(), borderCaps.pingMs);
  }

  /** Ends the worker, if there is one, and starts a fresh one. What the old one still says is dropped. */
  start(): void {
    this.#generation++;
    if (this.#open) this.#order({ kind: 'start', generation: this.#generation });
  }

  request(text: string): void {
    this.#order({ kind: 'request', generation: this.#generation, text });
  }

  remove(): void {
    this.#generation = -1;
    clearInterval(this.#ticker);
    removeEventListener('message', this.#receive);
    this.#element.remove();
  }

  #order(order: FrameOrder): void {
    this.#element.contentWindow?.postMessage(order, '*');
  }

  #tick(): void {
    if (!this.#open) return;
    const state = this.#watch.tick(performance.now());
    if (state === 'ping') this.#order({ kind: 'ping' });
    if (state === 'silent') {
      this.remove();
      this.#events.died();
    }
  }

  readonly #receive = (event: MessageEvent<unknown>): void => {
    if (event.source !== this.#element.contentWindow || event.source === null) return;
    const message = unpackNotice(event.data);
    if (message) this.#handle(message.notice, message.reports);
  };

  #handle(notice: FrameNotice, reports: readonly string[]): void {
    switch (notice.kind) {
      case 'opened':
        if (this.#open) return;
        this.#open = true;
        this.#order({ kind: 'load', worker: this.#worker });
        this.#order({ kind: 'start', generation: this.#generation });
        break;
      case 'pong':
        this.#watch.answered();
        break;
      case 'reports':
        for (const report of reports) {
          // A report can make the owner start the next worker or remove this frame: the rest is then too late.
          if (notice.generation === this.#generation) this.#events.report(report);
        }
        break;
      case 'ended':
        if (notice.generation === this.#generation) {
          this.#events.ended(notice.reason, notice.detail);
        }
        break;
    }
  }
}
