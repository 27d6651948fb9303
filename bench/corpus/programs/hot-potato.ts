/** Two balancers hand a request to each other as long as both are busy. */
import { receive, send, spawn, work } from 'nines';
import { observe } from 'nines/world';
import { nextOperation, type Operation, type Twin } from './clients.ts';

interface Request {
  readonly id: string;
  readonly hops: number;
}

export async function balancer({ fixed, other }: Twin & { readonly other: string }): Promise<void> {
  let busy = 0;
  for (;;) {
    const message = await receive<Request | 'done'>();
    if (message === 'done') busy -= 1;
    // The mistake: nobody counts how often a request has been handed on.
    else if (busy >= 2 && !(fixed && message.hops >= 3)) {
      send({ name: 'balancer', node: other }, { ...message, hops: message.hops + 1 });
    } else {
      busy += 1;
      observe({ kind: 'served', order: message.id, hops: message.hops });
      spawn(serve, null);
    }
  }
}

async function serve(): Promise<void> {
  await work(60);
  send('balancer', 'done');
}

export async function clients(): Promise<void> {
  for (;;) {
    const { id, args }: Operation<string> = await nextOperation<string>();
    send({ name: 'balancer', node: args }, { id, hops: 0 });
  }
}
