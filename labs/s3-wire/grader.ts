/** The grader of "The wire through the DMZ": the table, an examination of the codec, and seven worlds a seed. */
import { defineLab, invariant, seeds, world } from '#grader/index.ts';
import { badFrameChecks, forbiddenChecks } from './door-checks.ts';
import { orderChecks, releaseChecks, rollOverChecks, standstillChecks } from './line-checks.ts';
import { bulkChecks, unreadChecks } from './load-checks.ts';
import { codecExam } from './codec-exam.ts';
import {
  badFrames,
  bulk,
  forbidden,
  outOfOrder,
  releases,
  rollOver,
  standstill,
  unread,
} from './scenarios.ts';
import { words } from './words.ts';

/** Cause -> title of a breach of W-2; without an entry something went on listening. */
const badFrameTitles: { readonly [cause: string]: string } = {
  'ended early': 'A line that ended before anything was wrong',
  'ended early: crashed': 'A heartbeat that killed',
  'kept a line that is gone': 'Nobody at the other end',
  'took others along': 'One bad frame, many victims',
};

/** Cause -> title of a breach of W-5; without an entry the line was given up. */
const exportTitles: { readonly [cause: string]: string } = {
  'behind the bulk': 'Behind a lorry',
  'channel died': 'A channel that died in the middle',
  'export refused': 'No export',
  'export stopped': 'The export that stopped',
  'export not whole': 'Not what was exported',
};

export const grader = defineLab({
  id: 's3-wire',
  seeds: { run: [1, 2, 3], grade: seeds(101, 125) },
  cut: { codes: ['W-1', 'W-2'] },
  needs: {
    'codec.ts': ['encode', 'Decoder'],
    'channel.ts': ['channel', 'request'],
    'edges.ts': ['edges'],
  },
  invariants: [
    invariant({
      code: 'W-1',
      sentence: 'What is decoded is what was sent, however the network cuts it',
      bound: '0 errors',
      title: ({ cause }) =>
        cause === 'format' ? 'A language that nobody else speaks' : 'Half a frame',
      hint: 1,
    }),
    invariant({
      code: 'W-2',
      sentence: 'A bad frame ends its own connection at once, and nothing else',
      bound: '≤ 10 ms; ≤ 1 MiB taken in',
      title: ({ cause }) => badFrameTitles[cause] ?? 'A frame that never ends',
      hint: 2,
    }),
    invariant({
      code: 'W-3',
      sentence: 'Only what the table names is done, whoever asks',
      bound: '0 executed; forbidden every time',
      title: ({ cause }) =>
        cause === 'a connected node commands'
          ? 'The whole cluster behind one door'
          : 'Not on the list',
      hint: 3,
    }),
    invariant({
      code: 'W-4',
      sentence: 'A peer that says nothing is noticed, and what was sent to it is unknown',
      bound: '≤ 4.5 s; no wait > 5 s; redials ≥ 200 ms apart; ≥ 99 % ok from t = 25 s',
      title: ({ cause }) =>
        cause === 'told not done, done'
          ? 'Told no, and done'
          : 'A line that is dead and looks alive',
      hint: 2,
    }),
    invariant({
      code: 'W-5',
      sentence: 'An export delays nobody and kills no connection',
      bound: 'p99 ≤ 60 ms; 0 false alarms',
      title: ({ cause }) => exportTitles[cause] ?? 'Declared dead in the middle of an export',
      hint: 2,
    }),
    invariant({
      code: 'W-6',
      sentence: 'Who cannot send takes nothing on, and says so at once',
      bound: '≤ 512 kB; busy ≤ 20 ms',
      title: ({ cause }) =>
        cause === 'late no' ? 'A no that came late' : 'A buffer without an end',
      hint: 3,
    }),
    invariant({
      code: 'W-7',
      sentence: 'Each answer goes to whoever asked, and what is late is dropped',
      bound: '0 foreign replies; unknown at the deadline',
      title: ({ cause }) =>
        cause === 'foreign reply' ? 'Somebody else’s price' : 'An answer out of time',
      hint: 2,
    }),
    invariant({
      code: 'W-8',
      sentence: 'Releases 1, 2 and 3 understand each other',
      bound: '0 failed requests',
      title: 'Refused in the middle of an upgrade',
      hint: 3,
    }),
    invariant({
      code: 'W-9',
      sentence: 'A certificate is renewed, and no request is lost',
      bound: '0 failed requests',
      title: 'Lost with the old line',
      hint: 3,
      stretch: true,
    }),
  ],
  sheet: [
    codecExam,
    world({ id: 'bad frames', scenario: badFrames, checks: badFrameChecks, crashes: 'allowed' }),
    world({ id: 'forbidden', scenario: forbidden, checks: forbiddenChecks, crashes: 'allowed' }),
    world({ id: 'out of order', scenario: outOfOrder, checks: orderChecks }),
    world({ id: 'standstill', scenario: standstill, checks: standstillChecks }),
    world({ id: 'releases', scenario: releases, checks: releaseChecks }),
    world({
      id: 'roll-over',
      scenario: rollOver,
      checks: rollOverChecks,
      crashes: 'allowed',
      // A goal beyond: as often as it takes to believe it.
      seeds: { run: 1, grade: 10 },
    }),
    world({ id: 'unread', scenario: unread, checks: unreadChecks }),
    world({
      id: 'an export',
      // Twenty megabytes: as much work as all the others together.
      seeds: { run: 1, grade: 3 },
      scenario: bulk,
      checks: bulkChecks,
      order: ['W-5', 'W-6'],
    }),
  ],
  tell: words,
});
