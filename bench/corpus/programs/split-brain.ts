/** A standby takes over when it hears nothing of the leader, who is alive on the other side of a partition. */
import { call, receive, reply, sleep, spawn, now, type Call } from 'nines';
import { observe } from 'nines/world';
import type { Twin } from './clients.ts';

const beatMs = 100;
const silenceMs = 400;
/** A leader that has not heard from a majority for so long steps down; shorter than the silence. */
const leaseMs = 250;

interface Member extends Twin {
  readonly name: string;
  readonly peers: readonly string[];
  readonly leads: boolean;
}

export async function member(self: Member): Promise<void> {
  spawn(answer, null, { name: 'answer' });
  let leads = self.leads;
  let silentSince = now();
  let contactAt = now();
  for (;;) {
    await sleep(beatMs);
    const answers = new Map<string, string>();
    for (const peer of self.peers) {
      const result = await call<string>(
        { name: 'answer', node: peer },
        leads ? 'lead' : 'beat',
        50,
      );
      if (result.kind === 'ok') answers.set(peer, result.value);
    }
    if (leads) {
      if (answers.size > 0) contactAt = now();
      // A leader knows of itself and needs one more of three.
      if (self.fixed && now() - contactAt > leaseMs) leads = false;
    } else {
      // The mistake: silence of the leader alone is enough, whoever else is silent too.
      const isSilent = self.fixed
        ? answers.size > 0 && [...answers.values()].every((state) => state === 'leaderless')
        : !answers.has('n-1');
      if (!isSilent || self.name !== 'n-2') silentSince = now();
      else if (now() - silentSince > silenceMs) leads = true;
    }
    if (leads) observe({ kind: 'leads', node: self.name });
  }
}

/** Says whether this node has heard from a leader of late. */
async function answer(): Promise<void> {
  let leaderAt = now();
  for (;;) {
    const { from, request } = await receive<Call<string>>();
    if (request === 'lead') leaderAt = now();
    reply(from, now() - leaderAt > silenceMs ? 'leaderless' : 'led');
  }
}
