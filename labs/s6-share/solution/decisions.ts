/** Step 6 of the ledger: what each function changes, and how that is shared. */
import type { Decisions } from 'labs/course/decisions.ts';

export const decisions: Decisions<'dataSets' | 'sharing'> = {
  'session.login': {
    dataSets: ['session'],
    sharing: 'something',
    why: 'Two copies: a re-login is an annoyance, not a loss.',
  },
  'session.touch': { dataSets: ['session'], sharing: 'something', why: 'As the login.' },
  'cart.add': {
    dataSets: ['cart'],
    sharing: 'everything-async',
    why: 'Never refuse an add: three copies, merged.',
  },
  'cart.remove': {
    dataSets: ['cart'],
    sharing: 'everything-async',
    why: 'Never bring back what was removed: the merge knows what it has seen.',
  },
  'order.place': {
    dataSets: ['order', 'payment', 'stock'],
    sharing: 'majority',
    why: 'Money, and the last copy is sold once.',
  },
  'order.ship': { dataSets: ['shipment'], sharing: 'majority', why: 'As the order.' },
  'chat.send': {
    dataSets: ['inbox'],
    sharing: 'something',
    why: 'A duplicate is tolerable, a loss is not.',
  },
  'presence.set': {
    dataSets: ['presence'],
    sharing: 'nothing',
    why: 'The next announcement supersedes it.',
  },
  'sms.vote': {
    dataSets: ['ballots'],
    sharing: 'majority',
    why: 'Billed messages, one tally for each shard.',
  },
  'sms.notify': { dataSets: [], sharing: 'nothing', why: 'Nothing is kept.' },
  'catalogue.get': {
    dataSets: ['catalogue'],
    sharing: 'everything-async',
    why: 'Read-only copies: reading never harms.',
  },
  'catalogue.search': { dataSets: ['catalogue'], sharing: 'everything-async', why: 'As get.' },
};
