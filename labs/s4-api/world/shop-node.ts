/** What runs on each shop node: the front desk, and a process for each request, which runs your code. */
import {
  receive,
  reply,
  spawnMonitor,
  type Call,
  type Cast,
  type Down,
  type From,
  type Ref,
} from 'nines';
import { observe } from 'nines/world';
import { read, write } from './api.ts';
import { confirm, quote } from './checkout.ts';
import { isErr } from './owners.ts';
import { accountOf, cart, keepAccount, keepCart, type Account, type Cart } from './shop.ts';
import type { CartId, Confirmed, Err, Fields, Flat, ItemId, Quote, Version } from './types.ts';
import { known } from './versions.ts';

/** What a web node asks a shop node for. `body` was written with the asker's version of the contract. */
export interface Asked {
  readonly fn: 'quote' | 'confirm';
  readonly body: unknown;
}
type Errand =
  | { readonly fn: 'fill'; readonly cart: CartId; readonly kept: Cart; readonly account: Account }
  | { readonly fn: 'move'; readonly account: Account };
/** What the parcel desk asks where an order has no address. */
interface AskAddress {
  readonly fn: 'address';
  readonly account: string;
}
type Message = Call<Asked | AskAddress> | Cast<Errand> | Down | Swap;
interface Swap {
  readonly kind: 'swap';
  readonly version: Version;
}

/** Runs customers' errands itself; each question gets a process of its own, with the version the node has by then. */
export async function desk({ version: first }: { readonly version: Version }): Promise<void> {
  let version = first;
  const waiting = new Map<Ref, From>();
  for (;;) {
    const message = await receive<Message>();
    if (message.kind === 'swap') {
      version = message.version;
    } else if (message.kind === 'DOWN') {
      const from = waiting.get(message.ref);
      waiting.delete(message.ref);
      if (from === undefined || message.reason === 'normal') continue;
      observe({ kind: 'serverDied', reason: wordOf(message.reason) });
      reply(from, { version });
    } else if (message.kind === 'cast') {
      run(message.request);
    } else {
      const { from, request } = message;
      if (request.fn === 'address') reply(from, accountOf(request.account)?.address);
      else waiting.set(spawnMonitor(serve, { from, request, version }).ref, from);
    }
  }
}

function run(errand: Errand): void {
  keepAccount(errand.account);
  if (errand.fn === 'fill') keepCart(errand.cart, errand.kept);
}

/** Reads the request, runs your function, and writes its answer, all with what this version knows. */
async function serve(arg: {
  readonly from: From;
  readonly request: Asked;
  readonly version: Version;
}): Promise<void> {
  const { from, request, version } = arg;
  const { fn, body } = request;
  const { request: fields, answer } = known(fn, version);
  const asked = read(fields, body);
  const flaw = flawOf(asked);
  if (flaw !== null) {
    reply(from, { version, value: { error: flaw } });
    return;
  }
  if (isErr(asked)) {
    reply(from, { version, value: fn === 'quote' ? asked : asked.error });
    return;
  }
  const value = fn === 'quote' ? written(answer, await askQuote(asked)) : await askConfirm(asked);
  reply(from, { version, value });
}

/** What your `read` let through that nobody can go on with; null if there is nothing. */
function flawOf(asked: unknown): string | null {
  if (typeof asked !== 'object' || asked === null) return `read gave ${String(asked)}`;
  if (isErr(asked) || typeof (asked as Flat)['deadline'] === 'number') return null;
  return 'read let a deadline through that is not a number';
}

async function askQuote({ items, deadline }: Flat): Promise<Quote | Err> {
  return await quote(items as ItemId[], deadline as number);
}

async function askConfirm(asked: Flat): Promise<Confirmed> {
  const { cart: id, priceVersion, orderKey, deadline, giftWrap } = asked;
  const kept = cart(id as CartId);
  // The box that was ticked on the page belongs to the cart.
  if (kept !== undefined && giftWrap === true) keepCart(id as CartId, { ...kept, giftWrap });
  return await confirm(
    id as CartId,
    priceVersion as string,
    orderKey as string,
    deadline as number,
  );
}

function written(fields: Fields, answer: Quote | Err): unknown {
  if (isErr(answer)) return answer;
  return { ...answer, lines: answer.lines.map((line) => write(fields, { ...line })) };
}

function wordOf(reason: unknown): string {
  if (typeof reason !== 'object' || reason === null) return String(reason);
  const { name, message } = reason as { readonly name?: unknown; readonly message?: unknown };
  return [name, message].filter((part) => typeof part === 'string' && part !== '').join(': ');
}
