/** The ballots of the night: which votes are in, and how often. */
import { node } from 'nines';
import { observe } from 'nines/world';
import type { Machine } from './group.ts';

/** Votes that are counted together, or of which those are to be void that are not counted yet. */
export type Batch =
  | { readonly kind: 'count'; readonly votes: readonly number[]; readonly once: boolean }
  | { readonly kind: 'void'; readonly votes: readonly number[] };

export class Ballots implements Machine {
  /** Number of the vote -> how often it is in the tally; 0 is void, and stays so. */
  #counted = new Map<number, number>();

  /** Of the votes of the batch, those that are in the tally now. */
  apply(op: unknown): readonly number[] {
    const batch = op as Batch;
    for (const vote of batch.votes) {
      const times = this.#counted.get(vote);
      if (batch.kind === 'void') {
        if (times === undefined) this.#counted.set(vote, 0);
      } else if (times === undefined) {
        this.#counted.set(vote, 1);
      } else if (times > 0 && !batch.once) {
        this.#counted.set(vote, times + 1);
      }
    }
    return batch.votes.filter((vote) => (this.#counted.get(vote) ?? 0) > 0);
  }

  decided(op: unknown): void {
    const batch = op as Batch;
    if (batch.kind === 'void') return;
    for (const vote of batch.votes) {
      if ((this.#counted.get(vote) ?? 0) > 1) {
        observe({ kind: 'talliedTwice', vote, node: node() });
      }
    }
  }

  /** Every vote, as often as it is in the tally. */
  read(): readonly number[] {
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
