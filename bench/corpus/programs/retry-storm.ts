/** Everybody tries again at once when the server is slow, which makes it slower. */
import { call, random, receive, reply, sleep, spawn, work, type Call } from 'nines';
import { observe } from 'nines/world';
import { nextOperation, type Operation, type Twin } from './clients.ts';

interface Slow {
  readonly kind: 'slow';
  readonly factor: number;
}

export async function server(): Promise<void> {
  let factor = 1;
  for (;;) {
    const message = await receive<Call<string> | Slow>();
    if (message.kind === 'slow') factor = message.factor;
    else {
      observe({ kind: 'attempted', order: message.request });
      await work(2 * factor);
      reply(message.from, 'ok');
    }
  }
}

export async function clients({ fixed }: Twin): Promise<void> {
  for (;;) spawn(client, { ...(await nextOperation()), fixed });
}

async function client({ id, fixed }: Operation & Twin): Promise<void> {
  const attemptsMax = fixed ? 2 : 12;
  for (let attempt = 0; attempt < attemptsMax; attempt++) {
    const result = await call({ name: 'server', node: 'db' }, id, 50);
    if (result.kind === 'ok') {
      observe({ kind: 'answered', operation: id, answer: 'ok' });
      return;
    }
    // The mistake: without a pause and a limit, a slow server gets more work the slower it is.
    if (fixed) await sleep(200 + 200 * random());
  }
}
