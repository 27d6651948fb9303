/** The ballots of the night: which votes are in, and for whom. */
import type { Machine } from './group.ts';

/** Votes that are counted together: their numbers, and what each is for. */
export interface Batch {
  readonly votes: readonly number[];
  readonly once: boolean;
}

export class Ballots implements Machine {
  /** Number of the vote -> how often it is in the tally. */
  #counted = new Map<number, number>();

  apply(op: unknown): unknown {
    const { votes, once } = op as Batch;
    for (const vote of votes) {
      const times = this.#counted.get(vote) ?? 0;
      if (times === 0 || !once) this.#counted.set(vote, times + 1);
    }
    return 'ok';
  }

  /** Every vote, as often as it is in the tally. */
  read(): unknown {
    return [...this.#counted].flatMap(([vote, times]) => Array.from({ length: times }, () => vote));
  }

  snapshot(): unknown {
    return [...this.#counted].flat();
  }

  install(state: unknown): void {
    const flat = state as readonly number[];
    this.#counted = new Map();
    for (let index = 0; index < flat.length; index += 2) {
      this.#counted.set(flat[index] ?? 0, flat[index + 1] ?? 0);
    }
  }
}
