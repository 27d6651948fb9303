/** Asks `db`, which keeps everything on two of its machines and answers from either. */
import { call, type CallResult } from 'nines';
import { isUp, machinesWith, placeOf } from './machines.ts';

/** How long one copy is waited for before the other one is asked. */
const patienceMs = 200;

/** The cart of a session as it was last kept; empty if there is none. */
export async function load(session: string): Promise<CallResult<readonly string[]>> {
  return await ask<readonly string[]>(session, { fn: 'load', key: session });
}

/** Keeps the cart of a session, or an order; it is safe when this returns ok. */
export async function keep(key: string, books: readonly string[]): Promise<CallResult<'kept'>> {
  return await ask<'kept'>(key, { fn: 'keep', key, books });
}

export type StoreRequest =
  | { readonly fn: 'load'; readonly key: string }
  | { readonly fn: 'keep'; readonly key: string; readonly books: readonly string[] }
  | { readonly fn: 'all' };

/** The two machines that keep a key. */
export function copiesOf(key: string): readonly string[] {
  const all = machinesWith('db');
  const first = placeOf(key, all.length);
  return [...new Set([all[first] ?? '', all[(first + 1) % Math.max(1, all.length)] ?? ''])];
}

async function ask<Reply>(key: string, request: StoreRequest): Promise<CallResult<Reply>> {
  let result: CallResult<Reply> = { kind: 'nodedown' };
  for (const node of copiesOf(key)) {
    if (!isUp(node)) continue;
    result = await call<Reply>({ name: 'db', node }, request, patienceMs);
    if (result.kind === 'ok') return result;
  }
  return result;
}
