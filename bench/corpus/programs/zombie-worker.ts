/** A worker stands still, its job is given to another one, and both finish it. */
import { call, receive, reply, self, send, sleep, spawn, type Call, type Pid } from 'nines';
import { observe } from 'nines/world';
import { nextOperation, type Operation, type Twin } from './clients.ts';

/** Sends the mail of a job, once for each token that is the newest of its job. */
export async function mailer({ fixed }: Twin): Promise<void> {
  const newest = new Map<string, number>();
  const sent = new Set<string>();
  for (;;) {
    const { from, request } =
      await receive<Call<{ readonly job: string; readonly token: number }>>();
    const { job, token } = request;
    newest.set(job, Math.max(token, newest.get(job) ?? 0));
    // The mistake: whoever says that the job is done is believed.
    const isTaken = fixed ? token === newest.get(job) && !sent.has(job) : true;
    if (isTaken) observe({ kind: 'mailed', job });
    sent.add(job);
    reply(from, isTaken);
  }
}

export async function clients(): Promise<void> {
  for (;;) spawn(own, await nextOperation());
}

async function own({ id }: Operation): Promise<void> {
  for (let token = 1; token <= 4; token++) {
    spawn(work, { job: id, token, owner: self() }, { node: token % 2 === 1 ? 'w-1' : 'w-2' });
    const done = await receive('done', 120);
    if (done === 'done') break;
  }
  observe({ kind: 'answered', operation: id, answer: 'done' });
}

async function work({
  job,
  token,
  owner,
}: {
  job: string;
  token: number;
  owner: Pid;
}): Promise<void> {
  await sleep(30);
  const result = await call({ name: 'mailer', node: 'mail' }, { job, token }, 1000);
  if (result.kind === 'ok') send(owner, 'done');
}
