/** The front-end: reads a request, asks who knows, and forgets both. */
import { call, type CallResult } from 'nines';
import { anyOf, homeOf } from './machines.ts';
import type { Req, Res } from './types.ts';

/** The browser waits for one second; the way back and the page need some of it. */
const patienceMs = 900;

/** Answers one request. Nothing of it is left on this machine afterwards. */
export async function handle(req: Req): Promise<Res> {
  switch (req.fn) {
    case 'add':
      return answerOf(await call<Res>(homeOf('cart', req.session), req, patienceMs));
    case 'checkout':
      return answerOf(await call<Res>(anyOf('checkout'), req, patienceMs));
    case 'search':
      return answerOf(await call<Res>(anyOf('search'), req, patienceMs));
  }
}

function answerOf(result: CallResult<Res>): Res {
  return result.kind === 'ok' ? result.value : { kind: 'error', error: 'please try again' };
}
