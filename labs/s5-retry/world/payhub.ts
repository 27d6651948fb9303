/**
 * PayHub, the payment service. It charges in 30 ms and honours idempotency keys: a key that it has charged gets its
 * first result again, and no money moves a second time.
 */
import { call, type Pid } from 'nines';

/** `busy`: nothing was charged, and the same key may be sent again. */
export type Charge =
  | { readonly kind: 'charged'; readonly payment: string; readonly cents: number }
  | { readonly kind: 'busy' };

/** Charges `cents` under the key. */
export async function charge(payhub: Pid, key: string, cents: number): Promise<Charge> {
  return ask<Charge>(payhub, { op: 'charge', key, cents });
}

/** What became of a key: the payment, or `undefined` if it was never charged. */
export async function status(payhub: Pid, key: string): Promise<string | undefined> {
  return ask<string | undefined>(payhub, { op: 'status', key });
}

async function ask<Reply>(payhub: Pid, request: unknown): Promise<Reply> {
  const result = await call<Reply>(payhub, request);
  if (result.kind !== 'ok') throw new Error(`PayHub gives no answer: ${result.kind}`);
  return result.value;
}
