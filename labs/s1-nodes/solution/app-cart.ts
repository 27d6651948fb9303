/** Carts: worked on in memory, safe in `db` before anybody is told. */
import { receive, reply, type Call } from 'nines';
import { putIn } from './functions.ts';
import { keep, load } from './stores.ts';
import type { CartAdd, CartGet, Res } from './types.ts';

/** The working copies of this machine. */
const carts = new Map<string, readonly string[]>();

/** Serves one request after the other: two that change one cart never overlap. */
export async function cartApp(): Promise<void> {
  for (;;) {
    const { from, request } = await receive<Call<CartAdd | CartGet>>();
    reply(from, await serve(request));
  }
}

async function serve(request: CartAdd | CartGet): Promise<Res> {
  const { session } = request;
  let cart = carts.get(session);
  if (cart === undefined) {
    // Perhaps another machine had it, which is down now.
    const stored = await load(session);
    if (stored.kind !== 'ok') return { kind: 'error', error: 'the store does not answer' };
    cart = stored.value;
  }
  if (request.fn === 'add') {
    cart = await putIn(cart, request.books);
    const kept = await keep(session, cart);
    if (kept.kind !== 'ok') return { kind: 'error', error: 'the store does not answer' };
  }
  carts.set(session, cart);
  return { kind: 'cart', books: cart };
}
