/** Ada's friends: most are well, some are slow, some have gone, and some cannot bear a status update. */
import { receive, send, sendAfter, work } from 'nines';
import type { ToFriend } from './types.ts';

export type Health = 'well' | 'drowsy' | 'slow' | 'gone' | 'frail';

/** How long those on slow phones take to answer. */
const delaysMs: { readonly [health: string]: number } = { drowsy: 300, slow: 2_000 };

/** Takes status updates for as long as it lives. */
export async function friend({ name, health }: { name: string; health: Health }): Promise<void> {
  if (health === 'gone') return;
  for (;;) {
    const { text, from, ref } = await receive<ToFriend>();
    if (health === 'frail') throw new Error('cannot show this');
    send('screens', { name, text });
    const delayMs = delaysMs[health];
    if (delayMs !== undefined) {
      sendAfter(delayMs, from, { kind: 'ack', ref });
    } else {
      await work(1);
      send(from, { kind: 'ack', ref });
    }
  }
}
