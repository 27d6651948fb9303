/**
 * Orders: a copy of the title is set aside, PayHub charges, the warehouse ships. A copy is set aside when those who
 * must agree have agreed; from then on it belongs to the order, whatever crashes.
 *
 *   take a copy ─▶ write the order down ─▶ others agree? ─▶ charge ─▶ ship ─▶ write the outcome down ─▶ answer
 *        ▲                                      │ no
 *        └─────────── let it go, next copy ◀────┘
 *
 * A shop that finds an open order on its disk when it boots asks PayHub's and the warehouse's books what has become of
 * it: what was charged is shipped, what was not is called off.
 */
import {
  call,
  disk,
  makeRef,
  node,
  now,
  receiveResponse,
  reply,
  send,
  sendRequest,
  sleep,
  spawn,
  type From,
} from 'nines';
import { observe } from 'nines/world';
import type { Ask, Claim, Order, Refusal } from './messages.ts';
import { peersOf, setup, tell } from './own.ts';
import { untilKept } from './kept.ts';
import type { Books, Errand, Notice } from './partners.ts';
import { majorityOf } from './setup.ts';

/** How long a shop waits for each of the others. */
const agreeMs = 150;
/** A message that was under way when the shop died has arrived by then. */
const settleMs = 100;
/** A key that expires is taken over by a shop that boots for so long. */
const expiryMs = 3_000;

const orders = new Map<string, Order>();
/** Copy -> the order that has it. */
const holders = new Map<string, string>();
/** Who waits for the outcome of an order. */
const waiting = new Map<string, From[]>();

/** An order has come in, perhaps again. */
export function place(from: From, { key: asked, op }: Ask): void {
  const isNew = setup().retry['order.place'].key === 'arrival';
  const key = isNew ? `${asked}/${makeRef().id}` : asked;
  if (op.fn !== 'order.place' || isAnswered(from, key)) return;
  const { title, cents } = op.args;
  orders.set(key, { key, op: op.id, title, cents, state: 'open' });
  spawn(carryOut, key);
}

/** Answers for an order that is known already, at once or when it is settled. */
export function isAnswered(from: From, key: string): boolean {
  const known = orders.get(key);
  if (known === undefined || known.state === 'open') {
    waiting.set(key, [...(waiting.get(key) ?? []), from]);
  } else {
    reply(from, { result: known.state });
  }
  return known !== undefined;
}

async function carryOut(key: string): Promise<void> {
  const order = orders.get(key);
  if (order === undefined) return;
  const refusal = await setAside(order);
  if (refusal !== null) return await close(order, refusal);
  await perform(order);
  await close(order, 'ok');
}

/** Finds a copy that all who must agree leave to this order; else why there is none. */
async function setAside({ key, title }: Order): Promise<Refusal | null> {
  for (const copy of copiesOf(title)) {
    if (!hold(copy, key)) continue;
    await save();
    const verdict = await agreeOn({ kind: 'claim', copy, key });
    if (verdict === 'yes') return null;
    callOff(key);
    if (verdict === 'silence') return 'unavailable';
  }
  return 'sold_out';
}

/** Asks the other shops to keep a copy for an order. */
async function agreeOn(claim: Claim): Promise<'yes' | 'no' | 'silence'> {
  const { orders: sharing } = setup();
  if (sharing.agree === 'own') return 'yes';
  const majority = majorityOf(sharing.members);
  const requests = peersOf(sharing).map((shop) => sendRequest({ name: 'shop', node: shop }, claim));
  let answered = 1;
  let agreed = 1;
  for (const request of requests) {
    if (sharing.agree === 'majority' && agreed >= majority) break;
    const outcome = await receiveResponse<boolean>(request, agreeMs);
    if (outcome.kind !== 'ok') continue;
    answered += 1;
    if (outcome.value) agreed += 1;
  }
  const needed = sharing.agree === 'majority' ? majority : answered;
  if (agreed >= needed) return 'yes';
  return agreed < answered ? 'no' : 'silence';
}

/** Another shop asks for a copy. The answer is given when it is on the disk. */
export async function keepFor(from: From, { copy, key }: Claim): Promise<void> {
  const isHeld = hold(copy, key);
  if (isHeld) await save();
  reply(from, isHeld);
}

/** Takes a copy for an order; false if another order has it. */
export function hold(copy: string, key: string): boolean {
  const holder = holders.get(copy);
  if (holder !== undefined && holder !== key) return false;
  if (holder === undefined) {
    holders.set(copy, key);
    noteStock(titleOf(copy));
  }
  return true;
}

/** The first copy of a title that nobody has, taken for this order; null if there is none. */
export function holdAny({ key, title }: Order): string | null {
  return copiesOf(title).find((copy) => hold(copy, key)) ?? null;
}

/** The order gets none of the copies it has asked for. */
function callOff(key: string): void {
  free(key);
  tell(peersOf(setup().orders), { kind: 'release', key });
}

