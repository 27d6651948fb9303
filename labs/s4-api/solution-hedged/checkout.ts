// Differs: a process for each question, which asks once more when the answer is later than nearly all are.
/** What runs on shop nodes: the two questions of the check-out. */
import { makeRef, now, receive, self, send, spawn, task, timeout, type Pid, type Ref } from 'nines';
import { ask, data, discover, isErr, pay, type PriceList, type Question } from './owners.ts';
import { account, cart } from './shop.ts';
import type { CartId, Confirmed, Details, Err, ItemId, Line, Quote } from './types.ts';

const itemsMax = 50;

/** The page's lines: a task for each owner. */
export async function quote(items: ItemId[], deadline: number): Promise<Quote | Err> {
  if (!isBasket(items)) return { error: 'bad_request' };
  const pricesTask = task.async(hedged<PriceList>, {
    question: data.priceAndStock(items),
    deadline,
  });
  const titlesTask = task.async(hedged<readonly (string | undefined)[]>, {
    question: discover.titles(items),
    deadline,
  });
  const prices = await task.await(pricesTask, left(deadline) + graceMs);
  const titles = await task.await(titlesTask, left(deadline) + graceMs);
  if (isErr(prices)) return prices;
  if (isErr(titles)) return titles;
  const { rows, priceVersion } = prices;
  if (rows.length < items.length) return { error: 'bad_request' };
  const lines = rows.map(({ id, price }, index): Line => {
    return { item: id, title: titles[index] ?? '', price, unitPrice: price };
  });
  return { lines, total: rows.reduce((total, { price }) => total + price, 0), priceVersion };
}

/** Nineteen of twenty answers are there after this. */
const hedgeMs = 8;
/** A task ends by itself at the deadline. */
const graceMs = 100;

/** Asks once; after `hedgeMs` once more, and takes whichever answer comes first. Only for what changes nothing. */
async function hedged<Answer>(arg: {
  readonly question: Question<Answer>;
  readonly deadline: number;
}): Promise<Answer | Err> {
  const asking = { ...arg, to: self(), ref: makeRef() };
  spawn(askFor, asking);
  const first = await receive({ ref: asking.ref }, Math.min(hedgeMs, left(arg.deadline)));
  if (first !== timeout) return first['answer'] as Answer | Err;
  spawn(askFor, asking);
  const second = await receive({ ref: asking.ref }, left(arg.deadline));
  return second === timeout ? { error: 'unavailable' } : (second['answer'] as Answer | Err);
}

async function askFor(arg: {
  readonly question: Question<unknown>;
  readonly deadline: number;
  readonly to: Pid;
  readonly ref: Ref;
}): Promise<void> {
  const { question, deadline, to, ref } = arg;
  send(to, { ref, answer: await ask(question, deadline) });
}

function left(deadline: number): number {
  return Math.max(0, deadline - now());
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
