/**
 * PayHub, the payment service: a charge takes 150 ms, and 50 ms more on average. It takes 50 at a time. Who sends it
 * a 51st is banned for five seconds: every call fails, those that were under way as well.
 */
import { exit, makeRef, receive, self, send, sleep } from 'nines';
import type { Req } from './types.ts';

/** `banned`: nothing was charged. */
export type Charge =
  { readonly kind: 'charged'; readonly payment: string } | { readonly kind: 'banned' };

const payhub = { name: 'payhub', node: 'payhub' };
/** The driver of the connection crashes so long after it has sent a charge. */
const crashesAfterMs = 50;
const closesForMs = 3;

/** Charges the card. The process that calls it holds one connection to PayHub until it is over, or until it dies. */
export async function charge(req: Req): Promise<Charge> {
  const ref = makeRef();
  const { id, deadline } = req;
  send(payhub, { kind: 'charge', from: self(), ref, id, deadline });
  if (req.cents === crashingCents) {
    await sleep(crashesAfterMs);
    send(payhub, { kind: 'closed', ref });
    // The connection is gone before the process is.
    await sleep(closesForMs);
    exit(self(), 'kill');
  }
  const { charge: result } = await receive({ kind: 'charged', ref });
  return result as Charge;
}

/** A price with which the driver of the connection cannot cope. */
export const crashingCents = 1_313;
