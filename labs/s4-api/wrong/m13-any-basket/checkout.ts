/** What runs on shop nodes: the two questions of the check-out. */
import { ask, askAll, data, discover, isErr, pay } from './owners.ts';
import { account, cart } from './shop.ts';
import type { CartId, Confirmed, Details, Err, ItemId, Line, Quote } from './types.ts';

/** The page's lines: one question to each owner, both on their way at once. What the owner does not know is left out. */
export async function quote(items: ItemId[], deadline: number): Promise<Quote | Err> {
  const [prices, titles] = await askAll(
    [data.priceAndStock(items), discover.titles(items)],
    deadline,
  );
  if (isErr(prices)) return prices;
  if (isErr(titles)) return titles;
  const { rows, priceVersion } = prices;
  const lines = rows.map(({ id, price }, index): Line => {
    // The old name and the new one, for as long as somebody reads the old one.
    return { item: id, title: titles[index] ?? '', price, unitPrice: price };
  });
  return { lines, total: rows.reduce((total, { price }) => total + price, 0), priceVersion };
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
