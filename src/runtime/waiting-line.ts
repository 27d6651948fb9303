/** A line of processes that wait for their turn, and in which somebody may be called before it is his. */
import { assert, present } from './assert.ts';
import type { Process } from './process.ts';

const gapsMax = 64;

/** Processes in the order in which they came, from which any can be taken. */
export class WaitingLine {
  readonly #places = new Map<number, number>();
  /** Who has been taken leaves a gap; there are never more gaps than processes, and a few. */
  #line: (Process | undefined)[] = [];
  #head = 0;

  get size(): number {
    return this.#places.size;
  }

  add(process: Process): void {
    assert(!this.#places.has(process.id), 'a process stands in the line once');
    if (this.#line.length > 2 * this.size + gapsMax) this.#closeUp();
    this.#places.set(process.id, this.#line.length);
    this.#line.push(process);
  }

  take(id: number): Process | undefined {
    const place = this.#places.get(id);
    if (place === undefined) return undefined;
    const process = this.#line[place];
    this.#line[place] = undefined;
    this.#places.delete(id);
    return process;
  }

  first(): Process {
    while (this.#head < this.#line.length && this.#line[this.#head] === undefined) this.#head += 1;
    const process = present(this.#line[this.#head], 'the run queue is not empty');
    return present(this.take(process.id), 'who stands in the line has a place');
  }

  #closeUp(): void {
    this.#line = this.#line.filter((process) => process !== undefined);
    this.#head = 0;
    for (const [place, process] of this.#line.entries()) {
      if (process !== undefined) this.#places.set(process.id, place);
    }
    assert(this.#line.length === this.size, 'each has one place');
  }
}
