/** How a service takes its time without making the next caller wait. */
import { reply, self, sendAfter, type From } from 'nines';

/** What a service sends itself when an answer is due. */
export interface Due {
  readonly kind: 'due';
  readonly number: number;
}

/** Answers that are not due yet. Each service has its own. */
export class Answers {
  #last = 0;
  readonly #waiting = new Map<number, { readonly from: From; readonly value: unknown }>();

  /** Has this process receive a `Due` after so long. */
  later(ms: number, from: From, value: unknown): void {
    this.#last += 1;
    this.#waiting.set(this.#last, { from, value });
    sendAfter(ms, self(), { kind: 'due', number: this.#last });
  }

  /** Gives the answer that is due. */
  give({ number }: Due): void {
    const answer = this.#waiting.get(number);
    this.#waiting.delete(number);
    if (answer !== undefined) reply(answer.from, answer.value);
  }
}