/** Frees what an order held; false if it held nothing. */
export function free(key: string): boolean {
  const copies = [...holders].filter(([, holder]) => holder === key).map(([copy]) => copy);
  for (const copy of copies) {
    holders.delete(copy);
    noteStock(titleOf(copy));
  }
  return copies.length > 0;
}

/** Charges and ships, so far as the books do not say that it has been done. */
export async function perform(order: Order, books?: Books): Promise<void> {
  const { key, op, cents, title } = order;
  if (books?.charged !== true) await run({ kind: 'charge', key, op, cents });
  if (books?.shipped !== true) await run({ kind: 'ship', key, op, title });
}

/** Asks the third parties' books. */
export async function look(key: string): Promise<Books> {
  return await run({ kind: 'find', key });
}

async function run(errand: Errand): Promise<Books> {
  const outcome = await call<Books>({ name: 'partners', node: 'partners' }, errand);
  return outcome.kind === 'ok' ? outcome.value : { charged: false, shipped: false };
}

/** The order is settled: on the disk first, then for all who wait. */
export async function close(order: Order, result: 'ok' | Refusal): Promise<void> {
  const { key } = order;
  const ended: Order = { ...order, state: result, settledAt: now() };
  note(ended);
  await save();
  const { orders: sharing, audited } = setup();
  if (result === 'ok' && sharing.agree === 'own') tell(peersOf(sharing), sold());
  if (result === 'ok' && audited.includes('order.place')) {
    send({ name: 'partners', node: 'partners' }, auditOf(ended));
  }
  if (sharing.confirmed) await untilKept(sharing, { kind: 'ended', order: ended });
  answer(key);
}

function auditOf({ key, op }: Order): Notice {
  return { kind: 'audit', fn: 'order.place', key, op };
}

/** Keeps what is known of an order. */
export function note(order: Order): void {
  orders.set(order.key, order);
}

export function orderOf(key: string): Order | undefined {
  return orders.get(key);
}

export function openOrders(): Order[] {
  return [...orders.values()].filter(({ state }) => state === 'open');
}

/** Tells all who wait for a settled order. */
export function answer(key: string): void {
  const state = orders.get(key)?.state;
  if (state === undefined || state === 'open') return;
  for (const from of waiting.get(key) ?? []) reply(from, { result: state });
  waiting.delete(key);
}

/** What goes to a shop that has been out of reach. */
export function sold(): { kind: 'sold'; copies: { [copy: string]: string } } {
  const done = [...holders].filter(([, key]) => orders.get(key)?.state === 'ok');
  return { kind: 'sold', copies: Object.fromEntries(done) };
}

/** Another shop has sold copies. */
export async function takeSold(copies: { readonly [copy: string]: string }): Promise<void> {
  const news = Object.entries(copies).filter(([copy]) => !holders.has(copy));
  if (news.length === 0) return;
  for (const [copy, key] of news) hold(copy, key);
  await save();
}

/** Keys of the orders that were refused, for shops that may still keep a copy for them. */
export function refused(): string[] {
  const settled = [...orders.values()];
  return settled.filter(({ state }) => state !== 'ok' && state !== 'open').map(({ key }) => key);
}

interface OnDisk {
  readonly orders: readonly Order[];
  readonly holders: readonly (readonly [string, string])[];
}

export async function save(): Promise<void> {
  const all = [...orders.values()];
  const isForgotten = setup().orders.settled === 'memory';
  const kept = isForgotten ? all.filter(({ state }) => state === 'open') : all;
  await disk.put('orders', { orders: kept, holders: [...holders] } satisfies OnDisk);
}

/** Reads the disk when the shop boots. */
export async function restore(): Promise<void> {
  const found = await disk.get<OnDisk>('orders');
  for (const order of found?.orders ?? []) if (!isExpired(order)) orders.set(order.key, order);
  for (const [copy, key] of found?.holders ?? []) holders.set(copy, key);
}

function isExpired({ settledAt = Infinity }: Order): boolean {
  return setup().orders.settled === 'expiring' && now() - settledAt > expiryMs;
}

/** Settles what was under way when the shop died. */
export function resume(): void {
  for (const { key } of openOrders()) spawn(reconcile, key);
}

async function reconcile(key: string): Promise<void> {
  const order = orders.get(key);
  if (order === undefined) return;
  await sleep(settleMs);
  const books = await look(key);
  if (books.charged) {
    await perform(order, books);
    await close(order, 'ok');
  } else {
    callOff(key);
    await close(order, 'unavailable');
  }
}

/** Names of the copies of each title. */
const names = new Map<string, readonly string[]>();

function copiesOf(title: string): readonly string[] {
  const known = names.get(title);
  if (known !== undefined) return known;
  const count = setup().copies[title] ?? 0;
  const copies = Array.from({ length: count }, (_, index) => `${title} #${index + 1}`);
  names.set(title, copies);
  return copies;
}

function titleOf(copy: string): string {
  return copy.slice(0, copy.lastIndexOf(' #'));
}

function noteStock(title: string): void {
  const left = copiesOf(title).filter((copy) => !holders.has(copy)).length;
  observe({ kind: 'stock', node: node(), title, left });
}
