/** Step 3 of the decision ledger: what the edge speaks that a call to this function crosses. */
import type { Decisions } from 'labs/course/decisions.ts';

export const decisions: Decisions<'protocol'> = {
  'session.login': { protocol: 'dist', why: '' },
  'session.touch': { protocol: 'dist', why: '' },
  'cart.add': { protocol: 'dist', why: '' },
  'cart.remove': { protocol: 'dist', why: '' },
  'order.place': { protocol: 'dist', why: '' },
  'order.ship': { protocol: 'dist', why: '' },
  'chat.send': { protocol: 'dist', why: '' },
  'presence.set': { protocol: 'dist', why: '' },
  'sms.vote': { protocol: 'dist', why: '' },
  'sms.notify': { protocol: 'dist', why: '' },
  'catalogue.get': { protocol: 'dist', why: '' },
  'catalogue.search': { protocol: 'dist', why: '' },
};
