import type { Decision } from './types.ts';

/** Two data centres. */
export const decisions: readonly Decision[] = [
  {
    fn: 'order.place',
    retry: 'exactly-once',
    dataSet: 'orders',
    share: 'majority',
    copies: { dc1: 2, dc2: 1 },
    audit: false,
  },
  {
    fn: 'cart.change',
    retry: 'at-least-once',
    dataSet: 'carts',
    share: 'everything',
    copies: { dc1: 2, dc2: 1 },
    audit: false,
  },
  {
    fn: 'chat.send',
    retry: 'at-least-once',
    dataSet: 'chats',
    share: 'something',
    copies: { dc1: 1, dc2: 1 },
    audit: false,
  },
  {
    fn: 'presence.set',
    retry: 'at-most-once',
    dataSet: 'presence',
    share: 'nothing',
    copies: { dc1: 1, dc2: 0 },
    audit: false,
  },
  {
    fn: 'vote.send',
    retry: 'exactly-once',
    dataSet: 'votes',
    share: 'majority',
    copies: { dc1: 2, dc2: 1 },
    audit: false,
  },
];
