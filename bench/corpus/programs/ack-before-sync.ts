/** A server says that it has an order before its disk has it. */
import { call, disk, receive, reply, spawn, type Call, type From } from 'nines';
import { observe } from 'nines/world';
import { nextOperation, type Operation, type Twin } from './clients.ts';

export async function orders({ fixed }: Twin): Promise<void> {
  for (const key of await disk.keys()) observe({ kind: 'kept', order: key });
  observe({ kind: 'booted' });
  for (;;) {
    const { from, request } = await receive<Call<string>>();
    spawn(take, { from, order: request, fixed });
  }
}

async function take({ from, order, fixed }: Twin & { from: From; order: string }): Promise<void> {
  // The mistake: the answer is out before the write is durable.
  if (!fixed) reply(from, 'ok');
  await disk.put(order, true);
  if (fixed) reply(from, 'ok');
}

export async function clients(): Promise<void> {
  for (;;) spawn(client, await nextOperation());
}

async function client({ id }: Operation): Promise<void> {
  const result = await call({ name: 'orders', node: 'db' }, id, 100);
  observe({ kind: 'answered', operation: id, answer: result.kind });
}
