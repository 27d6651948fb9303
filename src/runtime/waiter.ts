/** A process that waits for a socket: for bytes, for room, for somebody to connect. */
import { assert } from './assert.ts';
import { waiting, type Process } from './process.ts';
import { Timer } from './timer.ts';

/** What the beginning of an operation gives when the process has to wait for the rest. */
export const waits: unique symbol = Symbol('waits');

export class Waiter {
  readonly process: Process;
  #over = false;
  readonly #timer: Timer | null;

  /** `late` gives the answer when `ns` have passed; below zero, nobody looks at the clock. */
  constructor(process: Process, ns: number, late: () => unknown) {
    assert(process.alive, 'only the living wait');
    this.process = process;
    this.#timer = null;
    if (ns < 0) return;
    const { node } = process;
    const { timeline } = node.system;
    const dueNs = timeline.nowNs + node.clock.durationNs(ns);
    this.#timer = Timer.onNode(dueNs, node, () => this.give(late()));
    timeline.schedule(dueNs, this.#timer);
  }

  /** False once it has its answer, or nobody waits any more. */
  get open(): boolean {
    return !this.#over && this.process.alive;
  }

  /** The process goes on with this. Only the first answer counts. */
  give(answer: unknown): void {
    if (this.#over) return;
    this.#over = true;
    const { process } = this;
    const { system } = process.node;
    if (this.#timer !== null) system.timeline.cancel(this.#timer);
    if (!process.alive) return;
    assert(process.waitsFor === waiting.device, 'who is answered has waited');
    system.queue.resume(process, answer);
  }
}
