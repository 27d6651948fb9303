/**
 * Who runs next, among the processes that can run at one instant.
 *
 *   round-robin  first come, first served: the BEAM's order on one scheduler
 *   random       each turn of a process gets a priority of its own, hashed from the process's key
 *   pct          probabilistic concurrency testing: fixed random priorities, lowered at depth-1 points; finds
 *                an ordering bug of depth d with a probability that is known (Burckhardt et al., ASPLOS 2010)
 *   chosen       by somebody outside, who is asked each time: for going through all orders
 *   replay       as recorded; where the record does not fit, first come, first served, and `diverged` is set
 */
import { assert, present } from './assert.ts';
import { WaitingLine } from './waiting-line.ts';
import type { Node } from './node.ts';
import type { Process } from './process.ts';
import { below, mix, purpose, type Key } from './random.ts';
import type { Schedule } from './schedule.ts';
import type { Signal } from './signal.ts';

/** How a run chooses among the runnable. */
export type SchedulerSpec =
  | 'round-robin'
  | 'random'
  | { readonly kind: 'pct'; readonly depth: number; readonly turnsExpected?: number }
  | { readonly kind: 'chosen'; readonly by: Chooser }
  | { readonly kind: 'replay'; readonly schedule: Schedule };

/** Somebody who chooses who runs next, and hears what each turn sends. */
export interface Chooser {
  /** Index of the one to run now among those that can, which are at least one, in the order in which they came. */
  choose(runnable: readonly Process[]): number;
  /** The turn that was chosen last has sent this, or nobody's has: a timer, a fault. */
  signalled(signal: Signal, from: Node, to: Node): void;
}

/** The run queue. Every process stands in it at most once. */
export interface Scheduler {
  readonly size: number;
  /** True if a replay met a choice that its schedule does not have. */
  readonly diverged: boolean;
  add(process: Process): void;
  /** Takes the one to run now. Call it only while `size` is above zero. */
  next(): Process;
}

/** First come, first served, in a ring that grows. */
export class RoundRobin implements Scheduler {
  readonly diverged = false;
  size = 0;
  #ring: (Process | undefined)[] = Array.from({ length: 64 });
  #head = 0;

  add(process: Process): void {
    if (this.size === this.#ring.length) this.#grow();
    this.#ring[(this.#head + this.size) & (this.#ring.length - 1)] = process;
    this.size += 1;
  }

  next(): Process {
    const process = this.#ring[this.#head];
    assert(process !== undefined, 'the run queue is not empty');
    this.#ring[this.#head] = undefined;
    this.#head = (this.#head + 1) & (this.#ring.length - 1);
    this.size -= 1;
    return process;
  }

  #grow(): void {
    assert(this.size === this.#ring.length, 'the ring grows when it is full');
    const size = this.#ring.length;
    const ring: (Process | undefined)[] = Array.from({ length: size * 2 });
    for (let i = 0; i < size; i += 1) ring[i] = this.#ring[(this.#head + i) & (size - 1)];
    this.#ring = ring;
    this.#head = 0;
  }
}

/** A heap of processes by a priority that is fixed when they come in. */
abstract class ByPriority implements Scheduler {
  readonly diverged = false;
  size = 0;
  readonly #processes: (Process | undefined)[] = [];
  #priorities = new Float64Array(64);

  protected abstract priorityOf(process: Process): number;

  add(process: Process): void {
    if (this.size === this.#priorities.length) {
      const grown = new Float64Array(this.size * 2);
      grown.set(this.#priorities);
      this.#priorities = grown;
    }
    const priority = this.priorityOf(process);
    let hole = this.size;
    this.size += 1;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      if ((this.#priorities[parent] as number) <= priority) break;
      this.#move(parent, hole);
      hole = parent;
    }
    this.#processes[hole] = process;
    this.#priorities[hole] = priority;
  }

  next(): Process {
    const top = this.#processes[0];
    assert(top !== undefined, 'the run queue is not empty');
    this.size -= 1;
    const last = this.#processes[this.size];
    this.#processes[this.size] = undefined;
    if (this.size > 0) this.#sink(last, this.#priorities[this.size] as number);
    return top;
  }

  #sink(process: Process | undefined, priority: number): void {
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= this.size) break;
      const right = child + 1;
      if (
        right < this.size &&
        (this.#priorities[right] as number) < (this.#priorities[child] as number)
      ) {
        child = right;
      }
      if ((this.#priorities[child] as number) >= priority) break;
      this.#move(child, hole);
      hole = child;
    }
    this.#processes[hole] = process;
    this.#priorities[hole] = priority;
  }

  #move(from: number, to: number): void {
    this.#processes[to] = this.#processes[from];
    this.#priorities[to] = this.#priorities[from] as number;
  }
}

class Random extends ByPriority {
  readonly #key: Key;

