/** The jobs that share a node's cores, by when they will be done: a binary heap, so that a crowd costs n log n. */
import { assert, present } from './assert.ts';
import type { Process } from './process.ts';

export interface Job {
  readonly process: Process;
  /** How much service every job must have got for this one to be done. */
  readonly doneAt: number;
  /** Of two that are done at once, the earlier goes on first. */
  readonly order: number;
}

function comesBefore(one: Job, other: Job): boolean {
  return one.doneAt < other.doneAt || (one.doneAt === other.doneAt && one.order < other.order);
}

export class JobQueue {
  /** Jobs of processes that are gone stay in it until they come to the top. */
  readonly #heap: Job[] = [];
  readonly #jobs = new Map<Process, Job>();
  #added = 0;

  /** Jobs that are not gone. */
  get size(): number {
    return this.#jobs.size;
  }

  add(process: Process, doneAt: number): void {
    assert(!this.#jobs.has(process), 'a process does one thing at a time');
    this.#added += 1;
    const job = { process, doneAt, order: this.#added };
    this.#jobs.set(process, job);
    let hole = this.#heap.length;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      const above = this.#at(parent);
      if (comesBefore(above, job)) break;
      this.#heap[hole] = above;
      hole = parent;
    }
    this.#heap[hole] = job;
  }

  has(process: Process): boolean {
    return this.#jobs.has(process);
  }

  /** Forgets the job of a process that will not get it done. */
  remove(process: Process): void {
    assert(this.#jobs.has(process), 'only a job that is there is forgotten');
    this.#jobs.delete(process);
    if (this.#jobs.size === 0) this.#heap.length = 0;
  }

  /** The job that will be done first. */
  first(): Job | undefined {
    for (;;) {
      const [top] = this.#heap;
      if (top === undefined || this.#jobs.get(top.process) === top) return top;
      this.#removeTop();
    }
  }

  /** Takes out the job that is done first. */
  shift(): Job {
    const top = present(this.first(), 'a job is taken where there is one');
    this.#jobs.delete(top.process);
    this.#removeTop();
    return top;
  }

  #removeTop(): void {
    const last = present(this.#heap.pop(), 'the heap has a top');
    const size = this.#heap.length;
    if (size === 0) return;
    let hole = 0;
    for (let child = 1; child < size; child = 2 * hole + 1) {
      if (child + 1 < size && comesBefore(this.#at(child + 1), this.#at(child))) child += 1;
      if (comesBefore(last, this.#at(child))) break;
      this.#heap[hole] = this.#at(child);
      hole = child;
    }
    this.#heap[hole] = last;
  }

  #at(place: number): Job {
    return present(this.#heap[place], 'a heap has no gaps');
  }
}
