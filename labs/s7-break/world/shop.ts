/** What runs on each shop, registered as `shop`: one process that takes requests and news in their order. */
import {
  disk,
  makeRef,
  monitorNodes,
  node,
  nodes,
  receive,
  reply,
  self,
  send,
  sendAfter,
  spawn,
  type Call,
  type Cast,
  type From,
  type NodeDown,
  type NodeUp,
} from 'nines';
import { observe } from 'nines/world';
import { Carts } from './cart.ts';
import {
  audit,
  entriesFor,
  entryOf,
  keep,
  notePresence,
  putThrough,
  restoreEntries,
  spread,
} from './entries.ts';
import { beginLed, hear, hearOf, take } from './leader.ts';
import { untilKept } from './kept.ts';
import type { Ask, CartState, Claim, Entry, Keep, News, Online } from './messages.ts';
import * as orders from './orders.ts';
import { begin, peersOf, reachedOf, setup, tell } from './own.ts';
import type { Notice } from './partners.ts';
import { majorityOf, type Setup, type Sharing } from './setup.ts';

/** A shop that has lost another one looks for it so often. */
const knockMs = 1_000;

type Message =
  | Call<Ask | Claim | Keep | Online>
  | News
  | NodeUp
  | NodeDown
  | Cast<Online>
  | { readonly kind: 'knock' }
  | { readonly kind: 'flush' };

let carts: Carts;
/** Carts whose changes have not gone out yet. */
const unsent = new Set<string>();
let isKnocking = false;

export async function shop(given: Setup): Promise<void> {
  begin(given);
  carts = new Carts(given.carts.merge);
  monitorNodes();
  await restore();
  for (;;) await handle(await receive<Message>());
}

async function restore(): Promise<void> {
  const found = await disk.get<readonly (readonly [string, CartState])[]>('carts');
  for (const [cart, state] of found ?? []) {
    carts.takeIn(cart, state);
    noteCart(cart);
  }
  await restoreEntries();
  await orders.restore();
  if (setup().orders.led) beginLed();
  else orders.resume();
  for (const peer of otherShops()) catchUp(peer);
  knockIfAlone();
}

async function handle(message: Message): Promise<void> {
  switch (message.kind) {
    case 'call':
      return await serve(message.from, message.request);
    case 'cast':
      return showUp(message.request);
    case 'nodeup':
      if (!setup().shops.includes(message.node)) return;
      catchUp(message.node);
      if (setup().orders.led) hearOf(message.node, true);
      return;
    case 'nodedown':
      if (!setup().shops.includes(message.node)) return;
      if (setup().orders.led) hearOf(message.node, false);
      return knockIfAlone();
    case 'knock':
      isKnocking = false;
      tell(missingShops(), { kind: 'hello' });
      return knockIfAlone();
    case 'flush':
      for (const cart of unsent) tell(peersOf(setup().carts), cartNews(cart));
      return unsent.clear();
    default:
      return await learn(message);
  }
}

async function serve(from: From, request: Ask | Claim | Keep | Online): Promise<void> {
  if ('kind' in request) {
    if (request.kind === 'claim') return await orders.keepFor(from, request);
    if (request.kind === 'keep') await learn(request.news);
    else showUp(request);
    return reply(from, true);
  }
  switch (request.op.fn) {
    case 'order.place':
      if (setup().orders.led) await take(from, request);
      else orders.place(from, request);
      return;
    case 'cart.add':
    case 'cart.remove':
      return await changeCart(from, request);
    case 'chat.send':
    case 'vote.send':
      return await enter(from, request);
  }
}

async function learn(news: News): Promise<void> {
  switch (news.kind) {
    case 'cart':
      if (!carts.takeIn(news.cart, news.state)) return;
      await saveCarts();
      noteCart(news.cart);
      return;
    case 'entries':
      return await keep(news.entries);
    case 'release':
      if (orders.free(news.key)) await orders.save();
      return;
    case 'sold':
      return await orders.takeSold(news.copies);
    case 'online':
      return notePresence(news.person);
    case 'ended':
      orders.note(news.order);
      return await orders.save();
    case 'hello':
      return;
    default:
      return await hear(news);
  }
}

