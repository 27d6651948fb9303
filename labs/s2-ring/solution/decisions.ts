/** The decision ledger, second column: what each function of Papertrain’s interface is routed by. */
import type { Decisions } from 'labs/course/decisions.ts';

export const decisions: Decisions<'routedBy'> = {
  'session.login': { routedBy: 'session', why: 'The shop that keeps the session, by its key.' },
  'session.touch': { routedBy: 'session', why: 'As the login.' },
  'cart.add': { routedBy: 'session', why: 'The cart lives in the session: one key, one place.' },
  'cart.remove': { routedBy: 'session', why: 'As an addition: two places would have two truths.' },
  'order.place': { routedBy: 'order', why: 'An order outlives its session; its key is its own.' },
  'order.ship': { routedBy: 'order', why: 'Where the order is, for both halves belong together.' },
  'chat.send': { routedBy: 'reader', why: 'To whoever holds the connection of the one who reads.' },
  'presence.set': { routedBy: 'reader', why: 'As a chat message.' },
  'sms.vote': { routedBy: 'phone', why: 'One phone, one counter: doublets meet.' },
  'sms.notify': { routedBy: 'none', why: 'It leaves by any gateway.' },
  'catalogue.get': { routedBy: 'none', why: 'Every node has the whole catalogue.' },
  'catalogue.search': { routedBy: 'none', why: 'As a get; who has least to do may take it.' },
};
