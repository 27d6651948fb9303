/** How each function behaves when no answer comes: what a loss costs against what a second time costs. */
import type { Fn, Policy } from './types.ts';

export const policy: Record<Fn, Policy> = {
  // Money: never twice, and never a lie about it. Four attempts fit into the time that a customer waits.
  placeOrder: {
    strategy: 'exactly-once-effect',
    attempts: 4,
    timeoutMs: 250,
    baseMs: 200,
    capMs: 400,
    deadlineMs: 1_900,
  },
  // Billed: but the aggregator asks again for as long as it takes, so three attempts are enough.
  sendVote: {
    strategy: 'exactly-once-effect',
    attempts: 3,
    timeoutMs: 500,
    baseMs: 200,
    capMs: 800,
    deadlineMs: 1_900,
  },
  // A text that is lost is missed; one that comes twice is thrown away by the inbox.
  sendChat: {
    strategy: 'at-least-once',
    attempts: 4,
    timeoutMs: 300,
    baseMs: 200,
    capMs: 800,
    deadlineMs: 1_900,
  },
  // Nice to have, dear to repeat.
  notify: {
    strategy: 'at-most-once',
    attempts: 1,
    timeoutMs: 0,
    baseMs: 0,
    capMs: 0,
    deadlineMs: 1_000,
  },
};