/** A sign of life, passed on to the other copies as it is. */
function showUp(online: Online): void {
  notePresence(online.person);
  tell(peersOf(setup().presence), online);
  if (setup().audited.includes('presence.set')) {
    const notice: Notice = {
      kind: 'audit',
      fn: 'presence.set',
      key: `${makeRef().id}`,
      op: online.person,
    };
    send({ name: 'partners', node: 'partners' }, notice);
  }
}

async function changeCart(from: From, { key, op, seen = [] }: Ask): Promise<void> {
  if (op.fn !== 'cart.add' && op.fn !== 'cart.remove') return;
  const { cart, item } = op.args;
  const { carts: sharing } = setup();
  if (refuses(from, sharing)) return;
  carts.change({ key, cart, item, isAdd: op.fn === 'cart.add', seen });
  audit(op, key);
  if (sharing.agree === 'own') {
    if (sharing.everyMs === 0) tell(peersOf(sharing), cartNews(cart));
    else flushLater(cart);
  }
  await saveCarts();
  const told = { result: 'ok', items: noteCart(cart) };
  if (sharing.agree === 'own') reply(from, told);
  else spawn(answerWhenKept, { from, told, news: cartNews(cart), sharing });
}

function flushLater(cart: string): void {
  if (unsent.size === 0) sendAfter(setup().carts.everyMs, self(), { kind: 'flush' });
  unsent.add(cart);
}

async function enter(from: From, ask: Ask): Promise<void> {
  const sharing = ask.op.fn === 'vote.send' ? setup().votes : setup().chats;
  if (refuses(from, sharing)) return;
  const entry = entryOf(ask);
  if (entry !== null && sharing.agree === 'majority') {
    await keep([entry]);
    putThrough(entry);
    spawn(answerWhenKept, { from, told: { result: 'ok' }, news: newsOf(entry), sharing });
    return;
  }
  if (entry !== null) {
    // On its own disk first: who has taken it must know of it when the others do.
    await keep([entry]);
    spread(entry);
  }
  putThrough({ key: entry?.key ?? ask.key, op: ask.op });
  reply(from, { result: 'ok' });
}

/** Refuses, before anything has happened, what needs a majority that is not there. */
function refuses(from: From, sharing: Sharing): boolean {
  if (sharing.agree !== 'majority') return false;
  if (reachedOf(sharing) >= majorityOf(sharing.members)) return false;
  reply(from, { result: 'unavailable' });
  return true;
}

interface Unanswered {
  readonly from: From;
  readonly told: unknown;
  readonly news: News;
  readonly sharing: Sharing;
}

/** Answers when a majority has the change on its disks; if they do not say so, the customer hears nothing. */
async function answerWhenKept({ from, told, news, sharing }: Unanswered): Promise<void> {
  await untilKept(sharing, news);
  reply(from, told);
}

/** Brings a shop that has been out of reach up to date; it does the same. */
function catchUp(peer: string): void {
  const { carts: cartSharing, orders: orderSharing } = setup();
  if (peersOf(cartSharing).includes(peer)) {
    for (const [cart] of carts.all()) tell([peer], cartNews(cart));
  }
  const entries = entriesFor(peer);
  if (entries.length > 0) tell([peer], { kind: 'entries', entries });
  if (!peersOf(orderSharing).includes(peer)) return;
  const sold = orders.sold();
  if (Object.keys(sold.copies).length > 0) tell([peer], sold);
  if (!orderSharing.led) for (const key of orders.refused()) tell([peer], { kind: 'release', key });
}

/** What is sent to a shop that is out of reach makes the connection anew, if it can be made. */
function knockIfAlone(): void {
  if (isKnocking || missingShops().length === 0) return;
  isKnocking = true;
  sendAfter(knockMs, self(), { kind: 'knock' });
}

function missingShops(): string[] {
  const connected = new Set(nodes());
  return otherShops().filter((shop) => !connected.has(shop));
}

function otherShops(): string[] {
  return setup().shops.filter((shop) => shop !== node());
}

function cartNews(cart: string): News {
  return { kind: 'cart', cart, state: carts.state(cart) };
}

function newsOf(entry: Entry): News {
  return { kind: 'entries', entries: [entry] };
}

async function saveCarts(): Promise<void> {
  await disk.put('carts', carts.all());
}

/** On record is what is on the disk. */
function noteCart(cart: string): string[] {
  const items = carts.items(cart);
  observe({ kind: 'cart', node: node(), cart, items });
  return items;
}
