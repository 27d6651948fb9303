/** Waits until a majority has something on its disks. */
import { call, receive, self, send, spawn, type Pid } from 'nines';
import type { Keep, News } from './messages.ts';
import { peersOf } from './own.ts';
import { majorityOf, type Sharing } from './setup.ts';

/** For so long the others are waited for. */
const keepMs = 2_000;

/** Comes back when a majority of the members, this shop among them, has the news; never if it does not get there. */
export async function untilKept(sharing: Sharing, news: News): Promise<void> {
  const waiter = self();
  for (const peer of peersOf(sharing)) spawn(askToKeep, { peer, news, waiter });
  for (let kept = 1; kept < majorityOf(sharing.members); kept += 1) await receive('kept');
}

async function askToKeep({
  peer,
  news,
  waiter,
}: {
  readonly peer: string;
  readonly news: News;
  readonly waiter: Pid;
}): Promise<void> {
  const request: Keep = { kind: 'keep', news };
  const outcome = await call({ name: 'shop', node: peer }, request, keepMs);
  if (outcome.kind === 'ok') send(waiter, 'kept');
}
