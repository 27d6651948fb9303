// Wrong: a known key gets the known result. That the payload is another one this time, nobody looks at.
/** What runs on every shop node: one server for each function, and the inbox at the reader's end of the chat. */
import { now, random, receive, reply, sleep, spawn, type Call, type Pid } from 'nines';
import { cas, get, putIfAbsent } from './ledger.ts';
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

interface OrderCall {
  readonly call: Call<Request<Order>>;
  readonly outside: Outside;
}

/** Takes orders. Each one has a process of its own, so that a slow one holds up nobody. */
export async function orderServer(outside: Outside): Promise<void> {
  for (;;) spawn(takeOrder, { call: await receive<Call<Request<Order>>>(), outside });
}

/** Answers if it can. If it does not know, it says nothing: the caller's timer is running anyway. */
async function takeOrder({ call, outside }: OrderCall): Promise<void> {
  const { key, payload, deadline } = call.request;
  if (now() >= deadline) return;
  const name = `order/${key}`;
  const claim: OrderRecord = { state: 'started', order: payload };
  const found = await putIfAbsent<OrderRecord>(outside.ledger, name, claim);
  const answer =
    found === undefined
      ? await finish(name, claim, outside)
      : await outcome(name, deadline, outside);
  if (answer !== undefined) reply(call.from, answer);
}

/** Watches the record while somebody else works on it, for as long as our own caller waits. */
async function outcome(
  name: string,
  deadline: number,
  { ledger }: Outside,
): Promise<OrderAnswer | undefined> {
  while (now() < deadline) {
    const record = await get<OrderRecord>(ledger, name);
    if (record?.state === 'done') return { ok: { payment: record.payment } };
    await sleep(50);
  }
  return undefined;
}

/**
 * Takes an order from where it stands to its end. Two processes may do so at once: PayHub honours the name, and the
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
    await putIfAbsent<Sms>(ledger, `vote/${key}`, payload);
    const answer: VoteAnswer = 'ok';
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
