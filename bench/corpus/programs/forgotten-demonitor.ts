/** A watcher gives up on one worker and starts another; the late end of the first is taken for that of the second. */
import { call, demonitor, isDown, monitor, receive, reply, sleep, spawn, type Call } from 'nines';
import { observe } from 'nines/world';
import { nextOperation, type Operation, type Twin } from './clients.ts';

export async function clients({ fixed }: Twin): Promise<void> {
  for (;;) spawn(watch, { ...(await nextOperation()), fixed });
}

async function worker({ ms }: { readonly ms: number }): Promise<void> {
  const { from } = await receive<Call<string>>();
  await sleep(ms);
  reply(from, 'done');
}

async function watch({ id, fixed }: Operation & Twin): Promise<void> {
  const slow = spawn(worker, { ms: 60 }, { node: 'b' });
  const first = monitor(slow);
  await call(slow, 'work', 60);
  // The mistake: the first worker is still watched when the second one counts.
  if (fixed) demonitor(first, { flush: true });
  const second = spawn(worker, { ms: 30 }, { node: 'b' });
  monitor(second);
  const result = await call(second, 'work', 200);
  const down = await receive(isDown, 0);
  const isLost = typeof down === 'object' && result.kind === 'ok' && down.from !== second;
  observe({ kind: 'answered', operation: id, answer: isLost ? 'given up' : 'done' });
}
