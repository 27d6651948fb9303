/** The decision ledger, first column: which type of node each function of Papertrain’s interface belongs to. */
import type { Decisions } from 'labs/course/decisions.ts';

export const decisions: Decisions<'node', 'order.place'> = {
  'order.place': {
    node: 'shop',
    why: 'Everything is one program. Where would you put it, and why?',
  },
  // The others: session.login, session.touch, cart.add, cart.remove, order.ship, chat.send, presence.set, sms.vote,
  // sms.notify, catalogue.get, catalogue.search.
};
