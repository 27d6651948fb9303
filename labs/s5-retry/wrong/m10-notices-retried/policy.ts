/** How each function behaves when no answer comes: what a loss costs against what a second time costs. */
import type { Fn, Policy } from './types.ts';

/** A web node may add one retry to every ten requests, and may save up a hundred for a bad moment. */
const budget = { ratio: 0.1, burst: 100 };

export const policy: Record<Fn, Policy> = {
  // Money: never twice, and never a lie about it. Four attempts fit into the time that a customer waits.
  placeOrder: {
    strategy: 'exactly-once-effect',
    attempts: 4,
    timeoutMs: 250,
    baseMs: 200,
    capMs: 400,
    budget,
    deadlineMs: 1_900,
  },
  // Billed: but the aggregator asks again for as long as it takes, so three attempts are enough.
  sendVote: {
    strategy: 'exactly-once-effect',
    attempts: 3,
    timeoutMs: 500,
    baseMs: 200,
    capMs: 800,
    budget,
    deadlineMs: 1_900,
  },
  // A text that is lost is missed; one that comes twice is thrown away by the inbox.
  sendChat: {
    strategy: 'at-least-once',
    attempts: 4,
    timeoutMs: 300,
    baseMs: 200,
    capMs: 800,
    budget,
    deadlineMs: 1_900,
  },
  // The customer is waiting for it.
  notify: {
    strategy: 'at-least-once',
    attempts: 3,
    timeoutMs: 300,
    baseMs: 200,
    capMs: 800,
    budget,
    deadlineMs: 1_900,
  },
};
