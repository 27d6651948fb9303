// Differs: a process for each cart, which ends when nobody asks for a while. No cart waits for another one.
/** Carts: each is a process, safe in `db` before anybody is told. */
import { isAlive, receive, reply, send, spawn, any, timeout, type Call, type Pid } from 'nines';
import { putIn } from './functions.ts';
import { keep, load } from './stores.ts';
import type { CartAdd, CartGet, Res } from './types.ts';

/** A cart that nobody asks for is in `db` and nowhere else. */
const idleMs = 10_000;

/** Hands each request to the cart that it is about. */
export async function cartApp(): Promise<void> {
  const carts = new Map<string, Pid>();
  for (;;) {
    const message = await receive<Call<CartAdd | CartGet>>();
    const { session } = message.request;
    let pid = carts.get(session);
    if (pid === undefined || !isAlive(pid)) {
      pid = spawn(cartOf, session);
      carts.set(session, pid);
    }
    send(pid, message);
  }
}

/** One cart, from the first request to the last. */
async function cartOf(session: string): Promise<void> {
  const stored = await load(session);
  let books = stored.kind === 'ok' ? stored.value : null;
  for (;;) {
    const message = await receive<Call<CartAdd | CartGet>>(any, idleMs);
    if (message === timeout) return;
    const { from, request } = message;
    if (books !== null && request.fn === 'add') {
      books = await putIn(books, request.books);
      const kept = await keep(session, books);
      if (kept.kind !== 'ok') books = null;
    }
    const answer: Res =
      books === null
        ? { kind: 'error', error: 'the store does not answer' }
        : { kind: 'cart', books };
    reply(from, answer);
    // Whoever asks next has it loaded again.
    if (books === null) return;
  }
}
