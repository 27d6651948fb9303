/** One status for many friends. */
import { makeRef, receive, self, send, timeout, type Pid } from 'nines';
import type { Published } from './types.ts';

/** Tells every friend; is to be back by `now() + limitMs`. */
export async function publish(
  friends: Pid[],
  status: string,
  _limitMs: number,
): Promise<Published> {
  const failed: Pid[] = [];
  for (const friend of friends) {
    const ref = makeRef();
    send(friend, { kind: 'status', text: status, from: self(), ref });
    const ack = await receive({ kind: 'ack', ref }, 5_000);
    if (ack === timeout) failed.push(friend);
  }
  return { delivered: friends.length - failed.length, failed };
}
