/** Ada's friends: most are well, some are slow, some have gone, and some cannot bear a status update. */
import { receive, send, sendAfter, work } from 'nines';
import type { ToFriend } from './types.ts';

export type Health = 'well' | 'slow' | 'gone' | 'frail';

/** How long a slow friend takes to answer. */
const slowMs = 2_000;

/** Takes status updates for as long as it lives. */
export async function friend({ name, health }: { name: string; health: Health }): Promise<void> {
  if (health === 'gone') return;
  for (;;) {
    const { text, from, ref } = await receive<ToFriend>();
    if (health === 'frail') throw new Error('cannot show this');
    send('screens', { name, text });
    if (health === 'slow') {
      sendAfter(slowMs, from, { kind: 'ack', ref });
    } else {
      await work(1);
      send(from, { kind: 'ack', ref });
    }
  }
}
