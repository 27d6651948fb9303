/** Goes along with a run up to a step, and from there on writes down how the system stands after each. */
import { Inspector } from '#runtime/inspect.ts';
import type { Moment } from '#runtime/moment.ts';
import type { Forker } from './forker.ts';
import type { Companion, Stage } from './run.ts';

export class Watcher implements Companion {
  readonly moments: Moment[] = [];
  readonly #forker: Forker;
  readonly #fromStep: number;
  readonly #count: number;
  #stage: Stage | null = null;
  #inspector: Inspector | null = null;

  constructor(
    forker: Forker,
    { fromStep, count }: { readonly fromStep: number; readonly count: number },
  ) {
    this.#forker = forker;
    this.#fromStep = fromStep;
    this.#count = count;
  }

  /** Steps of the run so far. */
  get steps(): number {
    return this.#stage?.system.eventsDone ?? 0;
  }

  begin(stage: Stage): void {
    this.#stage = stage;
    this.#forker.begin(stage);
  }

  /** The state after a step is looked at when its forks have been made: before the next one. */
  patience(): number {
    const stage = this.#stage;
    if (stage === null) return Infinity;
    const untilFork = this.#forker.patience();
    const before = this.#fromStep - this.steps;
    if (before > 0) return Math.min(before, untilFork);
    this.#inspector ??= new Inspector(stage.system);
    if (this.moments.at(-1)?.step !== this.steps) this.moments.push(this.#inspector.look());
    return this.moments.length < this.#count ? 1 : 0;
  }

  look(): void {
    // Nothing is known of a step before it is sure that the run goes on: see `patience`.
  }
}
