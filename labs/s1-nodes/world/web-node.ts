/** `web.render`: takes the browsers’ requests, has your `handle` answer them, and renders the page. */
import { receive, reply, spawn, type Call } from 'nines';
import { handle } from './frontend.ts';
import { renderPage } from './functions.ts';
import type { Req } from './types.ts';

type Request = Req | { readonly fn: 'paid' };

/** A process for each request, so that none waits for another. */
export async function web(): Promise<void> {
  for (;;) spawn(serve, await receive<Call<Request>>());
}

async function serve({ from, request }: Call<Request>): Promise<void> {
  // Somebody reports that an order is paid. The page that waits for it is served by another request.
  if (request.fn === 'paid') return reply(from, 'noted');
  const answer = await handle(request);
  await renderPage();
  reply(from, answer);
}
