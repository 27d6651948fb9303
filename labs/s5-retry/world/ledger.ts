/**
 * The ledger: records by key, shared by all shops. It survives every fault of this lab, and its operations happen
 * one after the other, each at one instant. Each one takes 5 ms and the way there and back.
 *
 * Every record whose key begins with `vote/` is one vote: it is counted and billed once it is written, and must
 * hold the text message it stands for, `{ id, phone, choice }`.
 */
import { call, type Pid } from 'nines';

/** A record as a scan finds it. */
export interface Entry<Stored> {
  readonly key: string;
  readonly record: Stored;
  /** How long ago it was last written. */
  readonly ageMs: number;
}

/** What is stored under the key, or `undefined`. */
export async function get<Stored>(ledger: Pid, key: string): Promise<Stored | undefined> {
  return ask<Stored | undefined>(ledger, { op: 'get', key });
}

/** Stores the record if the key is free. Gives `undefined` if so, else the record that was there first. */
export async function putIfAbsent<Stored>(
  ledger: Pid,
  key: string,
  record: Stored,
): Promise<Stored | undefined> {
  return ask<Stored | undefined>(ledger, { op: 'putIfAbsent', key, record });
}

/** Compare and set: stores `next` if the record still equals `expected`. Gives whether it did. */
export async function cas<Stored>(
  ledger: Pid,
  key: string,
  expected: Stored,
  next: Stored,
): Promise<boolean> {
  return ask<boolean>(ledger, { op: 'cas', key, expected, next });
}

/** The records under `prefix` whose `state` is one of `states`, oldest first. */
export async function scan<Stored extends { readonly state: string }>(
  ledger: Pid,
  prefix: string,
  states: readonly Stored['state'][],
): Promise<readonly Entry<Stored>[]> {
  return ask<readonly Entry<Stored>[]>(ledger, { op: 'scan', prefix, states });
}

async function ask<Reply>(ledger: Pid, request: unknown): Promise<Reply> {
  const result = await call<{ readonly value: Reply }>(ledger, request);
  if (result.kind !== 'ok') throw new Error(`the ledger gives no answer: ${result.kind}`);
  return result.value.value;
}
