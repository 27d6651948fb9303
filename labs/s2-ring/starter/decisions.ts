/** The decision ledger, second column: what each function of Papertrain’s interface is routed by. */
import type { Decisions } from 'labs/course/decisions.ts';

export const decisions: Decisions<'routedBy', 'cart.add'> = {
  'cart.add': {
    routedBy: 'none',
    why: 'Any shop will do. Will it, and what do two of them know of one cart?',
  },
  // session.login, session.touch, cart.remove, order.place, order.ship, chat.send, presence.set, sms.vote …
};
