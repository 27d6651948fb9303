/** An order at the front end: the ledger's row `order.place` says how often it is asked for, and under which key. */
import { call, makeRef, node, now } from 'nines';
import type { Asked, Told } from './clients.ts';
import { attemptsOf, decisions, isOnce, system } from './setup.ts';

type Answered = Omit<Told, 'kind' | 'fn' | 'key'>;
type PlaceOrder = typeof system.slots.orders.placeOrder;
export type Order = Parameters<PlaceOrder>[0];
export type OrderAnswer = Awaited<ReturnType<PlaceOrder>>;
/** What a shop's desk is asked: the words of `labs/s5-retry/types.ts`. */
export interface OrderRequest {
  readonly fn: 'placeOrder';
  readonly key: string;
  readonly payload: Order;
  readonly deadline: number;
}

/** No two orders have the same price, so that the books know them by it. */
export function centsOf(order: number): number {
  return 1_000 + order;
}
export function orderOf(cents: number): number {
  return cents - 1_000;
}

export async function buy({ key, item }: Asked & { fn: 'order' }): Promise<Answered> {
  const order: Order = { customer: `customer-${key}`, title: item, cents: centsOf(key) };
  if (isOnce('order.place'))
    return { outcome: outcomeOf(await system.slots.orders.placeOrder(order)), attempts: 1 };
  return await again(order, key);
}

/** Under another row than exactly-once-effect there is no key to know a repetition by: each attempt has its own. */
async function again(order: Order, number: number): Promise<Answered> {
  const until = now() + decisions['order.place'].deadlineMs;
  let attempts = 0;
  while (attempts < attemptsOf('order.place') && now() < until) {
    attempts += 1;
    const deadline = Math.min(until, now() + 600);
    const key = `${node()} ${makeRef().id}`;
    const request: OrderRequest = { fn: 'placeOrder', key, payload: order, deadline };
    const shop = { name: 'shop', node: `shop-${((number + attempts) % 4) + 1}` };
    const found = await call<OrderAnswer>(shop, request, Math.max(0, deadline - now()));
    if (found.kind === 'ok') return { outcome: outcomeOf(found.value), attempts };
  }
  return { outcome: 'unknown', attempts };
}

function outcomeOf(answer: OrderAnswer): Told['outcome'] {
  if ('ok' in answer) return 'ok';
  if ('unknown' in answer) return 'unknown';
  return answer.error === 'sold_out' || answer.error === 'price_changed'
    ? answer.error
    : 'unavailable';
}
