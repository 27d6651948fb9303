/** A cache fills itself with what it read before the row changed, after it was told of the change. */
import { call, receive, reply, send, spawn, type Call, type From } from 'nines';
import { observe } from 'nines/world';
import { nextOperation, type Operation, type Twin } from './clients.ts';

type Message =
  | Call<'read' | 'write'>
  | { readonly kind: 'fill'; readonly value: number; readonly from: From }
  | { readonly kind: 'changed'; readonly value: number };

export async function table(): Promise<void> {
  let value = 0;
  for (;;) {
    const { from, request } = await receive<Call<'read' | 'write'>>();
    if (request === 'write') {
      value += 1;
      observe({ kind: 'wrote', value });
      send({ name: 'cache', node: 'web' }, { kind: 'changed', value });
    }
    reply(from, value);
  }
}

export async function cache({ fixed }: Twin): Promise<void> {
  let held: number | null = null;
  let newest = 0;
  for (;;) {
    const message = await receive<Message>();
    if (message.kind === 'changed') {
      newest = Math.max(newest, message.value);
      held = null;
    } else if (message.kind === 'fill') {
      // The mistake: what was read before the change is kept after it.
      if (!fixed || message.value >= newest) held = message.value;
      reply(message.from, message.value);
    } else if (held === null) spawn(fetch, message.from);
    else {
      observe({ kind: 'hit', value: held });
      reply(message.from, held);
    }
  }
}

async function fetch(from: From): Promise<void> {
  const result = await call<number>({ name: 'table', node: 'db' }, 'read', 200);
  if (result.kind === 'ok') send('cache', { kind: 'fill', value: result.value, from });
}

export async function clients(): Promise<void> {
  for (;;) spawn(client, await nextOperation());
}

async function client({ id, fn }: Operation): Promise<void> {
  const to = fn === 'read' ? { name: 'cache', node: 'web' } : { name: 'table', node: 'db' };
  await call(to, fn, 300);
  observe({ kind: 'answered', operation: id, answer: 'done' });
}
