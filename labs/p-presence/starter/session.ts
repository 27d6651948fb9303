/** Ada's session. It runs, and it is what many first versions look like. */
import { receive, send, type Pid } from 'nines';
import { publish } from './fanout.ts';
import { load } from './store.ts';
import type { ToSession } from './types.ts';

/** The last status of everybody. */
const statusOf = new Map<string, string>();

export async function session({ user, store }: { user: string; store: Pid }): Promise<void> {
  for (;;) {
    const message = await receive<ToSession>();
    if (message.kind === 'publish') {
      statusOf.set(user, message.status);
      const { friends } = await load(store);
      const result = await publish([...friends], message.status, 400);
      send(message.from, { kind: 'published', ref: message.ref, ...result });
    } else if (message.kind === 'ping') {
      send(message.from, { kind: 'pong', ref: message.ref });
    } else if (message.kind === 'status') {
      const text = statusOf.get(user) ?? '';
      send(message.from, { kind: 'status', ref: message.ref, text });
    }
  }
}
