/** What runs on each web node: the pages, and the customers in front of them. */
import { any, call, cast, matches, now, receive, sleep, spawn } from 'nines';
import { conversation, observe } from 'nines/world';
import { contract, read, write } from './api.ts';
import { priceAtOpening } from './catalogue.ts';
import { isErr, type PriceList } from './owners.ts';
import type { Asked } from './shop-node.ts';
import type { Address, Cents, Details, Flat, ItemId, Quote, Row, Version } from './types.ts';
import { known } from './versions.ts';

/** A customer reads the page for so long. */
const readingMs = 2_000;
/** Longer than any deadline: a customer hears in any case. */
const patienceMs = 10_000;

type Operation = { readonly id: string } & (
  | {
      readonly fn: 'checkout';
      readonly args: {
        readonly shop: string;
        readonly items: readonly ItemId[];
        readonly address: Address;
      };
    }
  | {
      readonly fn: 'move';
      readonly args: {
        readonly shop: string;
        readonly account: string;
        readonly address: Address;
      };
    }
  | { readonly fn: 'parcel'; readonly args: { readonly shop: string; readonly orderKey: string } }
  | { readonly fn: 'fuzz'; readonly args: { readonly shop: string; readonly asked: Asked } }
  | {
      readonly fn: 'look';
      readonly args: { readonly discover: string; readonly ids: readonly ItemId[] };
    }
);
type Message =
  | ({ readonly kind: 'operation' } & Operation)
  | { readonly kind: 'swap'; readonly version: Version };
type Checkout = Operation & { readonly fn: 'checkout' };

/** The version of this node's pages. */
let version: Version = 2;

/** Starts a process for each operation, so that a slow one holds up nobody else. */
export async function web({ version: first }: { readonly version: Version }): Promise<void> {
  version = first;
  for (;;) {
    const message = await receive<Message>();
    if (message.kind === 'swap') version = message.version;
    else spawn(carryOut, message);
  }
}

async function carryOut(operation: Operation): Promise<void> {
  const { id, fn, args } = operation;
  switch (fn) {
    case 'checkout':
      await checkOut(operation);
      break;
    case 'move':
      cast({ name: 'shop', node: args.shop }, { fn, account: { id: args.account, ...args } });
      break;
    case 'parcel':
      await sendParcel(id, args);
      break;
    case 'fuzz': {
      const answer = await askShop(args.shop, args.asked);
      const word = unpromised(args.asked.fn, answer.value);
      if (word !== null) observe({ kind: 'unpromised', operation: id, word });
      observe({ kind: 'answered', operation: id, answer: answer.value });
      break;
    }
    case 'look':
      await look(id, args);
      break;
  }
}

/** A customer fills a cart, looks at the page, reads it, and confirms. */
async function checkOut({ id, args }: Checkout): Promise<void> {
  const page = version;
  fillCart(id, args);
  const quote = await showQuote(id, args, page);
  if (quote === null) return;
  await sleep(readingMs);
  const fields = known('confirm', page).request;
  const { priceVersion } = quote;
  const deadline = now() + deadlineMsOf('confirm');
  const wish = { cart: cartOf(id), priceVersion, orderKey: id, deadline, giftWrap: true };
  const body = tried(() => write(fields, wish));
  const confirmed = await askShop(args.shop, { fn: 'confirm', body });
  const answer = confirmed.value ?? 'died';
  observe({ kind: 'answered', operation: id, page, shop: confirmed.version, answer });
}

function fillCart(id: string, { shop, items, address }: Checkout['args']): void {
  const account = { id: `account of ${id}`, address };
  const kept = {
    items: items.map((item) => ({ item, price: priceAtOpening(item) })),
    giftWrap: false,
    account: account.id,
  };
  cast({ name: 'shop', node: shop }, { fn: 'fill', cart: cartOf(id), kept, account });
}

function cartOf(id: string): string {
  return `cart of ${id}`;
}

/** What the page comes to; null if it has to show an error. */
async function showQuote(
  id: string,
  { shop, items }: Checkout['args'],
  page: Version,
): Promise<Quote | null> {
  const askedMs = now();
  const wish = { items, deadline: askedMs + deadlineMsOf('quote') };
  const body = tried(() => write(known('quote', page).request, wish));
  const answer = await askShop(shop, { fn: 'quote', body });
  const met = { operation: id, tookMs: now() - askedMs, page, shop: answer.version };
  if (answer.value === undefined || isErr(answer.value)) {
    const error = isErr(answer.value) ? answer.value.error : 'died';
    observe({ kind: 'quoteFailed', ...met, error });
    return null;
  }
  const quote = answer.value as Quote;
  const prices = quote.lines.map((line) => tried(() => shownPrice({ ...line }, page)));
  const shown = prices.includes(undefined) ? null : sum(prices);
  observe({ kind: 'quoted', ...met, total: quote.total, shown });
  return shown === null ? null : quote;
}

