/** CAP: one night of thirty minutes, twenty-two machines and twelve faults, and what became of every promise. */
import { defineLab, invariant, world } from '#grader/index.ts';
import { night } from './campaign.ts';
import { nightChecks } from './checks.ts';
import { breaksOff, nightReport } from './judge.ts';
import { bounds, preferred } from './night.ts';
import { telling } from './words.ts';

export const grader = defineLab({
  id: 'capstone',
  // A seed is a whole night.
  seeds: { run: [1], grade: [101, 102, 103] },
  needs: {
    'system.ts': ['system'],
    'decisions.ts': ['decisions'],
    'report.ts': ['report'],
  },
  invariants: [
    invariant({
      code: 'Z-1',
      sentence: 'An order is charged once and sent once, at most',
      bound: bounds['Z-1'],
      title: ({ cause }) =>
        cause === 'charge twice' ? 'Charged twice for one order' : 'Two parcels for one order',
      hint: 3,
    }),
    invariant({
      code: 'Z-2',
      sentence: 'Whoever was told ok gets a parcel by 29:00, and nobody is left in the dark',
      bound: bounds['Z-2'],
      title: ({ cause }) =>
        cause === 'unknown left'
          ? 'Nobody knows what became of an order'
          : 'Confirmed and forgotten',
      hint: 3,
    }),
    invariant({
      code: 'Z-3',
      sentence: 'An accepted vote is tallied once and billed once',
      bound: bounds['Z-3'],
      title: ({ cause }) =>
        cause === 'vote lost' ? 'A vote that was accepted is gone' : 'A vote that counts twice',
      hint: 3,
    }),
    invariant({
      code: 'Z-4',
      sentence: 'A cart keeps what was added, and what was removed stays away',
      bound: bounds['Z-4'],
      title: ({ cause }) =>
        cause === 'resurrection' ? 'A removed item is back' : 'An item is gone from a cart',
      hint: 2,
    }),
    invariant({
      code: 'Z-5',
      sentence: 'Nothing is sold that is not there, and no deposed leader writes',
      bound: bounds['Z-5'],
      title: ({ cause }) =>
        cause === 'oversell' ? 'Sold what is not there' : 'A deposed leader writes',
      hint: 3,
    }),
    invariant({
      code: 'Z-6',
      sentence: 'Orders are answered within 2 s',
      bound: bounds['Z-6'],
      title: 'Too many orders fail',
      hint: 2,
    }),
    invariant({
      code: 'Z-7',
      sentence: 'Pages and carts are answered within 2 s, on both sides of every cut',
      bound: bounds['Z-7'],
      title: 'Too many pages fail',
      hint: 1,
    }),
    invariant({
      code: 'Z-8',
      sentence: 'In the final every vote gets a word within 2 s, and the tally does what it can',
      bound: bounds['Z-8'],
      title: ({ cause }) =>
        cause === 'vote unanswered' ? 'A vote without a word' : 'The tally wastes its capacity',
      hint: 2,
    }),
    invariant({
      code: 'Z-9',
      sentence: 'What a lost machine owned is served by another within 3 s, and its sessions go on',
      bound: bounds['Z-9'],
      title: ({ cause }) =>
        cause === 'sessions lost'
          ? 'Sessions are lost with their machine'
          : 'Nobody has taken over',
      hint: 1,
    }),
    invariant({
      code: 'Z-10',
      sentence: 'No fault outlasts itself, and no request multiplies on its way down',
      bound: bounds['Z-10'],
      title: ({ cause }) =>
        cause === 'multiplied'
          ? 'Retries at two layers multiply'
          : 'The fault is over, and the trouble is not',
      hint: 2,
    }),
    invariant({
      code: 'Z-11',
      sentence: 'PayHub is never asked more than it takes',
      bound: bounds['Z-11'],
      title: 'PayHub bans Papertrain',
      hint: 2,
    }),
    invariant({
      code: 'Z-12',
      sentence: 'Each fault wakes somebody once, in time, and nothing else does',
      bound: bounds['Z-12'],
      title: ({ cause }) =>
        cause === 'many pages'
          ? 'One fault, many pages'
          : cause === 'false page'
            ? 'Woken for nothing'
            : 'Nobody is told',
      hint: 2,
    }),
    invariant({
      code: 'Z-13',
      sentence: 'The fleet costs little more than its plan',
      bound: bounds['Z-13'],
      title: 'The night is too dear',
      hint: 3,
    }),
    invariant({
      code: 'Z-14',
      sentence: 'The upgrade fails no request',
      bound: bounds['Z-14'],
      title: 'The upgrade fails requests',
      hint: 1,
    }),
    invariant({
      code: 'Z-15',
      sentence: 'Your report says what happened',
      bound: bounds['Z-15'],
      title: 'The report and the night differ',
      hint: 3,
    }),
  ],
  sheet: [
    world({
      id: 'night',
      scenario: () => night(),
      checks: nightChecks,
      report: nightReport,
      breaksOff,
    }),
  ],
  primary: preferred,
  tell: telling,
});
