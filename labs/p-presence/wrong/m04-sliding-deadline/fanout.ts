/** One status for many friends, at once. */
import {
  exit,
  isDown,
  makeRef,
  monitor,
  receive,
  self,
  send,
  spawnMonitor,
  timeout,
  type Down,
  type Pid,
} from 'nines';
import type { Ack, Published } from './types.ts';

/** Tells every friend, each by a process of its own, and waits `limitMs` for the next answer. */
export async function publish(friends: Pid[], status: string, limitMs: number): Promise<Published> {
  const pending = new Map<number, Pid>();
  for (const friend of friends) {
    const { ref } = spawnMonitor(tell, { friend, status, limitMs });
    pending.set(ref.id, friend);
  }
  const failed: Pid[] = [];
  let delivered = 0;
  while (pending.size > 0) {
    const down = await receive(isDown, limitMs);
    if (down === timeout) break;
    const friend = pending.get(down.ref.id);
    if (friend === undefined) continue;
    pending.delete(down.ref.id);
    if (down.reason === 'normal') delivered += 1;
    else failed.push(friend);
  }
  return { delivered, failed: [...failed, ...pending.values()] };
}

/** Tells one friend. Its end is its report: normal if the friend has the status. */
async function tell(job: { friend: Pid; status: string; limitMs: number }): Promise<void> {
  const { friend, status, limitMs } = job;
  // A monitor, not a link: a friend's end is news, not a reason to end.
  monitor(friend);
  const ref = makeRef();
  send(friend, { kind: 'status', text: status, from: self(), ref });
  const isNews = (message: unknown): message is Ack | Down =>
    isDown(message) || (message as Ack).kind === 'ack';
  // A friend who is slow today gets a little more time.
  const news = await receive(isNews, 2 * limitMs);
  if (news === timeout || news.kind === 'DOWN') exit('not delivered');
}
