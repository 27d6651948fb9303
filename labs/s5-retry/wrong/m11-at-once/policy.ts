/** How each function behaves when no answer comes: what a loss costs against what a second time costs. */
import type { Fn, Policy } from './types.ts';

export const policy: Record<Fn, Policy> = {
  // Money: never twice, and never a lie about it. Asked again until the customer's time is up.
  placeOrder: {
    strategy: 'exactly-once-effect',
    attempts: Number.POSITIVE_INFINITY,
    timeoutMs: 250,
    baseMs: 0,
    capMs: 0,
    deadlineMs: 1_900,
  },
  // Billed: so it is asked again without delay.
  sendVote: {
    strategy: 'exactly-once-effect',
    attempts: Number.POSITIVE_INFINITY,
    timeoutMs: 350,
    baseMs: 0,
    capMs: 0,
    deadlineMs: 1_900,
  },
  // A text that is lost is missed; one that comes twice is thrown away by the inbox.
  sendChat: {
    strategy: 'at-least-once',
    attempts: Number.POSITIVE_INFINITY,
    timeoutMs: 300,
    baseMs: 0,
    capMs: 0,
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
