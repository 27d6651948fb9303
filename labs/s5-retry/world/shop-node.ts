/** What runs on each shop node, registered as `shop`: the front desk, which hands every request to its server. */
import { receive, reply, send, type Call, type Cast, type Pid } from 'nines';
import type { Fn, Notice, Request } from './types.ts';

const servers: Readonly<Record<Exclude<Fn, 'notify'>, string>> = {
  placeOrder: 'orderServer',
  sendVote: 'voteServer',
  sendChat: 'chatServer',
};

/** Passes calls and casts on as they came; notices go out to the phones from here. */
export async function desk({ phones }: { readonly phones: Pid }): Promise<void> {
  for (;;) {
    const message = await receive<Call<Request<Notice>> | Cast<Request<Notice>>>();
    const { fn, payload } = message.request;
    if (fn === 'notify') {
      send(phones, payload);
      if (message.kind === 'call') reply(message.from, 'ok');
    } else {
      send(servers[fn], message);
    }
  }
}
