/**
 * The shelves of a node: what it holds of each vnode, in memory. And the van that carries a vnode to another node.
 *
 * `get`, `put`, `fold` and `drop` work on the node they are called on.
 */
import { call, receive, reply, send, sleep, type Call } from 'nines';
import type { Json, NodeName } from './types.ts';

/** A transfer takes so long, */
export const transferBaseMs = 800;
/** … and so much for each key: thirty sessions stand behind each of them. */
export const transferKeyMs = 30;

type Rows = (readonly [key: string, value: Json])[];

/** Vnode -> key -> value. */
const shelves = new Map<number, Map<string, Json>>();

/** What this node holds of a key in a vnode; undefined if it holds nothing. */
export function get(vnode: number, key: string): Json | undefined {
  return shelves.get(vnode)?.get(key);
}

/** Stores a value on this node. */
export function put(vnode: number, key: string, value: Json): void {
  shelf(vnode).set(key, value);
  send('recorder', { kind: 'stored', vnode, key, value });
}

/** All that this node holds of a vnode. */
export function fold(vnode: number): Rows {
  return [...(shelves.get(vnode) ?? [])];
}

/** Throws away what this node holds of a vnode. */
export function drop(vnode: number): void {
  shelves.delete(vnode);
}

/**
 * Copies a vnode as it is on `from` at the beginning to `to`, where it arrives at the end, in 800 ms + 30 ms a key. A key
 * that `to` has by then stays as it is there: it must be newer. 'failed' if either node did not answer.
 */
export async function transfer(
  vnode: number,
  from: NodeName,
  to: NodeName,
): Promise<'ok' | 'failed'> {
  send('recorder', { kind: 'transferBegins', vnode, from, to });
  const folded = await call<Rows>({ name: 'shelves', node: from }, { fn: 'fold', vnode }, 1_000);
  if (folded.kind !== 'ok') return ended('failed');
  send('recorder', { kind: 'folded', vnode, keys: folded.value.map(([key]) => key) });
  await sleep(transferBaseMs + transferKeyMs * folded.value.length);
  const fill = { fn: 'fill', vnode, rows: folded.value };
  const filled = await call({ name: 'shelves', node: to }, fill, 1_000);
  return ended(filled.kind === 'ok' ? 'ok' : 'failed');

  function ended(result: 'ok' | 'failed'): 'ok' | 'failed' {
    send('recorder', { kind: 'transferEnds', vnode, from, to, result });
    return result;
  }
}

type Request =
  | { readonly fn: 'fold'; readonly vnode: number }
  | { readonly fn: 'fill'; readonly vnode: number; readonly rows: Rows };

/** What runs on each node, for the van. */
export async function shelfKeeper(): Promise<void> {
  for (;;) {
    const { from, request } = await receive<Call<Request>>();
    if (request.fn === 'fold') {
      reply(from, fold(request.vnode));
    } else {
      load(request.vnode, request.rows);
      reply(from, 'ok');
    }
  }
}

/** Puts what is not there yet on a shelf. */
export function load(vnode: number, rows: Rows): void {
  const known = shelf(vnode);
  for (const [key, value] of rows) if (!known.has(key)) known.set(key, value);
}

function shelf(vnode: number): Map<string, Json> {
  let found = shelves.get(vnode);
  if (found === undefined) {
    found = new Map();
    shelves.set(vnode, found);
  }
  return found;
}
