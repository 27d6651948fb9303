/** A consumer looks whether there is work, and goes to sleep just after the producer has called it. */
import { call, receive, reply, send, spawn, self, type Call, type Pid } from 'nines';
import { observe } from 'nines/world';
import { nextOperation, type Operation, type Twin } from './clients.ts';

type Request = { readonly push: string } | 'take' | { readonly wait: Pid };
const queue = { name: 'queue', node: 'a' };

export async function queueServer({ fixed }: Twin): Promise<void> {
  const items: string[] = [];
  let waiting: Pid | null = null;
  for (;;) {
    const { from, request } = await receive<Call<Request>>();
    if (request === 'take') reply(from, items.shift() ?? null);
    else if ('push' in request) {
      items.push(request.push);
      if (waiting !== null) send(waiting, 'wake');
      waiting = null;
      reply(from, 'ok');
    } else {
      // The mistake: what came between the look and the sleep is not looked at again.
      if (fixed && items.length > 0) send(request.wait, 'wake');
      else waiting = request.wait;
      reply(from, 'ok');
    }
  }
}

export async function consumer(): Promise<void> {
  for (;;) {
    const taken = await call<string | null>(queue, 'take');
    if (taken.kind === 'ok' && taken.value !== null) {
      observe({ kind: 'answered', operation: taken.value, answer: 'done' });
      continue;
    }
    await call(queue, { wait: self() });
    await receive('wake');
  }
}

export async function clients(): Promise<void> {
  for (;;) spawn(push, await nextOperation());
}

async function push({ id }: Operation): Promise<void> {
  await call(queue, { push: id });
}
