/** What runs on every shop node: one server for each function, and the inbox at the reader's end of the chat. */
import { node, now, random, receive, reply, type Call, type Pid } from 'nines';
import { putIfAbsent } from './ledger.ts';
import { charge } from './payhub.ts';
import { deliver, show } from './readers.ts';
import type { Chat, Order, Outside, Request, Sms } from './types.ts';
import { ship } from './warehouse.ts';

/** Charges the card, sends the book, and says so. */
export async function orderServer({ payhub, warehouse }: Outside): Promise<void> {
  for (;;) {
    const { from, request } = await receive<Call<Request<Order>>>();
    const order = request.payload;
    const number = freshNumber();
    const paid = await charge(payhub, number, order.cents);
    if (paid.kind === 'charged') {
      await ship(warehouse, number, order);
      reply(from, { ok: { payment: paid.payment } });
    } else {
      reply(from, { error: 'PayHub is busy' });
    }
  }
}

/** Writes the vote down, where it is counted and billed. */
export async function voteServer({ ledger }: { readonly ledger: Pid }): Promise<void> {
  for (;;) {
    const { from, request } = await receive<Call<Request<Sms>>>();
    await putIfAbsent(ledger, `vote/${freshNumber()}`, request.payload);
    reply(from, 'ok');
  }
}

/** Hands the text to the reader's inbox. */
export async function chatServer({ readers }: { readonly readers: Pid }): Promise<void> {
  for (;;) {
    const { from, request } = await receive<Call<Request<Chat>>>();
    const chat = request.payload;
    const isShown = (await deliver(readers, chat.reader, chat)) === 'shown';
    if (isShown) reply(from, 'ok');
  }
}

/** Shows what arrives. */
export async function inbox(_: { readonly reader: string }): Promise<void> {
  for (;;) {
    const { from, request } = await receive<Call<Chat>>();
    show(request);
    reply(from, 'shown');
  }
}

/** A number that no other order and no other vote has. */
function freshNumber(): string {
  return `${node()}:${now()}:${random()}`;
}
