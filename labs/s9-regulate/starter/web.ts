import { makeRef, receive, self, send } from 'nines';
import { charge } from './payhub.ts';
import type { Req, Res } from './types.ts';

/** One attempt of a client: asks for a slot, charges, and gives the slot back. */
export async function web(req: Req): Promise<Res> {
  const ref = makeRef();
  send('regulator', { kind: 'ask', from: self(), ref, class: req.class, deadline: req.deadline });
  const { slot } = await receive({ kind: 'granted', ref });
  const charged = await charge(req);
  send('regulator', { kind: 'done', slot });
  return charged.kind === 'charged' ? { status: 200, payment: charged.payment } : { status: 503 };
}
