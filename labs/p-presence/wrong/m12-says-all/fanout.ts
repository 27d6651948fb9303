/** One status for many friends, at once. */
import { makeRef, self, send, type Pid } from 'nines';
import type { Published } from './types.ts';

/** Tells every friend. Sending takes no time, so this is back at once. */
export async function publish(
  friends: Pid[],
  status: string,
  _limitMs: number,
): Promise<Published> {
  for (const friend of friends) {
    send(friend, { kind: 'status', text: status, from: self(), ref: makeRef() });
  }
  return { delivered: friends.length, failed: [] };
}
