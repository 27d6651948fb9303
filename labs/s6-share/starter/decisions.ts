/** Step 6 of the ledger: what each function changes, and how that is shared. Give each its own reason. */
import type { Decisions } from 'labs/course/decisions.ts';

export const decisions: Decisions<'dataSets' | 'sharing'> = {
  'session.login': {
    dataSets: ['session'],
    sharing: 'everything-async',
    why: 'One strategy for all.',
  },
  'session.touch': {
    dataSets: ['session'],
    sharing: 'everything-async',
    why: 'One strategy for all.',
  },
  'cart.add': {
    dataSets: ['cart'],
    sharing: 'everything-async',
    why: 'One strategy for all.',
  },
  'cart.remove': {
    dataSets: ['cart'],
    sharing: 'everything-async',
    why: 'One strategy for all.',
  },
  'order.place': {
    dataSets: ['order', 'payment', 'stock'],
    sharing: 'everything-async',
    why: 'One strategy for all.',
  },
  'order.ship': {
    dataSets: ['shipment'],
    sharing: 'everything-async',
    why: 'One strategy for all.',
  },
  'chat.send': {
    dataSets: ['inbox'],
    sharing: 'everything-async',
    why: 'One strategy for all.',
  },
  'presence.set': {
    dataSets: ['presence'],
    sharing: 'everything-async',
    why: 'One strategy for all.',
  },
  'sms.vote': {
    dataSets: ['ballots'],
    sharing: 'everything-async',
    why: 'One strategy for all.',
  },
  'sms.notify': { dataSets: [], sharing: 'everything-async', why: 'One strategy for all.' },
  'catalogue.get': {
    dataSets: ['catalogue'],
    sharing: 'everything-async',
    why: 'One strategy for all.',
  },
  'catalogue.search': {
    dataSets: ['catalogue'],
    sharing: 'everything-async',
    why: 'One strategy for all.',
  },
};
