// Differs: nobody waits for the one who came first. Every attempt carries the order on from where it stands, so a crashed shop holds up nobody. A vote that would be answered too late is turned away at the door.
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
  const found = (await putIfAbsent<OrderRecord>(outside.ledger, name, claim)) ?? claim;
  const answer = isSame(found.order, payload)
    ? await help(name, found, deadline, outside)
    : { error: 'id_conflict' };
  if (answer !== undefined) reply(call.from, answer);
}

/**
 * Carries the order on from wherever it stands, whoever has begun it. To charge is safe for anybody, because PayHub
 * honours the name. To ship is not, so an order that is `shipping` is left to the one who set out.
 */
async function help(
  name: string,
  found: OrderRecord,
  deadline: number,
  outside: Outside,
): Promise<OrderAnswer | undefined> {
  let record: OrderRecord | undefined = found;
  while (record !== undefined && now() < deadline) {
    if (record.state === 'shipping') await sleep(50);
    else {
      const answer = await finish(name, record, outside);
      if (answer !== undefined) return answer;
    }
    record = await get<OrderRecord>(outside.ledger, name);
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

/** What this shop has seen of its queue. The two times are moving averages. */
const seen = {
  waiting: 0,
  /** From one vote that got a line to the next. */
  gapMs: 0,
  lastTurnMs: 0,
  /** From when a vote is sent to the ledger until it is answered. */
  takesMs: 0,
};

/**
 * A vote that would not be answered in time does not queue at all, so those that do get a line early enough. To reckon
 * with twice the average is to be in time in six of seven cases.
 */
async function countVote(vote: VoteCall): Promise<void> {
  const { deadline } = vote.call.request;
  const doneBy = now() + seen.waiting * seen.gapMs + 2 * seen.takesMs;
  // Where nobody waits it is tried all the same: how else would the shop learn that the ledger is well again?
  if (seen.waiting > 0 && doneBy >= deadline) return;
  seen.waiting += 1;
  await slot();
  seen.waiting -= 1;
  noteTurn();
  if (now() < deadline) await writeVote(vote);
  release();
}

/** Learns how fast the queue moves. Where nobody waits, a long gap says nothing about it. */
function noteTurn(): void {
  const gapMs = now() - seen.lastTurnMs;
  seen.lastTurnMs = now();
  if (seen.waiting > 0) seen.gapMs += (gapMs - seen.gapMs) / 20;
}

/** The record is the vote, so storing it under its own id once is all there is to do. */
async function writeVote({ call, ledger }: VoteCall): Promise<void> {
  const { key, payload } = call.request;
  const sentMs = now();
  const found = await putIfAbsent<Sms>(ledger, `vote/${key}`, payload);
  seen.takesMs += (now() - sentMs - seen.takesMs) / 20;
  const answer: VoteAnswer = found === undefined || isSame(found, payload) ? 'ok' : 'id_conflict';
  reply(call.from, answer);
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
