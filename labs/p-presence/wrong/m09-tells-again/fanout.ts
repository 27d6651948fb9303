/** One status for many friends, at once. */
import {
  exit,
  isDown,
  makeRef,
  monitor,
  now,
  receive,
  self,
  send,
  spawnMonitor,
  timeout,
  type Down,
  type Pid,
} from 'nines';
import type { Ack, Published } from './types.ts';

/** Tells every friend, each by a process of its own, and is back by `now() + limitMs` with what is known by then. */
export async function publish(friends: Pid[], status: string, limitMs: number): Promise<Published> {
  const deadline = now() + limitMs;
  const pending = new Map<number, Pid>();
  const start = (friend: Pid): void => {
    const { ref } = spawnMonitor(tell, { friend, status, deadline });
    pending.set(ref.id, friend);
  };
  for (const friend of friends) start(friend);
  const failed: Pid[] = [];
  let delivered = 0;
  while (pending.size > 0) {
    // One deadline for all of them: whatever has arrived only shortens the wait for the rest.
    const down = await receive(isDown, Math.max(0, deadline - now()));
    if (down === timeout) break;
    const friend = pending.get(down.ref.id);
    if (friend === undefined) continue;
    pending.delete(down.ref.id);
    if (down.reason === 'normal') delivered += 1;
    else if (down.reason === 'not delivered') failed.push(friend);
    // The worker has died of something else: another one shall do its work.
    else start(friend);
  }
  return { delivered, failed: [...failed, ...pending.values()] };
}

/** Tells one friend. Its end is its report: normal if the friend has the status. */
async function tell(job: { friend: Pid; status: string; deadline: number }): Promise<void> {
  const { friend, status, deadline } = job;
  // A monitor, not a link: a friend's end is news, not a reason to end.
  monitor(friend);
  const ref = makeRef();
  send(friend, { kind: 'status', text: status, from: self(), ref });
  const isNews = (message: unknown): message is Ack | Down =>
    isDown(message) || (message as Ack).kind === 'ack';
  const news = await receive(isNews, Math.max(0, deadline - now()));
  if (news === timeout || news.kind === 'DOWN') exit('not delivered');
}
