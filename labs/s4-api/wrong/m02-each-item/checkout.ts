/** What runs on shop nodes: the two questions of the check-out. */
import { ask, askAll, data, discover, isErr, pay } from './owners.ts';
import { account, cart } from './shop.ts';
import type { CartId, Confirmed, Details, Err, ItemId, Line, Quote } from './types.ts';

const itemsMax = 50;

/** The page's lines: everything is asked at once, so nothing waits for anything else. */
export async function quote(items: ItemId[], deadline: number): Promise<Quote | Err> {
  if (!isBasket(items)) return { error: 'bad_request' };
  const titles = items.map((item) => discover.title(item));
  const prices = items.map((item) => data.price(item));
  const stocks = items.map((item) => data.stock(item));
  const answers = await askAll<unknown[]>([...titles, ...prices, ...stocks], deadline);
  if (answers.some(isErr)) return { error: 'unavailable' };
  if (answers.includes(undefined)) return { error: 'bad_request' };
  const lines = items.map((item, index): Line => {
    const price = Number(answers[items.length + index]);
    return { item, title: String(answers[index]), price, unitPrice: price };
  });
  return { lines, total: lines.reduce((sum, { price = 0 }) => sum + price, 0), priceVersion: '' };
}

/** Takes the order, if everything is there, and charges what the order says. */
export async function confirm(
  cartId: CartId,
  _priceVersion: string,
  orderKey: string,
  deadline: number,
): Promise<Confirmed> {
  const kept = cart(cartId);
  const owner = account(cartId);
  if (kept === undefined || owner === undefined) return 'bad_request';
  const items = kept.items.map(({ item }) => item);
  // A copy of the address as it is now: the order shall not change when the account does.
  const details: Details = { address: owner.address, giftWrap: kept.giftWrap };
  const conditions = { inStock: true };
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
