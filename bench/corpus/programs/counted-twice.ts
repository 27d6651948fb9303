/** A server knows what it has counted until it restarts; then it counts a repeated vote again. */
import { call, disk, receive, reply, spawn, type Call } from 'nines';
import { observe } from 'nines/world';
import { nextOperation, type Operation, type Twin } from './clients.ts';

export async function counter({ fixed }: Twin): Promise<void> {
  const counted = new Set<string>(fixed ? await disk.keys() : []);
  for (;;) {
    const { from, request } = await receive<Call<string>>();
    if (!counted.has(request)) {
      // The mistake: what is known of earlier votes is in memory alone.
      if (fixed) await disk.put(request, true);
      observe({ kind: 'counted', vote: request });
      counted.add(request);
    }
    reply(from, 'ok');
  }
}

export async function clients(): Promise<void> {
  for (;;) spawn(vote, await nextOperation());
}

async function vote({ id }: Operation): Promise<void> {
  for (let attempt = 0; attempt < 6; attempt++) {
    const result = await call({ name: 'counter', node: 'db' }, id, 150);
    if (result.kind === 'ok') return observe({ kind: 'answered', operation: id, answer: 'ok' });
    await receive('never', 100);
  }
}
