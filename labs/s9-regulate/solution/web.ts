import { makeRef, now, receive, self, send, timeout } from 'nines';
import { charge } from './payhub.ts';
import type { Req, Res } from './types.ts';

/** One attempt of a client: asks for a slot, charges, and gives the slot back. */
export async function web(req: Req): Promise<Res> {
  const ref = makeRef();
  send('regulator', { kind: 'ask', from: self(), ref, class: req.class, deadline: req.deadline });
  const answer = await receive({ ref }, req.deadline - now());
  // Nobody waits any more. A slot that comes now is free again with the end of this process.
  if (answer === timeout) return { status: 503 };
  if (answer.kind === 'rejected') return { status: 429, retryAfterMs: answer.retryAfterMs };
  const charged = await charge(req);
  send('regulator', { kind: 'done', slot: answer.slot });
  return charged.kind === 'charged' ? { status: 200, payment: charged.payment } : { status: 503 };
}
