/**
 * A writer tries to swap a version that a rival changes in each round, and gives up after so many rounds as if it had
 * succeeded. Whether it is late is decided by who of the two gets the first turn in a round.
 */
import { receive, send, sleep, type Pid, self } from 'nines';
import { observe } from 'nines/world';
import type { Twin } from './clients.ts';

interface Arrival {
  readonly from: Pid;
  readonly isWriter: boolean;
}

/** Whoever's message comes first in a round wins it. */
export async function register({
  rounds,
  fixed,
}: Twin & { readonly rounds: number }): Promise<void> {
  let losses = 0;
  for (let round = 0; round < rounds; round++) {
    const first = await receive<Arrival>();
    const second = await receive<Arrival>();
    if (!first.isWriter) losses += 1;
    observe({ kind: 'lost', losses, of: rounds });
    send(first.from, 'next');
    send(second.from, 'next');
  }
  // The mistake: the writer that has lost every round is told the same as one that has won.
  if (losses === rounds) observe({ kind: fixed ? 'refused' : 'lostWrite', losses });
}

export async function contender({ isWriter }: { readonly isWriter: boolean }): Promise<void> {
  await sleep(1);
  for (;;) {
    send('register', { from: self(), isWriter });
    await receive('next');
  }
}
