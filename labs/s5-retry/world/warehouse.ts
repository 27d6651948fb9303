/**
 * The warehouse. It packs in 10 ms and does *not* honour keys: every call of `ship` is a parcel. It does keep a list
 * of the keys that it has shipped.
 */
import { call, type Pid } from 'nines';
import type { Order } from './types.ts';

/** Sends one parcel, each time it is called. Gives the parcel's number. */
export async function ship(warehouse: Pid, key: string, order: Order): Promise<string> {
  return ask<string>(warehouse, { op: 'ship', key, order });
}

/** Whether a parcel has left under this key. */
export async function shipped(warehouse: Pid, key: string): Promise<boolean> {
  return ask<boolean>(warehouse, { op: 'shipped', key });
}

async function ask<Reply>(warehouse: Pid, request: unknown): Promise<Reply> {
  const result = await call<Reply>(warehouse, request);
  if (result.kind !== 'ok') throw new Error(`the warehouse gives no answer: ${result.kind}`);
  return result.value;
}
