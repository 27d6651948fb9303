/** One status for many friends, at once. */
import { link, makeRef, now, receive, self, send, spawnLink, timeout, type Pid } from 'nines';
import type { Published } from './types.ts';

/** Tells every friend, each by a process of its own, and is back by `now() + limitMs` with what is known by then. */
export async function publish(friends: Pid[], status: string, limitMs: number): Promise<Published> {
  const deadline = now() + limitMs;
  const pending = new Set(friends);
  for (const friend of friends) {
    // Nobody is to be left behind: whoever works on this publish ends with it.
    spawnLink(tell, { friend, status, deadline, from: self() });
  }
  let delivered = 0;
  while (pending.size > 0) {
    const report = await receive({ kind: 'told' }, Math.max(0, deadline - now()));
    if (report === timeout) break;
    pending.delete(report.friend as Pid);
    delivered += 1;
  }
  return { delivered, failed: [...pending] };
}

/** Tells one friend, and reports if it has the status. */
async function tell(job: {
  friend: Pid;
  status: string;
  deadline: number;
  from: Pid;
}): Promise<void> {
  const { friend, status, deadline, from } = job;
  link(friend);
  const ref = makeRef();
  send(friend, { kind: 'status', text: status, from: self(), ref });
  const ack = await receive({ kind: 'ack', ref }, Math.max(0, deadline - now()));
  if (ack !== timeout) send(from, { kind: 'told', friend });
}
