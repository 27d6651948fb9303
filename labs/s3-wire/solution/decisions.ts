/** Step 3 of the decision ledger: what the edge speaks that a call to this function crosses. */
import type { Decisions } from 'labs/course/decisions.ts';

export const decisions: Decisions<'protocol'> = {
  'session.login': {
    protocol: 'tls',
    why: 'Out of the DMZ: a password comes in, and nothing else may.',
  },
  'session.touch': { protocol: 'tls', why: 'The same edge as the login.' },
  'cart.add': { protocol: 'tls', why: 'web stands in the DMZ.' },
  'cart.remove': { protocol: 'tls', why: 'web stands in the DMZ.' },
  'order.place': { protocol: 'tls', why: 'web stands in the DMZ, and this is money.' },
  'order.ship': {
    protocol: 'dist',
    why: 'From shop to data, behind the inner firewall: links and monitors.',
  },
  'chat.send': {
    protocol: 'tls',
    why: 'chat stands in the DMZ, with a connection for every member.',
  },
  'presence.set': { protocol: 'tls', why: 'chat stands in the DMZ.' },
  'sms.vote': {
    protocol: 'tls',
    why: 'The gateway talks to the aggregators, so it stands outside.',
  },
  'sms.notify': {
    protocol: 'tls',
    why: 'From inside to the gateway: the same edge, the other way.',
  },
  'catalogue.get': {
    protocol: 'tls',
    why: 'web stands in the DMZ, even if nothing here is secret.',
  },
  'catalogue.search': { protocol: 'tls', why: 'As for a single title.' },
};
