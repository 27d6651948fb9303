/** The grader of "Contracts for the check-out": the table, and a world for each attack. */
import { defineLab, invariant, seeds, world } from '#grader/index.ts';
import { compatible, expires, rebuilt, snapshot, total } from './checks.ts';
import { owners } from './model-checks.ts';
import { versionOneKept } from './contract-checks.ts';
import { money } from './money-checks.ts';
import { hedging, messages, patience, weight, wire } from './traffic-checks.ts';
import { moneyWords, parcelWords, trafficWords, versionWords, words } from './words.ts';
import {
  fuzz,
  moving,
  rebuild,
  repricing,
  rolling,
  sellOut,
  sizesWorld,
  stale,
  stalls,
} from './worlds.ts';

/** What is wrong with a model, by its cause. */
const ownerTitles: ReadonlyMap<string, string> = new Map([
  ['two owners', 'Two owners'],
  ['no owner', 'No owner'],
  ['wrong owner', 'An owner who is none'],
  ['no snapshot', 'Nothing kept as evidence'],
  ['copy unsaid', 'A copy that nobody owns up to'],
]);

export const grader = defineLab({
  id: 's4-api',
  seeds: { run: [1, 2, 3], grade: seeds(101, 110) },
  needs: {
    'api.ts': ['contract', 'read', 'write'],
    'checkout.ts': ['quote', 'confirm'],
    'view.ts': ['stockView'],
    'model.ts': ['model'],
    'decisions.ts': ['decisions'],
  },
  invariants: [
    invariant({
      code: 'I-1',
      sentence: 'A check-out takes a constant number of messages, however full the basket is',
      bound: '≤ 8 messages',
      title: ({ cause }) =>
        cause === 'one after the other' ? 'One after the other' : 'One question for each item',
      hint: 1,
    }),
    invariant({
      code: 'I-2',
      sentence: 'A quote is there in time and carries what the page needs, and no more',
      bound: 'p99 ≤ 60 ms; ≤ 4 kB + 150 B per item',
      title: ({ cause }) =>
        cause === 'too heavy' ? 'A quote that weighs too much' : 'A page that does not come',
      hint: 2,
    }),
    invariant({
      code: 'I-3',
      sentence: 'What is charged and sold is what the owner says, and every no has its cause',
      bound: '100 %',
      title: ({ cause }) =>
        cause === 'charged a copy'
          ? 'Charged at yesterday’s price'
          : cause === 'sold what is not there'
            ? 'Sold, and not there'
            : 'An answer that is not true',
      hint: ({ cause }) => (cause === 'charged a copy' ? 2 : 3),
    }),
    invariant({
      code: 'I-4',
      sentence: 'A view that starts anew says what its owner says',
      bound: '≤ 2 s; 0 wrong rows',
      title: ({ cause }) =>
        cause.startsWith('wrong') ? 'A view that missed the news' : 'A view that forgot everything',
      hint: ({ cause }) => (cause.startsWith('wrong') ? 3 : 2),
    }),
    invariant({
      code: 'I-5',
      sentence: 'While versions 1 and 2 run side by side, nothing fails and nothing is misread',
      bound: '0 requests',
      title: ({ cause }) =>
        cause === 'misread'
          ? 'A price of nothing'
          : cause === 'wish lost'
            ? 'A wish that got lost'
            : cause === 'version 1 rewritten'
              ? 'Yesterday, rewritten'
              : 'Two versions that do not get on',
      hint: 2,
    }),
    invariant({
      code: 'I-6',
      sentence: 'Whatever is asked, the answer is one of the closed set, and no process dies of it',
      bound: '0 deaths; 0 other answers',
      title: ({ cause }) =>
        cause === 'died'
          ? 'Killed by a question'
          : cause === 'not refused'
            ? 'A basket that is none'
            : 'An answer nobody expects',
      hint: 2,
    }),
    invariant({
      code: 'I-7',
      sentence: 'An order keeps the address that it was placed with',
      bound: 'unchanged',
      title: 'A parcel for the new house',
      hint: 2,
    }),
    invariant({
      code: 'I-8',
      sentence: 'Each field has one owner, and a copy ends before it lies',
      bound: '1 owner; view ≤ 2 s old',
      title: ({ cause }) => ownerTitles.get(cause ?? '') ?? 'A copy that does not end',
      hint: 2,
    }),
    invariant({
      code: 'I-9',
      sentence: 'One late answer in fifty does not show on the page, and costs little more',
      bound: 'p99 ≤ 40 ms; ≤ 6 % extra requests',
      title: 'Waiting for the slowest',
      hint: 3,
      stretch: true,
    }),
  ],
  cut: { codes: ['I-8'] },
  sheet: [
    world({
      id: 'A1 sizes',
      scenario: sizesWorld,
      wire,
      checks: [messages, weight, ...patience],
      order: ['I-1', 'I-2'],
      tell: trafficWords,
    }),
    world({
      id: 'A2 prices change',
      scenario: repricing,
      checks: [money('I-3', 'new prices')],
      tell: moneyWords,
    }),
    world({
      id: 'A3 sold out',
      scenario: sellOut,
      checks: [money('I-3', 'sold out')],
      tell: moneyWords,
    }),
    world({ id: 'A4 discover restarts', scenario: rebuild, checks: [rebuilt] }),
    world({
      id: 'A5 two versions',
      scenario: rolling,
      checks: [compatible],
      tell: versionWords,
    }),
    versionOneKept,
    world({ id: 'A6 odd requests', scenario: fuzz, checks: [total] }),
    world({
      id: 'A7 customers move',
      scenario: moving,
      checks: [snapshot],
      tell: parcelWords,
    }),
    world({ id: 'A8 stale copies', scenario: stale, checks: [money('I-8', 'charges'), expires] }),
    world({
      id: 'A9 late answers',
      seeds: { run: 1, grade: 5 },
      scenario: stalls,
      wire,
      checks: hedging,
    }),
    owners,
  ],
  tell: words,
});
