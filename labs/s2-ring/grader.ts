/** The grader of "Ring, islands and a moving cart": the table, the ring on paper, five worlds, and the links on paper. */
import { defineLab, invariant, seeds, world, type Check } from '#grader/index.ts';
import { kept, sameRings, served, servedAgain, servedInSilence, shownRings } from './checks.ts';
import { islands } from './links-exam.ts';
import { racks } from './racks-exam.ts';
import { paper } from './ring-exam.ts';
import { crashing, joining, leaving, silent, twins } from './run-sheet.ts';
import { fewAtOnce, movedInTime } from './transfer-checks.ts';
import { words } from './words.ts';

/** What is asked of each evening on which vnodes move. */
const whileMoving: readonly Check[] = [
  sameRings,
  shownRings,
  served,
  ...kept,
  fewAtOnce,
  movedInTime,
];

export const grader = defineLab({
  id: 's2-ring',
  seeds: { run: [1, 2, 3], grade: seeds(101, 110) },
  needs: {
    'ring.ts': ['claim', 'preflist', 'plan'],
    'router.ts': ['vnodeManager', 'ask'],
    'topology.ts': ['links'],
  },
  invariants: [
    invariant({
      code: 'R-1',
      sentence: 'From the same members and the same ring before, every node claims the same ring',
      bound: 'exactly',
      title: ({ cause }) =>
        cause === 'of its own mind'
          ? 'Two rings from one list'
          : cause === 'no ring' || cause === 'not shown'
            ? 'No ring at all'
            : 'The second news came first',
      hint: ({ cause }) => (cause === 'of its own mind' ? 2 : 3),
    }),
    invariant({
      code: 'R-2',
      sentence: 'All nodes own the same number of partitions, give or take one',
      bound: '⌊64/N⌋ or ⌈64/N⌉',
      title: 'Some own more than others',
      hint: 2,
    }),
    invariant({
      code: 'R-3',
      sentence:
        'Any three neighbours on the ring, and the three copies of a key, are on three nodes',
      bound: 'always',
      title: ({ cause }) =>
        cause === 'neighbours' ? 'Two copies under one roof' : 'A list that names a node twice',
      hint: 2,
    }),
    invariant({
      code: 'R-4',
      sentence: 'A join or a leave moves little more than its fair share',
      bound: 'fair share + 2 on a join, + 4 on a leave',
      title: ({ cause }) =>
        cause === 'sessions move'
          ? 'The sessions move, the ring stays'
          : cause === 'partitions move'
            ? 'Everything moves'
            : 'The plan is not what moves',
      hint: 1,
    }),
    invariant({
      code: 'R-5',
      sentence: 'Gets and puts are answered, whoever moves or falls silent',
      bound: '100 % once a silent node is found out; ≥ 97 % while members change',
      title: 'Nobody serves',
      hint: 3,
    }),
    invariant({
      code: 'R-6',
      sentence: 'No session is missing and no acknowledged put is lost while vnodes move',
      bound: '0; 0',
      title: ({ cause }) =>
        cause === 'not found'
          ? 'A session without an owner'
          : cause === 'not found any more'
            ? 'Asked where it was once'
            : cause === 'empty shelf'
              ? 'An empty shelf that answers'
              : cause === 'one copy'
                ? 'Acknowledged by one copy'
                : 'Put on the old shelf',
      hint: 3,
    }),
    invariant({
      code: 'R-7',
      sentence: 'At most two transfers go into a node at once, and all are over in time',
      bound: '≤ 2; ≤ 20 s',
      title: ({ cause }) =>
        cause === 'too many at once' ? 'All at once' : 'The vnodes that stayed behind',
      hint: 3,
    }),
    invariant({
      code: 'R-8',
      sentence: 'Three neighbours stand in three racks, or it is said that they cannot',
      bound: 'always, or it is said',
      title: 'Three copies, one fuse',
      hint: 2,
      stretch: true,
    }),
    invariant({
      code: 'T-1',
      sentence: 'The plan for 120 nodes has few links',
      bound: '≤ 2,400',
      title: 'Everybody talks to everybody',
      hint: 1,
    }),
    invariant({
      code: 'T-2',
      sentence: 'A front-end reaches every service, and any two nodes may be lost',
      bound: '≤ 3 hops; connected',
      title: 'Cut off',
      hint: 1,
    }),
  ],
  cut: { codes: ['R-1', 'R-2', 'R-3', 'R-4'], items: ['the ring on paper'] },
  sheet: [
    paper,
    world({
      id: 'a fifth shop',
      scenario: joining,
      checks: whileMoving,
    }),
    world({
      id: 'a crash in mid-transfer',
      scenario: crashing,
      checks: whileMoving,
    }),
    world({
      id: 'two at once',
      scenario: twins,
      checks: whileMoving,
    }),
    world({
      id: 'one leaves',
      scenario: leaving,
      checks: whileMoving,
    }),
    world({
      id: 'one falls silent',
      scenario: silent,
      checks: [servedInSilence, servedAgain, ...kept],
    }),
    islands,
    racks,
  ],
  tell: words,
});
