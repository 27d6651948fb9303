/** The front-end: keeps the carts at hand, for speed. */
import { call, type CallResult } from 'nines';
import { putIn } from './functions.ts';
import { anyOf } from './machines.ts';
import type { Req, Res } from './types.ts';

/** The browser waits for one second; the way back and the page need some of it. */
const patienceMs = 900;

/** The carts of the sessions that this machine serves. */
const carts = new Map<string, readonly string[]>();

/** Answers one request. A cart needs no other machine. */
export async function handle(req: Req): Promise<Res> {
  switch (req.fn) {
    case 'add': {
      const cart = await putIn(carts.get(req.session) ?? [], req.books);
      carts.set(req.session, cart);
      return { kind: 'cart', books: cart };
    }
    case 'checkout': {
      const request = { ...req, books: carts.get(req.session) ?? [] };
      return answerOf(await call<Res>(anyOf('checkout'), request, patienceMs));
    }
    case 'search':
      return answerOf(await call<Res>(anyOf('search'), req, patienceMs));
  }
}

function answerOf(result: CallResult<Res>): Res {
  return result.kind === 'ok' ? result.value : { kind: 'error', error: 'please try again' };
}
