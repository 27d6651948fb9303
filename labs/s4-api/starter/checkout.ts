/** What runs on shop nodes: the two questions of the check-out. */
import { ask, data, discover, isErr, pay } from './owners.ts';
import { account, cart } from './shop.ts';
import type { CartId, Confirmed, Err, ItemId, Line, Quote } from './types.ts';

/** The page's lines. */
export async function quote(items: ItemId[], deadline: number): Promise<Quote | Err> {
  const lines: Line[] = [];
  let total = 0;
  for (const item of items) {
    const title = await ask(discover.title(item), deadline);
    const price = await ask(data.price(item), deadline);
    const stock = await ask(data.stock(item), deadline);
    if (isErr(title) || isErr(price) || isErr(stock)) return { error: 'unavailable' };
    if (title === undefined || price === undefined || stock === undefined) {
      throw new Error(`there is no item ${item}`);
    }
    lines.push({ item, title, price });
    total += price;
  }
  return { lines, total, priceVersion: '' };
}

/** Takes the order, and charges what stands in the cart: that saves a question. */
export async function confirm(
  cartId: CartId,
  _priceVersion: string,
  orderKey: string,
  deadline: number,
): Promise<Confirmed> {
  const kept = cart(cartId);
  const owner = account(cartId);
  if (kept === undefined || owner === undefined) throw new Error(`there is no cart ${cartId}`);
  const items = kept.items.map(({ item }) => item);
  // No need to copy the address: the account has it.
  const taken = await ask(data.take(orderKey, items, {}, { account: owner.id }), deadline);
  if (isErr(taken)) return taken.error;
  const total = kept.items.reduce((sum, { price }) => sum + price, 0);
  const charged = await ask(pay.charge(orderKey, total), deadline);
  return isErr(charged) ? charged.error : 'ok';
}
