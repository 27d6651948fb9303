/** Ada's session: it answers at once, whatever else is going on, and outlives nobody's mistakes but its own. */
import { receive, send, spawn, type Pid, type Ref } from 'nines';
import { publish } from './fanout.ts';
import { keep, load } from './store.ts';
import type { ToSession } from './types.ts';

/** How long a member waits to hear who has the new status. */
const limitMs = 400;

/** Keeps one member's status, and answers questions about it. */
export async function session({ store }: { user: string; store: Pid }): Promise<void> {
  let { status } = await load(store);
  for (;;) {
    const message = await receive<ToSession>();
    switch (message.kind) {
      case 'publish':
        // The world is waiting; what is to survive can be kept when everybody has it.
        status = message.status;
        spawn(publisher, { store, status, from: message.from, ref: message.ref });
        break;
      case 'ping':
        send(message.from, { kind: 'pong', ref: message.ref });
        break;
      case 'status':
        send(message.from, { kind: 'status', ref: message.ref, text: status });
        break;
      default:
      // Whatever else arrives is taken out of the mailbox, and that is all.
    }
  }
}

/** Does the waiting, so that the session need not. */
async function publisher(job: { store: Pid; status: string; from: Pid; ref: Ref }): Promise<void> {
  const { friends } = await load(job.store);
  const result = await publish([...friends], job.status, limitMs);
  await keep(job.store, job.status);
  send(job.from, { kind: 'published', ref: job.ref, ...result });
}
