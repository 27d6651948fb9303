/** What runs on each shop node, registered as `shop`: the front desk, which hands every request to its server. */
import { receive, reply, send, type Call, type Cast, type Pid } from 'nines';
import { setLines } from './lines.ts';
import type { Fn, Notice, Request } from './types.ts';

const servers = new Map<Fn, string>([
  ['placeOrder', 'orderServer'],
  ['sendVote', 'voteServer'],
  ['sendChat', 'chatServer'],
]);

/** Passes calls and casts on as they came; notices go out to the phones from here. */
export async function desk({ phones }: { readonly phones: Pid }): Promise<void> {
  for (;;) {
    const message = await receive<Call<Request<Notice>> | Cast<Request<Notice>>>();
    const fn = message.request?.fn;
    const server = servers.get(fn);
    if (server !== undefined) {
      send(server, message);
    } else if (fn === 'notify') {
      send(phones, message.request.payload);
      if (message.kind === 'call') reply(message.from, 'ok');
    } else if (message.kind === 'call') {
      reply(message.from, { error: `the desk knows no function ${String(fn)}` });
    }
  }
}

/** Hears how many lines to the ledger the shop has; where this does not run there are as many as it wants. */
export async function lines({ count }: { readonly count: number }): Promise<void> {
  setLines(count);
  for (;;) setLines((await receive<{ readonly count: number }>()).count);
}
