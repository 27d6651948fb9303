/** How each function behaves when no answer comes. */
import type { Fn, Policy } from './types.ts';

/** One size for all: five quick retries, and nobody has asked yet what a second time costs. */
const keepTrying: Policy = {
  strategy: 'at-least-once',
  attempts: 6,
  timeoutMs: 100,
  baseMs: 0,
  capMs: 0,
  deadlineMs: 1_900,
};

export const policy: Record<Fn, Policy> = {
  placeOrder: keepTrying,
  sendVote: keepTrying,
  sendChat: keepTrying,
  notify: keepTrying,
};
