/** Checkouts: what is in the cart, which comes along, is paid and kept as an order. */
import { call, receive, reply, spawn, type Call } from 'nines';
import { totalOf } from './functions.ts';
import { anyOf } from './machines.ts';
import { keep } from './stores.ts';
import type { ChargeRequest, CheckoutRequest, Res } from './types.ts';

interface WithCart extends CheckoutRequest {
  readonly books: readonly string[];
}

/** A process for each checkout: PayHub takes 80 ms, and nobody waits for somebody else’s card. */
export async function checkoutApp(): Promise<void> {
  for (;;) spawn(serve, await receive<Call<WithCart>>());
}

async function serve({ from, request }: Call<WithCart>): Promise<void> {
  reply(from, await order(request));
}

async function order({ session, books }: WithCart): Promise<Res> {
  if (books.length === 0) return { kind: 'error', error: 'the cart is empty' };
  const cents = await totalOf(books);
  const charge: ChargeRequest = { fn: 'charge', order: session, cents };
  const paid = await call<'paid'>(anyOf('pay.gw'), charge, 600);
  if (paid.kind !== 'ok') return { kind: 'error', error: 'PayHub does not answer' };
  const kept = await keep(`order of ${session}`, books);
  if (kept.kind !== 'ok') return { kind: 'error', error: 'the store does not answer' };
  return { kind: 'ordered', cents };
}
