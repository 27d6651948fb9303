/** Two clients read a balance, add to it, and write it back: one addition is lost. */
import { call, receive, reply, spawn, type Call } from 'nines';
import { observe } from 'nines/world';
import { nextOperation, type Operation, type Twin } from './clients.ts';

type Request = { readonly put: number } | { readonly add: number } | 'get';
const store = { name: 'store', node: 'db' };

export async function storeServer(): Promise<void> {
  let balance = 0;
  for (;;) {
    const { from, request } = await receive<Call<Request>>();
    if (request !== 'get') balance = 'put' in request ? request.put : balance + request.add;
    observe({ kind: 'balance', balance });
    reply(from, balance);
  }
}

export async function clients({ fixed }: Twin): Promise<void> {
  for (;;) spawn(deposit, { ...(await nextOperation<number>()), fixed });
}

async function deposit({ id, args, fixed }: Operation<number> & Twin): Promise<void> {
  if (fixed) await call(store, { add: args });
  else {
    const read = await call<number>(store, 'get');
    // The mistake: what was read may be old by the time it is written.
    if (read.kind === 'ok') await call(store, { put: read.value + args });
  }
  observe({ kind: 'answered', operation: id, answer: 'ok' });
}
