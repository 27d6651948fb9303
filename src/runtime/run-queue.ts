/** Who can run, and who goes next: the scheduler, with priorities and a record once somebody asks for them. */
import { assert } from './assert.ts';
import { Levels } from './priority.ts';
import type { Process } from './process.ts';
import type { Key } from './random.ts';
import { Recorder, createScheduler, type Scheduler, type SchedulerSpec } from './scheduler.ts';

export class RunQueue {
  #scheduler: Scheduler;
  #hasPriorities: boolean;

  constructor(spec: SchedulerSpec, key: Key, isRecorded: boolean) {
    const scheduler = createScheduler(spec, key);
    this.#scheduler = isRecorded ? new Recorder(scheduler) : scheduler;
    // A record says all about who goes first.
    this.#hasPriorities = typeof spec === 'object' && spec.kind === 'replay';
  }

  get size(): number {
    return this.#scheduler.size;
  }

  /** Takes the process to run now. Call it only while `size` is above zero. */
  next(): Process {
    return this.#scheduler.next();
  }

  /** Makes a process runnable. */
  wake(process: Process): void {
    assert(process.alive, 'only the living are woken');
    if (process.queued) return;
    process.queued = true;
    this.#scheduler.add(process);
  }

  /** A device is done: the process goes on with a value. */
  resume(process: Process, value: unknown): void {
    if (!process.alive) return;
    process.held = value;
    this.wake(process);
  }

  /** From now on processes have priorities: until somebody sets one, they cost nothing. */
  usePriorities(): void {
    if (this.#hasPriorities) return;
    this.#hasPriorities = true;
    const scheduler = this.#scheduler;
    if (scheduler instanceof Recorder) scheduler.wrap((inner) => new Levels(inner));
    else this.#scheduler = new Levels(scheduler);
  }

  /** The choices so far by process id, if they are recorded. */
  get choices(): readonly number[] {
    return this.#scheduler instanceof Recorder ? this.#scheduler.choices : [];
  }

  /** True if a replayed schedule did not fit this run. */
  get diverged(): boolean {
    return this.#scheduler.diverged;
  }
}
