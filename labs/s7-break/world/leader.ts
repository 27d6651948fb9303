/**
 * Orders under a leader. Who takes an order from a customer writes it down and passes it to the leader, who alone
 * decides: so each order is known to two shops before anything happens. When both other shops have lost the leader,
 * the first of them leads from then on; a leader that has lost both others decides nothing.
 *
 *   web ──▶ shop-2 (writes it down) ──forward──▶ shop-1 (leads: copy, charge, ship) ──decided──▶ all
 */
import { node, nodes, send, sleep, spawn, type From } from 'nines';
import type { Ask, LeaderNews, Order } from './messages.ts';
import * as orders from './orders.ts';
import { peersOf, setup, tell } from './own.ts';
import { majorityOf } from './setup.ts';

/** A new leader first hears what the others have under way, and what its predecessor still had on the wire. */
const handoverMs = 200;

let leader = '';
let term = 0;
/** True from the moment a shop takes over until it knows what is under way. */
let isTakingOver = false;
/** Who has lost the leader of this term and not heard of it since. */
let lostBy = new Set<string>();
/** Orders that this shop carries out. */
const underWay = new Set<string>();
/** Orders that wait until the shop has taken over. */
let later: Order[] = [];

/** The other shops that are there, as far as this one has been told. */
const there = new Set<string>();

/** The shop has booted. */
export function beginLed(): void {
  leader = setup().shops[0] ?? '';
  const connected = new Set(nodes());
  for (const peer of peersOf(setup().orders)) if (connected.has(peer)) there.add(peer);
  lookAround();
}

/** A connection has come or gone. */
export function hearOf(peer: string, isThere: boolean): void {
  if (isThere) {
    there.add(peer);
    tell([peer], { kind: 'leads', leader, term, by: node() });
  } else {
    there.delete(peer);
  }
  lookAround();
}

/** An order has come in from a customer. */
export async function take(from: From, ask: Ask): Promise<void> {
  const { key, op } = ask;
  if (op.fn !== 'order.place') return;
  if (isLeading()) {
    const [other] = there;
    if (other !== undefined) tell([other], { kind: 'propose', from, ask });
    return;
  }
  if (!orders.isAnswered(from, key)) {
    const { title, cents } = op.args;
    orders.note({ key, op: op.id, title, cents, state: 'open' });
    await orders.save();
  }
  const order = orders.orderOf(key);
  if (order?.state === 'open') forward(order, false);
}

function forward(order: Order, again: boolean): void {
  if (leader === node()) decideOn(order, again);
  else tell([leader], { kind: 'forward', order, again });
}

/** The leader gets an order. One that may have been begun by a predecessor is looked up in the books first. */
function decideOn(order: Order, again: boolean): void {
  const { key } = order;
  const known = orders.orderOf(key);
  if (known !== undefined && known.state !== 'open') {
    tell(peersOf(setup().orders), { kind: 'decided', order: known, copy: null });
    return;
  }
  if (!isLeading() || underWay.has(key)) return;
  if (isTakingOver && !again) {
    later.push(order);
    return;
  }
  underWay.add(key);
  orders.note(order);
  spawn(again ? decideAgain : decide, key);
}

async function decideAgain(key: string): Promise<void> {
  const order = orders.orderOf(key);
  if (order === undefined) return;
  await sleep(handoverMs / 2);
  if (!isLeading()) {
    underWay.delete(key);
    return pass();
  }
  const books = await orders.look(key);
  if (!books.charged) return await decide(key);
  const copy = orders.holdAny(order);
  await orders.perform(order, books);
  await settle(order, 'ok', copy);
}

async function decide(key: string): Promise<void> {
  const order = orders.orderOf(key);
  if (order === undefined) return;
  const copy = orders.holdAny(order);
  if (copy === null) return await settle(order, 'sold_out', null);
  await orders.save();
  await orders.perform(order);
  await settle(order, 'ok', copy);
}

async function settle(order: Order, result: 'ok' | 'sold_out', copy: string | null): Promise<void> {
  underWay.delete(order.key);
  await orders.close(order, result);
  tell(peersOf(setup().orders), { kind: 'decided', order: { ...order, state: result }, copy });
}

export async function hear(news: LeaderNews): Promise<void> {
  switch (news.kind) {
    case 'forward':
      return decideOn(news.order, news.again);
    case 'propose':
      // Two that both believe to lead would pass it to and fro.
      if (!isLeading()) await take(news.from, news.ask);
      return;
    case 'decided': {
      orders.note(news.order);
      if (news.copy !== null) orders.hold(news.copy, news.order.key);
      await orders.save();
      return orders.answer(news.order.key);
    }
    case 'lost':
      if (news.leader === leader && news.term === term) lostBy.add(news.by);
      return takeOverIfLost();
    case 'leads':
      return follow(news.leader, news.term, news.by);
  }
}

function lookAround(): void {
  if (leader !== node() && !there.has(leader)) lostBy.add(node());
  if (lostBy.has(node())) {
    tell([...there], { kind: 'lost', leader, term, by: node() });
    takeOverIfLost();
  } else {
    pass();
  }
}

/** The first of two that have both lost the leader takes over. */
function takeOverIfLost(): void {
  const [first, second] = [...lostBy].sort();
  if (first !== node() || second === undefined) return;
  isTakingOver = true;
  follow(node(), term + 1, node());
  tell(peersOf(setup().orders), { kind: 'leads', leader, term, by: node() });
  send({ name: 'web', node: 'web' }, { kind: 'leader', leader, term });
  spawn(finishTakingOver);
}

async function finishTakingOver(): Promise<void> {
  await sleep(handoverMs);
  isTakingOver = false;
  const waiting = later;
  later = [];
  for (const order of waiting) decideOn(order, false);
}

/** Who leads, by a shop that follows or by the leader: that it is there, only its own word says. */
function follow(name: string, number: number, by: string): void {
  const isNewer = number > term;
  if (!isNewer && (number < term || by !== leader)) return;
  leader = name;
  term = number;
  lostBy = new Set(isNewer && name !== by && !there.has(name) ? [node()] : []);
  pass();
}

/** Passes on what this shop knows to be open. */
function pass(): void {
  for (const order of orders.openOrders()) {
    if (!underWay.has(order.key)) forward(order, true);
  }
}

function isLeading(): boolean {
  return leader === node() && hasMajority();
}

function hasMajority(): boolean {
  return 1 + there.size >= majorityOf(setup().orders.members);
}
