/** One disk says that a write is durable, and a crash shows that it was not. */
import { call, disk, receive, reply, spawn, type Call } from 'nines';
import { observe } from 'nines/world';
import { nextOperation, type Operation, type Twin } from './clients.ts';

export async function replica(): Promise<void> {
  for (const key of await disk.keys()) observe({ kind: 'kept', order: key });
  observe({ kind: 'booted' });
  for (;;) {
    const { from, request } = await receive<Call<string>>();
    await disk.put(request, true);
    reply(from, 'ok');
  }
}

export async function clients({ fixed }: Twin): Promise<void> {
  for (;;) spawn(client, { ...(await nextOperation()), fixed });
}

async function client({ id, fixed }: Operation & Twin): Promise<void> {
  // The mistake: what one disk says is taken for the truth.
  let copies = 0;
  for (const node of fixed ? ['db-1', 'db-2'] : ['db-1']) {
    const result = await call({ name: 'replica', node }, id, 200);
    if (result.kind === 'ok') copies += 1;
  }
  observe({
    kind: 'answered',
    operation: id,
    answer: copies === (fixed ? 2 : 1) ? 'ok' : 'unknown',
  });
}
