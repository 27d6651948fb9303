/** Sessions on the ring: a manager on each node that serves its vnodes, and the way to them. */
import { call, receive, reply, type Call } from 'nines';
import { showRing } from './members.ts';
import { claim, preflist } from './ring.ts';
import type { Answer, Json, Members, NodeName, Op, Place } from './types.ts';
import { get, put } from './vnode.ts';

const partitions = 64;
const copies = 3;

/** What a manager is asked. */
type Request =
  | { readonly fn: 'route'; readonly key: string }
  | { readonly fn: 'get'; readonly vnode: number; readonly key: string }
  | { readonly fn: 'put'; readonly vnode: number; readonly key: string; readonly value: Json };

/** Serves the vnodes of a node. When members change, the new ring is in force at once. */
export async function vnodeManager(_: { me: NodeName }): Promise<void> {
  let ring: NodeName[] = [];
  for (;;) {
    const message = await receive<Members | Call<Request>>();
    if (message.kind === 'members') {
      ring = claim(ring.length === 0 ? null : ring, [...message.nodes], partitions, copies);
      showRing(message.epoch, ring);
      continue;
    }
    const { from, request } = message;
    switch (request.fn) {
      case 'route':
        reply(from, preflist(ring, request.key, copies));
        break;
      case 'get':
        reply(from, { value: get(request.vnode, request.key) });
        break;
      case 'put':
        put(request.vnode, request.key, request.value);
        reply(from, 'ok');
    }
  }
}

/** Gets or puts a key, from any node. */
export async function ask(op: Op): Promise<Answer> {
  const route = await call<Place[]>('vnodes', { fn: 'route', key: op.key }, 200);
  if (route.kind !== 'ok') return 'unavailable';
  const [first] = route.value;
  if (first === undefined) return 'unavailable';
  if (op.kind === 'get') {
    const server = { name: 'vnodes', node: first.node };
    const request = { fn: 'get', vnode: first.partition, key: op.key };
    const result = await call<{ value?: Json }>(server, request, 700);
    if (result.kind !== 'ok') return 'unavailable';
    return result.value.value === undefined ? 'notfound' : { ok: result.value.value };
  }
  for (const { node, partition: vnode } of route.value) {
    const request = { fn: 'put', vnode, key: op.key, value: op.value };
    const result = await call({ name: 'vnodes', node }, request, 250);
    if (result.kind !== 'ok') return 'unavailable';
  }
  return { ok: op.value };
}
