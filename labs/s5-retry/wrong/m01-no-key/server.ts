// Wrong: a request that arrives is taken for an order that was placed. Nothing says that two requests mean one.
/** What runs on every shop node: one server for each function, and the inbox at the reader's end of the chat. */
import { node, now, random, receive, reply, sleep, spawn, type Call, type Pid } from 'nines';
import { putIfAbsent } from './ledger.ts';
import { charge } from './payhub.ts';
import { deliver, show } from './readers.ts';
import { release, slot } from './slots.ts';
import type { Chat, Order, Outside, Request, Sms, VoteAnswer } from './types.ts';
import { ship } from './warehouse.ts';

interface OrderCall {
  readonly call: Call<Request<Order>>;
  readonly outside: Outside;
}

/** Takes orders. Each one has a process of its own, so that a slow one holds up nobody. */
export async function orderServer(outside: Outside): Promise<void> {
  for (;;) spawn(takeOrder, { call: await receive<Call<Request<Order>>>(), outside });
}

/** Charges and ships what it is asked to. */
async function takeOrder({ call, outside }: OrderCall): Promise<void> {
  const { payload, deadline } = call.request;
  if (now() >= deadline) return;
  const number = `${node()}:${now()}:${random()}`;
  const payment = await pay(number, payload.cents, outside);
  await ship(outside.warehouse, number, payload);
  reply(call.from, { ok: { payment } });
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
