/** The decision ledger, first column: which type of node each function of Papertrain’s interface belongs to. */
import type { Decisions } from 'labs/course/decisions.ts';

export const decisions: Decisions<'node'> = {
  'session.login': {
    node: 'shop',
    why: 'A session is known where its cart is, never in the front-end.',
  },
  'session.touch': { node: 'shop', why: 'As the login.' },
  'cart.add': { node: 'shop', why: 'Rules over state of a session: any web machine may ask.' },
  'cart.remove': { node: 'shop', why: 'As an addition.' },
  'order.place': { node: 'shop', why: 'It needs the cart on its way to pay and data.' },
  'order.ship': { node: 'shop', why: 'The second half of an order: the same rules.' },
  'chat.send': { node: 'chat', why: 'Who holds the reader’s connection can push to it.' },
  'presence.set': { node: 'chat', why: 'A connection is the presence.' },
  'sms.vote': { node: 'vote', why: 'A tally of its own: the final must not slow the shop down.' },
  'sms.notify': { node: 'sms', why: 'Bound by the network, and by nothing else.' },
  'catalogue.get': { node: 'discover', why: 'Reads of the index, which fills the memory.' },
  'catalogue.search': { node: 'discover', why: 'Reads of the index, 40 ms of CPU time each.' },
};
