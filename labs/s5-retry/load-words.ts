/** The words of the finale and of the crash, where much happens to many at once. */
import { field, type Struck, type Telling } from '#grader/index.ts';
import { argOf } from './effects.ts';
import { shortName } from './names.ts';
import { words } from './words.ts';

/** In the finale a vote is told by its attempts, and by when the ledger gets round to it. */
export const finaleWords: Telling = {
  ...words,
  effects: [
    {
      name: 'begun',
      like: { kind: 'begun' },
      // Short of what must be told: how often it does so differs from seed to seed.
      weight: 7.9,
      say: (_, operation) =>
        `The ledger begins to work on ${operation === undefined ? 'a vote' : shortName(operation)}`,
    },
    {
      name: 'tallied',
      like: { kind: 'tallied' },
      weight: 5,
      say: (_, operation) =>
        `The vote for “${operation === undefined ? '' : argOf(operation, 'choice')}” is counted`,
    },
  ],
  fault: brownOut,
};

/** In the crash it is told who was interrupted, and when each one tries again: what the shops do with it is no matter. */
export const crashWords: Telling = {
  ...words,
  messages: words.messages
    .filter(({ name }) => /^(placeOrder|sendVote) request$/.test(name))
    .map((phrase) => ({ ...phrase, weight: 8.5 })),
  effects: [],
  fault: inOneHand,
};

function brownOut({ fault, phase }: Struck): string | undefined {
  if (fault.kind !== 'signal') return undefined;
  const count = String(field(phase === 'begins' ? fault.message : fault.after, 'count'));
  return phase === 'begins'
    ? `The ledger browns out: each shop has only ${count} lines to it`
    : `The brown-out is over: each shop has ${count} lines again`;
}

function inOneHand({ fault, nodes, phase }: Struck): string | null | undefined {
  // When it would have gone on had it not crashed is no matter, and when it is back neither.
  if (phase !== 'begins') return null;
  const shop = nodes.join(' and ');
  if (fault.kind === 'hang') return `${shop} stands still, and all requests go to it`;
  return fault.kind === 'crash' ? `${shop} crashes with 300 requests in its hands` : undefined;
}
