/** A holder reads the wall clock to see whether its lease still runs, and the clock goes back. */
import { call, now, receive, reply, sleep, sendAfter, self, type Call } from 'nines';
import { observe } from 'nines/world';
import type { Twin } from './clients.ts';

const leaseMs = 300;

export async function leaseServer(): Promise<void> {
  let holder: string | null = null;
  for (;;) {
    const message = await receive<Call<string> | 'over'>();
    if (message === 'over') holder = null;
    else if (holder === null) {
      holder = message.request;
      // The server gives a little more than it promises.
      sendAfter(leaseMs + 100, self(), 'over');
      reply(message.from, true);
    } else reply(message.from, false);
  }
}

export async function holder({ fixed, name }: Twin & { readonly name: string }): Promise<void> {
  for (;;) {
    const startedAt = now();
    const result = await call<boolean>({ name: 'leases', node: 'db' }, name, 50);
    if (result.kind === 'ok' && result.value) {
      let heldMs = 0;
      // The mistake: the difference of two readings of a wall clock is no duration.
      while (fixed ? heldMs < leaseMs - 60 : now() < startedAt + leaseMs) {
        observe({ kind: 'holds', name });
        await sleep(10);
        heldMs += 10;
      }
    }
    await sleep(25);
  }
}
