/** What runs on the node `pay`: the way to the customer's bank. It alone sees the money move. */
import { receive, reply, type Call } from 'nines';
import { observe } from 'nines/world';
import type { Cents } from './types.ts';

interface Charge {
  readonly orderKey: string;
  readonly cents: Cents;
}

/** Charges once for each order key. */
export async function pay(): Promise<void> {
  const charged = new Set<string>();
  for (;;) {
    const { from, request } = await receive<Call<Charge>>();
    const { orderKey, cents } = request;
    if (!charged.has(orderKey)) {
      charged.add(orderKey);
      observe({ kind: 'charged', orderKey, cents });
    }
    reply(from, 'charged');
  }
}
