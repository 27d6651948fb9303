/** The front-end. It asks nobody: the shop is in the same program. */
import { addToCart, checkOut, search } from './monolith.ts';
import type { Req, Res } from './types.ts';

/** Answers one request. A browser waits for one second. */
export async function handle(req: Req): Promise<Res> {
  switch (req.fn) {
    case 'add':
      return await addToCart(req.session, req.books);
    case 'checkout':
      return await checkOut(req.session);
    case 'search':
      return await search(req.words);
  }
}
