/** The grader of "Two books": the table, and the campaign that attacks it. */
import { defineLab, invariant, seeds, world } from '#grader/index.ts';
import { campaign } from './campaign.ts';
import { checks } from './checks.ts';
import { finale } from './finale.ts';
import { crashWorld } from './crash.ts';
import { crashChecks, finaleChecks } from './load-checks.ts';
import { crashWords, finaleWords } from './load-words.ts';
import { words } from './words.ts';

export const grader = defineLab({
  id: 's5-retry',
  seeds: { run: [1, 2, 3], grade: seeds(101, 125) },
  // Twenty minutes: what loses messages and machines, and not what is late, forged or busy.
  cut: { codes: ['E-1', 'E-2', 'E-3'], faults: ['F1', 'F2', 'F3', 'F4a', 'F4b', 'F4c', 'F4d'] },
  needs: {
    'client.ts': ['placeOrder', 'sendVote', 'sendChat', 'notify'],
    'server.ts': ['orderServer', 'voteServer', 'chatServer', 'inbox'],
    'reconcile.ts': ['reconciler'],
  },
  invariants: [
    invariant({
      code: 'E-1',
      sentence: 'An order is charged at most once and shipped at most once',
      bound: '≤ 1 each',
      title: ({ cause }) =>
        cause.startsWith('charged') ? 'Two charges for one order' : 'Two books for one order',
      hint: 2,
    }),
    invariant({
      code: 'E-2',
      sentence: 'Who is told ok pays once and gets one parcel, and nearly everybody is told ok',
      bound: 'within 30 s; ≥ 95 % told ok',
      title: ({ cause }) =>
        cause.endsWith('key of another order')
          ? 'Two orders under one key'
          : cause.startsWith('never')
            ? `Told ok, ${cause}`
            : cause === 'given up early'
              ? 'Orders are given up while there is time'
              : 'Too many customers are turned away',
      hint: ({ cause }) => (cause.startsWith('never') ? 3 : 2),
    }),
    invariant({
      code: 'E-3',
      sentence:
        'Who is told an error is not charged, few are told unknown, and what is unknown is settled',
      bound: 'none charged; ≤ 5 % unknown; settled after 60 s',
      title: ({ cause }) =>
        cause === 'told an error, charged' ? 'Told no, and charged' : `Left open: ${cause}`,
      hint: ({ cause }) => (cause === 'told an error, charged' ? 1 : 3),
    }),
    invariant({
      code: 'E-4',
      sentence: 'A text that was acknowledged is on the reader’s screen, and hardly ever twice',
      bound: '100 % delivered; ≤ 2 % twice',
      title: ({ cause }) =>
        cause === 'shown twice' ? 'The same text again and again' : 'Acknowledged, never shown',
      hint: ({ cause }) => (cause === 'shown twice' ? 2 : 1),
    }),
    invariant({
      code: 'E-5',
      sentence: 'A notice costs one message and reaches a phone at most once',
      bound: 'exactly 1 sent; ≤ 1 delivered',
      title: 'More than one message for a notice',
      hint: 1,
    }),
    invariant({
      code: 'E-6',
      sentence: 'A known key with another payload is refused, and a vote counts once',
      bound: 'id_conflict; exactly 1',
      title: ({ cause }) =>
        cause.startsWith('forgery') ? 'A forger is believed' : `A paid vote is ${cause}`,
      hint: ({ cause }) => (cause === 'missing' ? 1 : 2),
    }),
    invariant({
      code: 'E-7',
      sentence: 'A brown-out is not made worse by retries, and is over when it is over',
      bound: '≤ 1.30 attempts per vote; ≥ 90 % told ok 5 s later',
      title: ({ cause }) =>
        cause.startsWith('amplified')
          ? 'Retries on top of a brown-out'
          : cause === 'work for nobody'
            ? 'Work for people who have left'
            : cause === 'idle lines'
              ? 'Lines to the ledger that nobody uses'
              : 'A brown-out that does not end',
      hint: ({ cause }) => (cause === 'too few in time' ? 3 : 2),
    }),
    invariant({
      code: 'E-8',
      sentence: 'What a crash interrupts is tried again, and not all in the same instant',
      bound: '≥ 270 of 300 sent again; ≤ 35 % within 20 ms',
      title: ({ cause }) => (cause === 'all at once' ? 'A herd of retries' : 'Nobody asks again'),
      hint: 2,
    }),
    invariant({
      code: 'E-9',
      sentence: 'Nobody waits longer than two seconds for an answer',
      bound: '≤ 2,000 ms',
      title: 'A customer waits and waits',
      hint: 1,
    }),
    invariant({
      code: 'E-10',
      sentence: 'In the brown-out, the ledger works for answers that come in time',
      bound: '≥ 45 % of the votes told ok, with room for 75 %',
      title: 'A queue that is just long enough to be useless',
      hint: 2,
      stretch: true,
    }),
  ],
  // A learner works through the table from the top, so the first broken row is the verdict, not the first to break.
  primary: ['E-1', 'E-2', 'E-3', 'E-4', 'E-5', 'E-6', 'E-7', 'E-8', 'E-9'],
  sheet: [
    world({
      id: 'campaign',
      scenario: campaign,
      wire: {
        orders: { from: 'web-*', to: 'shop-*', body: { fn: 'placeOrder' } },
        parcels: { from: 'shop-*', to: 'warehouse', body: { op: 'ship' } },
        notices: { from: 'web-*', to: 'shop-*', body: { fn: 'notify' } },
      },
      checks,
    }),
    world({
      id: 'finale',
      seeds: { run: 1, grade: 3 },
      scenario: finale,
      dear: true,
      wire: {
        requests: { from: 'web-*', to: 'shop-*', body: { fn: 'sendVote' } },
        work: { from: 'shop-*', to: 'ledger', body: { op: 'putIfAbsent' } },
        worked: { from: 'ledger', to: 'shop-*', carrier: 'reply' },
      },
      checks: finaleChecks,
      tell: finaleWords,
    }),
    world({
      id: 'crash',
      seeds: { run: 1, grade: 5 },
      scenario: crashWorld,
      wire: { requests: { from: 'web-*', to: 'shop-*', carrier: 'call' } },
      checks: crashChecks,
      tell: crashWords,
    }),
  ],
  tell: words,
});
