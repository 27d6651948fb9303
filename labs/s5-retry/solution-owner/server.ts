// Differs: each order belongs to the shop that its key names, and there to one process. The others pass requests on, so two attempts never work at once.
/** What runs on every shop node: one server for each function, and the inbox at the reader's end of the chat. */
import {
  any,
  call,
  isAlive,
  now,
  random,
  receive,
  reply,
  send,
  sleep,
  spawn,
  timeout,
  type Call,
  type Pid,
} from 'nines';
import { cas, putIfAbsent } from './ledger.ts';
import { charge } from './payhub.ts';
import { deliver, show } from './readers.ts';
import { release, slot } from './slots.ts';
import type { Chat, Order, OrderAnswer, Outside, Request, Sms, VoteAnswer } from './types.ts';
import { ship } from './warehouse.ts';

/** What the ledger knows of an order. A record only ever moves down this list. */
export type OrderRecord =
  | { readonly state: 'started'; readonly order: Order }
  | { readonly state: 'charged'; readonly order: Order; readonly payment: string }
  | {
      readonly state: 'shipping';
      readonly order: Order;
      readonly payment: string;
      /** How many have set out to ship it, one after the other. */
      readonly shippers: number;
    }
  | { readonly state: 'done'; readonly order: Order; readonly payment: string };

/** What an order server is asked: an order by a customer, or by another shop to take over one that is its own. */
type Asked = Request<Order> | { readonly take: Call<Request<Order>> };
interface Errand {
  readonly call: Call<Request<Order>>;
}
interface Ownership {
  readonly name: string;
  readonly outside: Outside;
}

/** An owner that nobody has asked for so long goes home; the ledger remembers the order. */
const idleMs = 30_000;

/** Finds out whose an order is. Those that are ours have one process each, which takes one request after the other. */
export async function orderServer(outside: Outside): Promise<void> {
  const owners = new Map<string, Pid>();
  for (;;) {
    const { kind, from, request } = await receive<Call<Asked>>();
    if (!('take' in request)) {
      spawn(findOwner, { call: { kind, from, request } });
      continue;
    }
    reply(from, 'taken');
    const name = `order/${request.take.request.key}`;
    let owner = owners.get(name);
    if (owner === undefined || !isAlive(owner)) {
      owner = spawn(ownOrder, { name, outside });
      owners.set(name, owner);
    }
    send(owner, request.take);
  }
}

/** Hands the request to the shop that the key names, or to the next one if that one is down. */
async function findOwner({ call: taken }: Errand): Promise<void> {
  const first = positionOf(taken.request.key);
  for (let step = 0; step < 4; step++) {
    const leftMs = taken.request.deadline - now();
    if (leftMs <= 0) return;
    const home = { name: 'orderServer', node: `shop-${((first + step) % 4) + 1}` };
    const result = await call(home, { take: taken }, leftMs);
    // Silence is no reason to go to somebody else: the owner may only be slow.
    if (result.kind === 'ok' || result.kind === 'timeout') return;
  }
}

/** The process of one order. Who asks meanwhile waits in its mailbox. */
async function ownOrder({ name, outside }: Ownership): Promise<void> {
  for (;;) {
    const next = await receive<Call<Request<Order>>>(any, idleMs);
    if (next === timeout) return;
    const { payload, deadline } = next.request;
    if (now() >= deadline) continue;
    const claim: OrderRecord = { state: 'started', order: payload };
    const found = (await putIfAbsent<OrderRecord>(outside.ledger, name, claim)) ?? claim;
    if (!isSame(found.order, payload)) {
      reply(next.from, { error: 'id_conflict' });
    } else if (found.state !== 'shipping') {
      const answer = await finish(name, found, outside);
      if (answer !== undefined) reply(next.from, answer);
    }
  }
}

/** The same shop for the same key, and all shops alike over many keys. */
function positionOf(key: string): number {
  let hash = 0;
  for (const letter of key) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 65_521;
  return hash % 4;
}

/**
 * Takes an order from where it stands to its end. Two shops may do so at once, when one had been taken for dead: PayHub honours the name, and the
 * one that moves the record to `shipping` ships. Gives `undefined` to whoever comes second.
 */
export async function finish(
  name: string,
  record: OrderRecord,
  outside: Outside,
): Promise<OrderAnswer | undefined> {
  const { order } = record;
  switch (record.state) {
    case 'started': {
      const payment = await pay(name, order.cents, outside);
      return await move(name, record, { state: 'charged', order, payment }, outside);
    }
    case 'charged':
      return await move(name, record, { ...record, state: 'shipping', shippers: 1 }, outside);
    case 'shipping':
      await ship(outside.warehouse, name, order);
      return await move(name, record, { state: 'done', order, payment: record.payment }, outside);
    case 'done':
      return { ok: { payment: record.payment } };
  }
}

/** Moves the record on and works on from there, unless somebody else was quicker. */
export async function move(
  name: string,
  from: OrderRecord,
  to: OrderRecord,
  outside: Outside,
): Promise<OrderAnswer | undefined> {
  const isMine = await cas<OrderRecord>(outside.ledger, name, from, to);
  return isMine ? await finish(name, to, outside) : undefined;
}

/** Charges once. `busy` says that nothing was charged, so it is safe to ask again. */
async function pay(name: string, cents: number, { payhub }: Outside): Promise<string> {
  for (let attempt = 0; ; attempt++) {
    const paid = await charge(payhub, name, cents);
    if (paid.kind === 'charged') return paid.payment;
    await sleep(random() * Math.min(1_000, 50 * 2 ** attempt));
  }
}

interface VoteCall {
  readonly call: Call<Request<Sms>>;
  readonly ledger: Pid;
}

/** Counts votes. Each one has a process of its own, because at times the ledger takes long. */
export async function voteServer({ ledger }: { readonly ledger: Pid }): Promise<void> {
  for (;;) spawn(countVote, { call: await receive<Call<Request<Sms>>>(), ledger });
}

/** The record is the vote, so storing it under its own id once is all there is to do. */
async function countVote({ call, ledger }: VoteCall): Promise<void> {
  const { key, payload, deadline } = call.request;
  await slot();
  // Whoever asked may have stopped waiting while this vote stood in the queue: work for nobody would delay the others.
  if (now() < deadline) {
    const found = await putIfAbsent<Sms>(ledger, `vote/${key}`, payload);
    const answer: VoteAnswer = found === undefined || isSame(found, payload) ? 'ok' : 'id_conflict';
    reply(call.from, answer);
  }
  release();
}

/** Brings texts to the readers' inboxes and says so once they are there. */
export async function chatServer({ readers }: { readonly readers: Pid }): Promise<void> {
  for (;;) {
    const { from, request } = await receive<Call<Request<Chat>>>();
    if (now() >= request.deadline) continue;
    const isThere = (await deliver(readers, request.payload.reader, request)) === 'shown';
    if (isThere) reply(from, 'ok');
  }
}

/** Shows each text once, however often it comes. */
export async function inbox(_: { readonly reader: string }): Promise<void> {
  const shown = new Set<string>();
  for (;;) {
    const { from, request } = await receive<Call<Request<Chat>>>();
    if (!shown.has(request.key)) show(request.payload);
    shown.add(request.key);
    reply(from, 'shown');
  }
}

/** The same payload: its fields come in the same order on every attempt. */
function isSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
