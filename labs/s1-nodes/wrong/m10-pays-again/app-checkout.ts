/** Checkouts: what is in the cart is paid and kept as an order. */
import { call, receive, reply, spawn, type Call } from 'nines';
import { totalOf } from './functions.ts';
import { anyOf, homeOf } from './machines.ts';
import { keep } from './stores.ts';
import type { ChargeRequest, CheckoutRequest, Res } from './types.ts';

/** A process for each checkout: PayHub takes 80 ms, and nobody waits for somebody else’s card. */
export async function checkoutApp(): Promise<void> {
  for (;;) spawn(serve, await receive<Call<CheckoutRequest>>());
}

async function serve({ from, request }: Call<CheckoutRequest>): Promise<void> {
  reply(from, await order(request.session));
}

async function order(session: string): Promise<Res> {
  const asked = await call<Res>(homeOf('cart', session), { fn: 'get', session }, 300);
  if (asked.kind !== 'ok') return { kind: 'error', error: 'the cart does not answer' };
  const cart = asked.value;
  if (cart.kind !== 'cart') return cart;
  if (cart.books.length === 0) return { kind: 'error', error: 'the cart is empty' };
  const cents = await totalOf(cart.books);
  const charge: ChargeRequest = { fn: 'charge', order: session, cents };
  let paid = await call<'paid'>(anyOf('pay.gw'), charge, 50);
  // Perhaps the request was lost.
  if (paid.kind !== 'ok') paid = await call<'paid'>(anyOf('pay.gw'), charge, 300);
  if (paid.kind !== 'ok') return { kind: 'error', error: 'PayHub does not answer' };
  const kept = await keep(`order of ${session}`, cart.books);
  if (kept.kind !== 'ok') return { kind: 'error', error: 'the store does not answer' };
  return { kind: 'ordered', cents };
}
