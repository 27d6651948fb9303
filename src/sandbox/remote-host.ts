import { type FrameNotice, type FrameOrder, borderCaps, unpackNotice } from './border.ts';
import type { Host, HostEvents } from './runner.ts';
import { Watch } from './watch.ts';

/** The way to a relay in another place. */
export interface Channel {
  send(order: FrameOrder): void;
  /** Ends that place, and whatever runs in it, at once. */
  close(): void;
}

/** The near end of a relay: gives it orders, watches whether it lives, and passes on what it says. */
export class RemoteHost implements Host {
  readonly #channel: Channel;
  readonly #events: HostEvents;
  readonly #worker: string;
  readonly #watch = new Watch({ silentMs: borderCaps.silentMs, tickCountsMsMax: 1_000 });
  readonly #ticker: ReturnType<typeof setInterval>;
  #generation = 0;
  #isOpen = false;
  #isRemoved = false;

  /** `worker` is the text of the worker's script. */
  constructor(worker: string, channel: Channel, events: HostEvents) {
    this.#worker = worker;
    this.#channel = channel;
    this.#events = events;
    this.#ticker = setInterval(() => this.#tick(), borderCaps.pingMs);
  }

  start(): void {
    this.#generation++;
    if (this.#isOpen) this.#channel.send({ kind: 'start', generation: this.#generation });
  }

  request(text: string): void {
    this.#channel.send({ kind: 'request', generation: this.#generation, text });
  }

  remove(): void {
    if (this.#isRemoved) return;
    this.#isRemoved = true;
    clearInterval(this.#ticker);
    this.#channel.close();
  }

  /** To be called with whatever comes from the relay. */
  receive(data: unknown): void {
    const message = unpackNotice(data);
    if (message && !this.#isRemoved) this.#handle(message.notice, message.reports);
  }

  /** To be called when the other place is gone. */
  lost(): void {
    if (this.#isRemoved) return;
    this.remove();
    this.#events.died();
  }

  #tick(): void {
    if (!this.#isOpen) return;
    const state = this.#watch.tick(performance.now());
    if (state === 'ping') this.#channel.send({ kind: 'ping' });
    if (state === 'silent') this.lost();
  }

  #handle(notice: FrameNotice, reports: readonly string[]): void {
    switch (notice.kind) {
      case 'opened':
        if (this.#isOpen) return;
        this.#isOpen = true;
        this.#channel.send({ kind: 'load', worker: this.#worker });
        this.#channel.send({ kind: 'start', generation: this.#generation });
        break;
      case 'pong':
        this.#watch.answered();
        break;
      case 'reports':
        for (const report of reports) {
          // A report can make the owner start the next worker or remove this host: the rest is then too late.
          if (notice.generation === this.#generation && !this.#isRemoved) {
            this.#events.report(report);
          }
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
