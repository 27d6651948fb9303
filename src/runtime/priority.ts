/**
 * Priorities of processes, as the BEAM has them: whoever is `max` goes before all others, then `high`; of those that
 * are `low`, one goes for every eight that are `normal`. A process that never waits therefore starves all below it.
 */
import { assert } from './assert.ts';
import { tiesOf } from './ties.ts';
import type { Process } from './process.ts';
import { RoundRobin, type Scheduler } from './scheduler.ts';

/** OTP: process_flag(priority, …). */
export type Priority = 'low' | 'normal' | 'high' | 'max';

const priorities: ReadonlySet<unknown> = new Set<Priority>(['low', 'normal', 'high', 'max']);

/** True for one of the four words. */
export function isPriority(value: unknown): value is Priority {
  return priorities.has(value);
}

/** The priority of a process; most have never been given one. */
export function priorityOf(process: Process): Priority {
  return process.ties?.priority ?? 'normal';
}

/** Gives a process another priority. It is not in the run queue: it runs, or has not begun. */
export function setPriority(process: Process, priority: Priority): void {
  assert(!process.queued, 'a process changes its place in no queue');
  tiesOf(process).priority = priority === 'normal' ? null : priority;
  process.node.system.queue.usePriorities();
}

/** How many normal turns come before one of low priority. */
const normalTurnsPerLow = 8;

/** A run queue for each priority. That of the normal ones is the run's own scheduler. */
export class Levels implements Scheduler {
  readonly #normal: Scheduler;
  readonly #others = { max: new RoundRobin(), high: new RoundRobin(), low: new RoundRobin() };
  #normalTurns = 0;

  constructor(normal: Scheduler) {
    this.#normal = normal;
  }

  get size(): number {
    const { max, high, low } = this.#others;
    return this.#normal.size + max.size + high.size + low.size;
  }

  get diverged(): boolean {
    return this.#normal.diverged;
  }

  add(process: Process): void {
    const priority = priorityOf(process);
    if (priority === 'normal') this.#normal.add(process);
    else this.#others[priority].add(process);
  }

  next(): Process {
    const { max, high, low } = this.#others;
    assert(this.size > 0, 'the run queue is not empty');
    if (max.size > 0) return max.next();
    if (high.size > 0) return high.next();
    const isLowsTurn = this.#normal.size === 0 || this.#normalTurns >= normalTurnsPerLow;
    if (low.size > 0 && isLowsTurn) {
      this.#normalTurns = 0;
      return low.next();
    }
    this.#normalTurns += 1;
    return this.#normal.next();
  }
}
