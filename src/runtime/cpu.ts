/**
 * The cores of a node under processor sharing: with n jobs on c cores each job runs at speed min(1, c/n), as
 * preemptive scheduling does. A long job slows the others down and blocks none, except native code (`nif`),
 * which keeps a core to itself until it returns.
 *
 * All jobs run equally fast, so each has got the same service since it came. `served` counts that service; a
 * job that needs w more is done when `served` has grown by w, whatever comes and goes in between.
 */
import { assert } from './assert.ts';
import { JobQueue } from './job-queue.ts';
import type { Node } from './node.ts';
import type { Process } from './process.ts';
import { Timer } from './timer.ts';

interface NativeJob {
  readonly process: Process;
  readonly ns: number;
}

export class Cpu {
  readonly cores: number;
  readonly #node: Node;
  readonly #jobs = new JobQueue();
  #served = 0;
  #sinceNs = 0;
  #nativeRunning = 0;
  readonly #nativeWaiting: NativeJob[] = [];
  #timer: Timer | null = null;
  #stopped = false;

  constructor(node: Node, cores: number) {
    this.#node = node;
    this.cores = cores;
    assert(Number.isInteger(cores) && cores > 0, 'a node has at least one core');
  }

  /** Jobs that share the cores now. */
  get load(): number {
    return this.#jobs.size + this.#nativeRunning;
  }

  /** Gives a process `ns` of one core's time; it goes on when it has had them. */
  work(process: Process, ns: number): void {
    assert(ns >= 0, 'work takes no negative time');
    assert(process.node === this.#node, 'a process works on its own node');
    this.#settle();
    this.#jobs.add(process, this.#served + ns);
    this.#plan();
  }

  /** Runs native code: one core is busy for `ns`; without a free core it waits for one. */
  native(process: Process, ns: number): void {
    assert(ns >= 0, 'native code takes no negative time');
    if (this.#nativeRunning >= this.cores) {
      this.#nativeWaiting.push({ process, ns });
      return;
    }
    this.#settle();
    this.#nativeRunning += 1;
    this.#plan();
    const { system } = this.#node;
    const timer = Timer.onNode(system.timeline.nowNs + ns, this.#node, () =>
      this.#endNative(process),
    );
    system.timeline.schedule(timer.dueNs, timer);
  }

  #endNative(process: Process): void {
    this.#settle();
    this.#nativeRunning -= 1;
    assert(this.#nativeRunning >= 0, 'native code ends as often as it begins');
    this.#plan();
    if (process.alive) this.#node.system.queue.resume(process, undefined);
    let next = this.#nativeWaiting.shift();
    while (next !== undefined && !next.process.alive) next = this.#nativeWaiting.shift();
    if (next !== undefined) this.native(next.process, next.ns);
  }

  /** Takes a dead process off the cores. Native code cannot be interrupted and keeps its core. */
  remove(process: Process): void {
    if (!this.#jobs.has(process)) return;
    this.#settle();
    this.#jobs.remove(process);
    this.#plan();
  }

  /** Stands still while the node is frozen. */
  stop(): void {
    assert(!this.#stopped, 'cores stop once');
    this.#settle();
    this.#stopped = true;
    this.#plan();
  }

  start(): void {
    assert(this.#stopped, 'cores start once they have stopped');
    this.#settle();
    this.#stopped = false;
    this.#plan();
  }

  #speed(): number {
    const { size } = this.#jobs;
    if (this.#stopped || size === 0) return 0;
    const free = this.cores - this.#nativeRunning;
    return free >= size ? 1 : free / size;
  }

  /** Credits the service since the last change of anything. */
  #settle(): void {
    const { nowNs } = this.#node.system.timeline;
    assert(nowNs >= this.#sinceNs, 'service is credited forwards');
    this.#served += (nowNs - this.#sinceNs) * this.#speed();
    this.#sinceNs = nowNs;
  }

  /** Plans the next completion anew. */
  #plan(): void {
    const { timeline } = this.#node.system;
    if (this.#timer !== null) timeline.cancel(this.#timer);
    this.#timer = null;
    const first = this.#jobs.first();
    const speed = this.#speed();
    if (first === undefined || speed === 0) return;
    const left = Math.max(0, first.doneAt - this.#served);
    const timer = Timer.onNode(timeline.nowNs + Math.ceil(left / speed), this.#node, () => {
      this.#timer = null;
      this.#finish();
    });
    this.#timer = timer;
    timeline.schedule(timer.dueNs, timer);
  }

  #finish(): void {
    this.#settle();
    // Half a nanosecond of rounding is no work left.
    for (let job = this.#jobs.first(); job !== undefined; job = this.#jobs.first()) {
      if (job.doneAt > this.#served + 0.5) break;
      this.#node.system.queue.resume(this.#jobs.shift().process, undefined);
    }
    if (this.#jobs.size === 0) this.#served = 0;
    this.#plan();
  }
}
