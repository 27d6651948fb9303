/** What runs on the shops beside the carts: the desk at which orders arrive, and the way to the money. */
import { call, node, now, receive, reply, send, sleep, spawn, whereis, type Call } from 'nines';
import { orderOf, type OrderRequest } from './buying.ts';
import { system } from './setup.ts';

type Outside = Parameters<typeof system.slots.orders.orderServer>[0];
type Message = Call<OrderRequest> | { readonly kind: 'fuse' };

/** The next answer to an order is the last thing that this machine does. */
let isFused = false;

/** The desk: takes a copy from the stock and hands the order to your server. */
export async function shop(): Promise<void> {
  for (;;) {
    const message = await receive<Message>();
    if (message.kind === 'fuse') isFused = true;
    else spawn(take, message);
  }
}

const reserveMs = 1_500;

async function take({ from, request }: Call<OrderRequest>): Promise<void> {
  const { payload, deadline } = request;
  if (now() >= deadline) return;
  const order = orderOf(payload.cents);
  const asked = { op: 'reserve', order, item: payload.title };
  const held = await call<{ readonly value: string }>('gateway', asked, reserveMs);
  if (held.kind !== 'ok') reply(from, { error: 'unavailable' });
  else if (held.value.value === 'sold_out') reply(from, { error: 'sold_out' });
  else if (!isFused) send('orderServer', { kind: 'call', from, request });
  else {
    const answer = await call('orderServer', request, Math.max(0, deadline - now()));
    send({ name: 'bell', node: 'clients' }, { kind: 'blown', node: node() });
    await sleep(1);
    if (answer.kind === 'ok') reply(from, answer.value);
  }
}

/** Starts your server once the machine knows the way to the log and to the money. */
export async function orderServer(): Promise<void> {
  await system.slots.orders.orderServer(await around());
}
export async function reconciler(): Promise<void> {
  await system.slots.orders.reconciler(await around());
}

async function around(): Promise<Outside> {
  for (;;) {
    const ledger = whereis('gateway');
    const payhub = whereis('till');
    const warehouse = whereis('parcels');
    if (ledger && payhub && warehouse) return { ledger, payhub, warehouse };
    await sleep(1);
  }
}
