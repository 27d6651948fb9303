/** The night as your two files say it: `system.ts` is the wiring, `decisions.ts` the ledger. */
import { decisions } from './decisions.ts';
import { system } from './system.ts';
import type { Retry, Sharing } from 'labs/course/decisions.ts';

/** Who must hold an order before anybody acts on it. */
export const orderSharing: Sharing = decisions['order.place'].sharing;
export const ballotSharing: Sharing = decisions['sms.vote'].sharing;
export const catalogueSharing: Sharing = decisions['catalogue.get'].sharing;

/** A cart is changed and read under the row of the change; both changes must be shared alike. */
export function cartSharing(fn: 'add' | 'remove' | 'look'): Sharing {
  return decisions[fn === 'remove' ? 'cart.remove' : 'cart.add'].sharing;
}

export function retryOf(fn: keyof typeof decisions): Retry {
  return decisions[fn].retry;
}

/** So often a page asks its shops, if its row wants it to be asked again at all. */
export function attemptsOf(fn: keyof typeof decisions): number {
  return retryOf(fn) === 'at-most-once' ? 1 : system.attempts.web;
}

/** A repetition is known by its key. */
export function isOnce(fn: keyof typeof decisions): boolean {
  return retryOf(fn) === 'exactly-once-effect';
}

export { decisions, system };
