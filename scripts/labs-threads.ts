/** Threads that take tasks off one queue: see labs-worker.ts. */
import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Answers, Task } from './labs-worker.ts';

export class Threads {
  readonly #workers: readonly Worker[];
  readonly #idle: Worker[];
  readonly #waiting: (() => void)[] = [];

  constructor(size: number) {
    const script = join(import.meta.dirname, 'labs-worker.ts');
    this.#workers = Array.from({ length: size }, () => new Worker(script));
    this.#idle = [...this.#workers];
  }

  /** Does a task on the next thread that is free. */
  async do<T extends Task>(task: T): Promise<Answers[T['kind']]> {
    while (this.#idle.length === 0) await new Promise<void>((free) => this.#waiting.push(free));
    const worker = this.#idle.pop();
    if (worker === undefined) throw new Error('a thread is free');
    const answered = once(worker, 'message');
    worker.postMessage(task);
    // What a thread throws, `once` throws here.
    const [answer] = (await answered) as [Answers[T['kind']]];
    this.#idle.push(worker);
    this.#waiting.shift()?.();
    return answer;
  }

  async end(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}
