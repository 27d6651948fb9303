/** How a service takes its time without making the next caller wait. */
import { self, sendAfter, type From } from 'nines';

/** What a service sends itself when an answer is due. */
export interface Answer {
  readonly kind: 'answer';
  readonly from: From;
  readonly value: unknown;
}

/** Has this process receive an `Answer` after so long; it then replies. */
export function answerLater(ms: number, from: From, value: unknown): void {
  sendAfter(ms, self(), { kind: 'answer', from, value });
}
