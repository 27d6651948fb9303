import type { Decision } from './types.ts';

/** Two data centres: a copy in each where one must not wait for the other, a majority on one side where money moves. */
export const decisions: readonly Decision[] = decided();

function decided(): Decision[] {
  const orders: Decision = {
    fn: 'order.place',
    retry: 'exactly-once',
    dataSet: 'orders',
    share: 'majority',
    copies: { dc1: 2, dc2: 1 },
    audit: false,
  };
  const carts: Decision = {
    fn: 'cart.change',
    retry: 'at-least-once',
    dataSet: 'carts',
    share: 'everything',
    copies: { dc1: 2, dc2: 1 },
    audit: false,
  };
  const chats: Decision = {
    fn: 'chat.send',
    retry: 'at-least-once',
    dataSet: 'chats',
    share: 'something',
    copies: { dc1: 1, dc2: 1 },
    audit: false,
  };
  const presence: Decision = {
    fn: 'presence.set',
    retry: 'at-most-once',
    dataSet: 'presence',
    share: 'nothing',
    copies: { dc1: 1, dc2: 0 },
    audit: false,
  };
  const votes: Decision = {
    fn: 'vote.send',
    retry: 'exactly-once',
    dataSet: 'votes',
    share: 'majority',
    copies: { dc1: 2, dc2: 1 },
    audit: true,
  };
  return [orders, carts, chats, presence, votes];
}
