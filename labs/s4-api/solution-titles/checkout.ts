// Differs: titles stay on the shop node for an hour, so most quotes ask one owner; the view asks for all rows again and again.
/** What runs on shop nodes: the two questions of the check-out. */
import { now } from 'nines';
import { ask, data, discover, isErr, pay } from './owners.ts';
import { account, cart } from './shop.ts';
import type { CartId, Confirmed, Details, Err, ItemId, Line, Quote } from './types.ts';

const itemsMax = 50;

/** Titles hardly ever change: a copy of this node's, shared by all its processes. */
const titles = new Map<ItemId, { readonly title: string; readonly atMs: number }>();
const titleTtlMs = 3_600_000;

/** The page's lines. Prices come from their owner each time; a title is fetched when there is none, or an old one. */
export async function quote(items: ItemId[], deadline: number): Promise<Quote | Err> {
  if (!isBasket(items)) return { error: 'bad_request' };
  const prices = await ask(data.priceAndStock(items), deadline);
  if (isErr(prices)) return prices;
  const { rows, priceVersion } = prices;
  if (rows.length < items.length) return { error: 'bad_request' };
  const error = await fetchTitles(items, deadline);
  if (error !== null) return error;
  const lines = rows.map(({ id, price }): Line => {
    return { item: id, title: titles.get(id)?.title ?? '', price, unitPrice: price };
  });
  return { lines, total: rows.reduce((total, { price }) => total + price, 0), priceVersion };
}

async function fetchTitles(items: readonly ItemId[], deadline: number): Promise<Err | null> {
  const wanted = items.filter(
    (item) => (titles.get(item)?.atMs ?? -titleTtlMs) + titleTtlMs <= now(),
  );
  if (wanted.length === 0) return null;
  const found = await ask(discover.titles(wanted), deadline);
  if (isErr(found)) return found;
  const atMs = now();
  for (const [index, item] of wanted.entries())
    titles.set(item, { title: found[index] ?? '', atMs });
  return null;
}

/** Takes the order under what the customer has seen, and charges what the order says. */
export async function confirm(
  cartId: CartId,
  priceVersion: string,
  orderKey: string,
  deadline: number,
): Promise<Confirmed> {
  const kept = cart(cartId);
  const owner = account(cartId);
  if (kept === undefined || owner === undefined) return 'bad_request';
  const items = kept.items.map(({ item }) => item);
  // A copy of the address as it is now: the order shall not change when the account does.
  const details: Details = { address: owner.address, giftWrap: kept.giftWrap };
  const conditions = { priceVersion, inStock: true };
  const taken = await ask(data.take(orderKey, items, conditions, details), deadline);
  if (isErr(taken)) return taken.error;
  if ('refused' in taken) {
    return taken.refused === 'price_changed' ? 'price_changed' : { out_of_stock: taken.items };
  }
  const charged = await ask(pay.charge(orderKey, taken.total), deadline);
  return isErr(charged) ? charged.error : 'ok';
}

/** One to fifty items, each at most once. Which numbers are items, `data` knows. */
function isBasket(items: unknown): items is ItemId[] {
  return (
    Array.isArray(items) &&
    items.length >= 1 &&
    items.length <= itemsMax &&
    items.every((item) => typeof item === 'number') &&
    new Set(items).size === items.length
  );
}
