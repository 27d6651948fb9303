/** What runs as `votes`: counts ballots, as many as one core can, and answers for what a majority holds. */
import { makeRef, node, now, receive, self, send, spawn, timeout, work, type Pid } from 'nines';
import type { Batch } from './ballots.ts';
import type { Ask, Heard } from './group.ts';
import { enter, leave } from './regulating.ts';
import { ballotSharing, isOnce } from './setup.ts';
import { noteRefusal } from './telling.ts';

/** Votes that came together, for which this machine is asked. */
export interface Ballot {
  readonly kind: 'ballot';
  readonly id: number;
  readonly from: Pid;
  readonly votes: readonly number[];
  readonly deadline: number;
}

/** Checking one premium text message and its bill. */
const voteMs = 6;
const groupMs = 300;

const group = { leader: 'vote-1', epoch: 0 };

type Message = Ballot | { readonly kind: 'view'; readonly leader: string; readonly epoch: number };

export async function votes(): Promise<void> {
  for (;;) {
    const message = await receive<Message>();
    if (message.kind === 'ballot') spawn(count, message);
    else if (message.epoch > group.epoch) {
      group.leader = message.leader;
      group.epoch = message.epoch;
    }
  }
}

async function count({ id, from, votes: cast, deadline }: Ballot): Promise<void> {
  const answer = (result: 'ok' | 'rejected' | 'unknown'): void =>
    send(from, { kind: 'counted', id, result });
  const place = await enter('vote', deadline - cast.length * voteMs);
  if (place === null) {
    noteRefusal();
    answer('rejected');
    return;
  }
  await work(cast.length * voteMs);
  answer(await decide(cast, deadline));
  leave(place);
}

/** Has the group write the votes down: the same batch under the same name, as often as it takes. */
async function decide(cast: readonly number[], deadline: number): Promise<'ok' | 'unknown'> {
  let id = nameOf();
  const op: Batch = { kind: 'count', votes: cast, once: isOnce('sms.vote') };
  const alone = ballotSharing !== 'majority';
  const isMine = (message: unknown): message is Heard => (message as { id?: unknown }).id === id;
  while (now() < deadline) {
    const ask: Ask = { kind: 'ask', id, to: self(), op };
    const to = alone ? node() : group.leader;
    send({ name: 'group', node: to }, ask);
    const heard = await receive(isMine, Math.min(groupMs, Math.max(0, deadline - now())));
    if (heard === timeout) {
      // Under its own name the group knows a batch that is asked for again; without that it is another one.
      if (!op.once) id = nameOf();
      continue;
    }
    if (heard.kind === 'heard') return 'ok';
    // Between two leaders: not at once again.
    await receive(isMine, 40);
  }
  return 'unknown';
}

function nameOf(): string {
  return `${node()} ${makeRef().id}`;
}
