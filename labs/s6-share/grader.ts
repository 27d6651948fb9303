/** The grader of "The book, the train set and the partition": the table, and a world for each attack. */
import { defineLab, invariant, seeds, world } from '#grader/index.ts';
import { availableCarts, checkedOut, converged, healed, survived } from './cart-checks.ts';
import { cycling, laws } from './cart-exam.ts';
import { lossyCarts, partitioned, restarted, twoClocks } from './cart-worlds.ts';
import { fenced, split as splitChecks } from './order-checks.ts';
import { deposed, split } from './order-worlds.ts';
import { quantities } from './quantity-exam.ts';
import { copies, knownElsewhere } from './session-checks.ts';
import { calm, crashed, wire } from './session-worlds.ts';
import { words } from './words.ts';

/** The long worlds run for one public seed and for half of those that count; a seed of them costs 30 to 50 ms. */
const few = { run: 1, grade: 5 } as const;

export const grader = defineLab({
  id: 's6-share',
  seeds: { run: [1, 2, 3], grade: seeds(101, 110) },
  needs: {
    'cart.ts': ['empty', 'add', 'remove', 'merge', 'value', 'encode'],
    'policy.ts': ['policy'],
    'replicate.ts': ['replicator'],
    'orderlog.ts': ['orderGroup'],
    'decisions.ts': ['decisions'],
  },
  invariants: [
    invariant({
      code: 'D-1',
      sentence: 'A session opened a second before its node dies is known on another node',
      bound: '≥ 99.9 %',
      title: 'Please log in again',
      hint: 1,
    }),
    invariant({
      code: 'D-2',
      sentence: 'A node dies, and the check-out has what was put in before and after',
      bound: '{book, train set}',
      title: 'Only one of the two',
      hint: 1,
    }),
    invariant({
      code: 'D-3',
      sentence: 'After a partition what was removed is out, and what was added again is in',
      bound: '0 resurrections; 0 losses',
      title: ({ cause }) =>
        cause === 'resurfaced'
          ? 'The book that came back'
          : cause === 'not added again'
            ? 'Removed once, removed for ever'
            : 'Lost in the merge',
      hint: ({ cause }) => (cause === 'not added again' ? 2 : 1),
    }),
    invariant({
      code: 'D-4',
      sentence: 'A cart takes every change on both sides of a partition, at once',
      bound: '100 %; p99 ≤ 50 ms',
      title: ({ cause }) =>
        cause === 'refused' ? 'A cart that says no' : 'A cart that takes its time',
      hint: 1,
    }),
    invariant({
      code: 'D-5',
      sentence: 'The last copy is sold once',
      bound: '≤ 1',
      title: 'Two buyers, one copy',
      hint: 3,
    }),
    invariant({
      code: 'D-6',
      sentence: 'In a partition the majority sells, and the minority says that it cannot',
      bound: '≥ 99 %, p99 ≤ 100 ms; 0 accepted, refused in 1 s',
      title: ({ cause }) =>
        cause === 'nothing sold'
          ? 'Nobody sells'
          : cause === 'accepted by a minority'
            ? 'Sold by one of three'
            : 'An order that waits',
      hint: 3,
    }),
    invariant({
      code: 'D-7',
      sentence: 'Under loss, duplication and reordering all copies become equal, and add wins',
      bound: '≤ 4 s after the last change',
      title: ({ cause }) =>
        cause === 'lost'
          ? 'Added, and gone'
          : cause === 'resurfaced'
            ? 'Removed, and back'
            : 'Three copies, two opinions',
      hint: 2,
    }),
    invariant({
      code: 'D-8',
      sentence: 'merge is commutative, associative and idempotent, and leaves its arguments alone',
      bound: 'always',
      title: ({ cause }) =>
        cause === 'argument changed' ? 'A merge that writes' : 'It depends on who merges',
      hint: 2,
    }),
    invariant({
      code: 'D-9',
      sentence: 'A cart stays small, however often the customer has a change of mind',
      bound: '≤ 1 kB after 1,000 cycles',
      title: 'It remembers everything',
      hint: 2,
    }),
    invariant({
      code: 'D-10',
      sentence: 'Presence is not copied, and a session is on two nodes',
      bound: '0 bytes; exactly 2',
      title: ({ cause }) =>
        cause === 'presence replicated'
          ? 'Copied, and worth nothing'
          : 'Not the copies that were decided',
      hint: 1,
    }),
    invariant({
      code: 'D-11',
      sentence: 'A node that restarts with an empty memory loses no add',
      bound: '0',
      title: ({ cause }) =>
        cause.startsWith('new add')
          ? 'New, and taken for old'
          : 'An empty node that wipes the others',
      hint: 3,
    }),
    invariant({
      code: 'D-12',
      sentence: 'A leader who has been replaced sells nothing more',
      bound: '0 accepted',
      title: 'The leader who came back',
      hint: 3,
    }),
    invariant({
      code: 'D-13',
      sentence: 'Each add is one copy more, on whatever device, and `quantity` counts them',
      bound: 'exactly',
      title: 'One and one is one',
      hint: 3,
      stretch: true,
    }),
  ],
  cut: {
    codes: ['D-2', 'D-3', 'D-8', 'D-9'],
  },
  sheet: [
    world({ id: 'Sa a node dies', seeds: few, scenario: crashed, checks: [knownElsewhere] }),
    world({ id: 'Sb two clocks', scenario: twoClocks, checks: [checkedOut] }),
    world({
      id: 'Sc a removal behind the cut',
      scenario: partitioned(false),
      checks: [...availableCarts, healed],
    }),
    world({
      id: 'Sc a removal, and added again',
      scenario: partitioned(true),
      checks: [...availableCarts, healed],
    }),
    world({
      id: 'Sd the last copy',
      seeds: few,
      scenario: split,
      checks: splitChecks,
      order: ['D-5', 'D-6'],
    }),
    world({ id: 'Se a lossy network', seeds: few, scenario: lossyCarts, checks: [converged] }),
    cycling,
    world({ id: 'Sg a calm day', seeds: few, scenario: calm, wire, checks: copies }),
    world({ id: 'Sh an empty restart', seeds: few, scenario: restarted, checks: [survived] }),
    world({ id: 'Si the leader hangs', seeds: few, scenario: deposed, checks: [fenced] }),
    laws,
    quantities,
  ],
  tell: words,
});
