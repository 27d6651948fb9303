/** One status for many friends, one after the other. */
import { isDown, makeRef, monitor, receive, self, send, timeout, type Down, type Pid } from 'nines';
import type { Ack, Published } from './types.ts';

/** Tells every friend, and waits for each as long as is allowed for one. */
export async function publish(friends: Pid[], status: string, limitMs: number): Promise<Published> {
  const failed: Pid[] = [];
  for (const friend of friends) {
    monitor(friend);
    const ref = makeRef();
    send(friend, { kind: 'status', text: status, from: self(), ref });
    const isNews = (message: unknown): message is Ack | Down =>
      isDown(message) || ((message as Ack).kind === 'ack' && (message as Ack).ref === ref);
    const news = await receive(isNews, limitMs);
    if (news === timeout || news.kind === 'DOWN') failed.push(friend);
  }
  return { delivered: friends.length - failed.length, failed };
}
