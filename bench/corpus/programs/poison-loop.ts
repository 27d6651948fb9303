/** A job that kills its worker goes back to the head of the queue, for ever. */
import { isDown, receive, spawnMonitor } from 'nines';
import { observe } from 'nines/world';
import type { Operation, Twin } from './clients.ts';

export async function queue({ fixed }: Twin): Promise<void> {
  const jobs: { readonly operation: Operation; readonly tries: number }[] = [];
  let isBusy = false;
  for (;;) {
    const job = jobs[0];
    if (job !== undefined && !isBusy) {
      jobs.shift();
      isBusy = true;
      spawnMonitor(workOn, job.operation);
      jobs.unshift(job);
    }
    const message = await receive<Operation>();
    if (!isDown(message)) {
      jobs.push({ operation: message, tries: 0 });
      continue;
    }
    isBusy = false;
    const [first] = jobs;
    if (first === undefined) continue;
    // The mistake: nothing counts how often a job has failed.
    const isOver = message.reason === 'normal' || (fixed && first.tries >= 2);
    if (isOver) jobs.shift();
    else jobs[0] = { ...first, tries: first.tries + 1 };
  }
}

async function workOn({ id, fn }: Operation): Promise<void> {
  await receive('never', 20);
  if (fn === 'poison') throw new Error('cannot be read');
  observe({ kind: 'answered', operation: id, answer: 'done' });
}