  constructor(seed: Key) {
    super();
    this.#key = mix(seed, purpose.schedule);
  }

  protected priorityOf(process: Process): number {
    process.turns += 1;
    return mix(mix(this.#key, process.key), process.turns) >>> 0;
  }
}

/** Turns a run is expected to take, if the specification does not say: where the change points may fall. */
const turnsExpectedDefault = 2_000;

class Pct extends ByPriority {
  readonly #key: Key;
  readonly #changes: ReadonlySet<number>;
  readonly #lowered = new Map<Process, number>();
  #turns = 0;

  constructor(seed: Key, depth: number, turnsExpected: number) {
    super();
    this.#key = mix(seed, purpose.pct);
    const changes = new Set<number>();
    assert(depth >= 1, 'an ordering bug has a depth of at least one');
    for (let i = 1; i < depth; i += 1) changes.add(1 + below(mix(this.#key, i), turnsExpected));
    this.#changes = changes;
  }

  protected priorityOf(process: Process): number {
    this.#turns += 1;
    // Lowered below everybody else: the later the change point, the lower.
    if (this.#changes.has(this.#turns)) this.#lowered.set(process, 4_294_967_296 + this.#turns);
    return this.#lowered.get(process) ?? mix(this.#key, process.key) >>> 0;
  }
}

/** Notes what another scheduler chooses, for a replay. */
export class Recorder implements Scheduler {
  readonly choices: number[] = [];
  #inner: Scheduler;

  constructor(inner: Scheduler) {
    this.#inner = inner;
  }

  /** Puts something around the scheduler whose choices are noted. */
  wrap(around: (inner: Scheduler) => Scheduler): void {
    this.#inner = around(this.#inner);
  }

  get size(): number {
    return this.#inner.size;
  }

  get diverged(): boolean {
    return this.#inner.diverged;
  }

  add(process: Process): void {
    this.#inner.add(process);
  }

  next(): Process {
    const several = this.#inner.size > 1;
    const process = this.#inner.next();
    if (several) this.choices.push(process.id);
    return process;
  }
}

/** As somebody outside says. */
class Chosen implements Scheduler {
  readonly diverged = false;
  readonly by: Chooser;
  readonly #runnable: Process[] = [];

  constructor(by: Chooser) {
    this.by = by;
  }

  get size(): number {
    return this.#runnable.length;
  }

  add(process: Process): void {
    this.#runnable.push(process);
  }

  next(): Process {
    const [process] = this.#runnable.splice(this.by.choose(this.#runnable), 1);
    return present(process, 'one of the runnable is chosen');
  }
}

class Replay implements Scheduler {
  diverged = false;
  readonly #schedule: Schedule;
  readonly #runnable = new WaitingLine();
  #position = 0;

  constructor(schedule: Schedule) {
    this.#schedule = schedule;
  }

  get size(): number {
    return this.#runnable.size;
  }

  add(process: Process): void {
    this.#runnable.add(process);
  }

  next(): Process {
    const isChoice = this.#runnable.size > 1 && this.#position < this.#schedule.length;
    if (!isChoice) return this.#runnable.first();
    const wanted = this.#runnable.take(this.#schedule[this.#position] ?? 0);
    this.#position += 1;
    if (wanted === undefined) this.diverged = true;
    return wanted ?? this.#runnable.first();
  }
}

/** Makes the scheduler that a specification asks for. */
export function createScheduler(spec: SchedulerSpec, seed: Key): Scheduler {
  if (spec === 'round-robin') return new RoundRobin();
  if (spec === 'random') return new Random(seed);
  if (spec.kind === 'pct')
    return new Pct(seed, spec.depth, spec.turnsExpected ?? turnsExpectedDefault);
  if (spec.kind === 'chosen') return new Chosen(spec.by);
  return new Replay(spec.schedule);
}
