/**
 * How `data` keeps others up to date. Who follows it gets `rows` whenever some of them change, all of them once when
 * the shop opens in the morning, and a `beat` every half second, in the order in which things happened.
 */
import { call, self, send, type Pid } from 'nines';
import type { Row } from './types.ts';

/** What a follower receives. */
export type News =
  { readonly kind: 'rows'; readonly rows: readonly Row[] } | { readonly kind: 'beat' };

/** From now on this process gets the owner's news. Says nothing about what was before. */
export function follow(owner: Pid): void {
  send(owner, { kind: 'follow', follower: self() });
}

/** All rows as they are now; `undefined` if the owner does not answer. */
export async function allRows(owner: Pid): Promise<readonly Row[] | undefined> {
  const result = await call<readonly Row[]>(owner, { op: 'allRows' }, 1_000);
  return result.kind === 'ok' ? result.value : undefined;
}
