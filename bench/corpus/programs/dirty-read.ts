/** A reader sees what a transaction has written, and the transaction is then undone. */
import { call, receive, reply, sleep, spawn, type Call } from 'nines';
import { observe } from 'nines/world';
import { nextOperation, type Operation, type Twin } from './clients.ts';

type Request = { readonly write: number } | 'commit' | 'abort' | 'read';
const table = { name: 'table', node: 'db' };

export async function tableServer({ fixed }: Twin): Promise<void> {
  let committed = 0;
  let pending: number | null = null;
  for (;;) {
    const { from, request } = await receive<Call<Request>>();
    if (request === 'read') {
      // The mistake: a value that nobody has committed is shown.
      const value = fixed ? committed : (pending ?? committed);
      observe({ kind: 'shown', value });
      reply(from, value);
      continue;
    }
    if (request === 'commit') {
      committed = pending ?? committed;
      observe({ kind: 'committed', value: committed });
    }
    pending = request === 'commit' || request === 'abort' ? null : request.write;
    reply(from, 'ok');
  }
}

export async function clients(): Promise<void> {
  for (;;) spawn(client, await nextOperation<number>());
}

async function client({ id, fn, args }: Operation<number>): Promise<void> {
  if (fn === 'read') await call(table, 'read');
  else {
    await call(table, { write: args });
    await sleep(5);
    await call(table, fn === 'undo' ? 'abort' : 'commit');
  }
  observe({ kind: 'answered', operation: id, answer: 'done' });
}
