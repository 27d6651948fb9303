/** Goes along with a run and does the deeds of its forks, each after as many steps as the fork says. */
import { toNs } from '#runtime/clock.ts';
import { perform, printDeed } from './deed.ts';
import type { Companion, Stage } from './run.ts';
import type { Fork } from './walk.ts';

/** A fork that does not fit the run. The message says why, in words for whoever forks. */
export class ForkRefused extends Error {
  constructor(fork: Fork, why: string) {
    super(`This fork (${printDeed(fork.deed)}) cannot be made here: ${why}`);
    this.name = 'ForkRefused';
  }
}

export class Forker implements Companion {
  readonly #forks: readonly Fork[];
  readonly #done: (fork: Fork, number: number) => void;
  #stage: Stage | null = null;
  #next = 0;

  /** `done` hears of each deed before it is done. */
  constructor(forks: readonly Fork[], done: (fork: Fork, number: number) => void) {
    this.#forks = forks;
    this.#done = done;
  }

  begin(stage: Stage): void {
    this.#stage = stage;
  }

  patience(): number {
    for (;;) {
      const fork = this.#forks[this.#next];
      if (fork === undefined || this.#stage === null) return Infinity;
      const steps = fork.step - this.#stage.system.eventsDone;
      if (steps > 0) return steps;
      this.#make(this.#stage, fork);
    }
  }

  look(): void {
    // Deeds are done before a step, when it is known that the run goes on.
  }

  /** Throws if a fork was never made because the run came to its end before. */
  finish(): void {
    const left = this.#forks[this.#next];
    if (left !== undefined) throw new ForkRefused(left, `the run is over before step ${left.step}`);
  }

  #make(stage: Stage, fork: Fork): void {
    const { system } = stage;
    const number = this.#next;
    if (fork.step < system.eventsDone) throw new ForkRefused(fork, 'forks come in their order');
    if (fork.prefix !== null && fork.prefix !== system.hash()) {
      throw new ForkRefused(
        fork,
        `up to step ${fork.step} this run is another one than the one it was made for`,
      );
    }
    if (fork.atMs !== undefined && fork.atMs > system.nowMs) {
      const atNs = toNs(fork.atMs);
      if (system.timeline.nextNs() <= atNs) throw new ForkRefused(fork, 'something is due before');
      system.timeline.advanceTo(atNs);
    }
    this.#next += 1;
    this.#done(fork, number);
    const why = perform(stage, fork.deed, `fork-${number}`);
    if (why !== null) throw new ForkRefused(fork, why);
  }
}