/** What your code throws on a page is an error on the page, and no more. */
function tried<Value>(run: () => Value): Value | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}

/**
 * What a page shows as the price of a line. Pages of version 1 are the old ones: they take the field and ask nothing.
 * Pages of version 2 read the line with your reader; `undefined` if that refuses it.
 */
function shownPrice(line: Flat, page: Version): Cents | undefined {
  if (page === 1) return Number(line['price'] ?? 0);
  const found = read(known('quote', 2).answer, line);
  return isErr(found) ? undefined : Number(found['unitPrice'] ?? 0);
}

/** Asks a shop node; `value` is missing if the process that was to answer has died. */
async function askShop(
  shop: string,
  asked: Asked,
): Promise<{ readonly value?: unknown; readonly version?: Version }> {
  const result = await call<{ readonly value?: unknown; readonly version?: Version }>(
    { name: 'shop', node: shop },
    asked,
    patienceMs,
  );
  return result.kind === 'ok' ? result.value : {};
}

type Order = { readonly details?: Details } | undefined;

/** The parcel desk: takes the address from the order, or asks the account for the one it has today. */
async function sendParcel(
  id: string,
  { shop, orderKey }: { readonly shop: string; readonly orderKey: string },
): Promise<void> {
  const order = await call<Order>({ name: 'data', node: 'data' }, { op: 'order', orderKey });
  if (order.kind !== 'ok' || order.value === undefined) return;
  const { address, account } = order.value.details ?? {};
  if (address !== undefined) {
    observe({ kind: 'shipped', operation: id, orderKey, address });
    return;
  }
  const today = await call<Address>({ name: 'shop', node: shop }, { fn: 'address', account });
  const found = today.kind === 'ok' ? today.value : undefined;
  observe({ kind: 'shipped', operation: id, orderKey, address: found ?? 'nowhere' });
}

/** An inspector: asks the view, then the owner, and counts the rows in which they differ. */
async function look(
  id: string,
  { discover, ids }: { readonly discover: string; readonly ids: readonly ItemId[] },
): Promise<void> {
  conversation(id);
  const view = await call<readonly Row[] | { readonly error: string }>(
    { name: 'view', node: discover },
    { op: 'rows', ids },
    1_000,
  );
  const owner = await call<PriceList>({ name: 'data', node: 'data' }, { op: 'priceAndStock', ids });
  const answer = view.kind === 'ok' ? view.value : { error: view.kind };
  const rows = Array.isArray(answer) ? (answer as readonly Row[]) : null;
  const truth = owner.kind === 'ok' ? owner.value.rows : [];
  const found = (wanted: Row): Row | undefined => rows?.find((row) => row.id === wanted.id);
  const missing = truth.filter((row) => found(row) === undefined).length;
  const wrong = truth.find((row) => isOther(row, found(row)));
  observe({
    kind: 'looked',
    operation: id,
    isRefused: rows === null,
    missing,
    wrong: truth.filter((row) => isOther(row, found(row))).length,
    ...(wrong !== undefined && { item: wrong.id, says: found(wrong)?.price, is: wrong.price }),
  });
  const refused = view.kind === 'ok' ? answer : 'no answer';
  observe({ kind: 'answered', operation: id, answer: rows === null ? refused : `${rows.length}` });
}

/** How long the contract lets a caller wait. */
function deadlineMsOf(fn: Asked['fn']): number {
  return contract.find((entry) => entry.fn === fn)?.deadlineMs ?? 0;
}

/** An answer's word for what went wrong, if the contract does not name it. */
function unpromised(fn: Asked['fn'], answer: unknown): string | null {
  const word = matches(answer, { error: any }) ? answer.error : answer;
  const isNo = typeof word === 'string' && word !== 'ok';
  const errors = contract.find((entry) => entry.fn === fn)?.errors ?? [];
  return isNo && !errors.includes(word) ? word : null;
}

function isOther(row: Row, copy: Row | undefined): boolean {
  return copy !== undefined && (copy.price !== row.price || copy.stock !== row.stock);
}

function sum(prices: readonly (Cents | undefined)[]): Cents {
  return prices.reduce<Cents>((total, price) => total + (price ?? 0), 0);
}
