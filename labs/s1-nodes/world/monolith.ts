/**
 * The shop as it was: one program on every machine, whose functions call each other. It has grown for six years, and
 * it works on a quiet afternoon.
 */
import { sleep, work } from 'nines';
import { find, putIn, totalOf } from './functions.ts';
import type { Res } from './types.ts';

/** The carts of this machine. */
const carts = new Map<string, readonly string[]>();

export async function addToCart(session: string, books: readonly string[]): Promise<Res> {
  const cart = await putIn(carts.get(session) ?? [], books);
  carts.set(session, cart);
  return { kind: 'cart', books: cart };
}

export async function checkOut(session: string): Promise<Res> {
  const cart = carts.get(session) ?? [];
  if (cart.length === 0) return { kind: 'error', error: 'the cart is empty' };
  const cents = await totalOf(cart);
  await payHub();
  // The order goes into the store of this machine.
  await work(0.5);
  carts.delete(session);
  return { kind: 'ordered', cents };
}

export async function search(words: string): Promise<Res> {
  return { kind: 'found', titles: await find(words) };
}

async function payHub(): Promise<void> {
  await work(1);
  await sleep(80);
}
