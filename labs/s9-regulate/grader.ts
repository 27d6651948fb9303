/** The grader of "Vote night": the table, and the nights that come to it. */
import {
  defineLab,
  invariant,
  seeds,
  world,
  type RunRecord,
  type ShownTable,
} from '#grader/index.ts';
import { rampChecks } from './ramp-checks.ts';
import {
  burst,
  crashesNight,
  pairs,
  rampNight,
  slowNight,
  slowFactor,
  slowness,
  surge,
  unknownNight,
  voteNight,
} from './nights.ts';
import { burstCheck, notBanned, slotsCheck, slotWire } from './slot-checks.ts';
import { stretchChecks } from './stretch-check.ts';
import { nightTable } from './tables.ts';
import { slowChecks, voteChecks } from './vote-checks.ts';
import { words } from './words.ts';

const everyMs = 50;
/** What PayHub takes on average. */
const chargeMs = 200;
const probes = {
  processes: { of: 'processes', node: 'pay', everyMs },
  memory: { of: 'memoryMb', node: 'pay', everyMs },
} as const;

const voteTables = (record: RunRecord): ShownTable[] => [
  nightTable(record, {
    title: 'Vote night',
    note: 'In the house are all attempts on the node, waiting or with PayHub. Little’s law: in a steady state they are the rate at which charges begin, times the wait and the charge. Where that is far from the number in the house, the line grows or shrinks. Who waits more than 2,000 ms is charged for nobody.',
    stepMs: 1_000,
    untilMs: 11_000,
    what: (atMs) => (atMs < surge.fromMs ? 'before' : atMs < surge.untilMs ? 'surge' : 'after'),
    takesMs: () => chargeMs,
  }),
];
const slowTables = (record: RunRecord): ShownTable[] => [
  nightTable(record, {
    title: 'The night PayHub is slow',
    note: 'At a quarter of the speed a queue of the same length takes four times as long.',
    stepMs: 1_000,
    untilMs: 9_000,
    what: (atMs) => (atMs < slowness.fromMs ? 'as usual' : 'slow'),
    takesMs: (atMs) => (atMs < slowness.fromMs ? chargeMs : slowFactor * chargeMs),
  }),
];

const notBannedHere = notBanned('one too many', true);
const notBannedAtNight = notBanned('one too many');

export const grader = defineLab({
  id: 's9-regulate',
  // The nights take 10,000 attempts each, and what is measured in them varies little: three seeds.
  seeds: { run: [1], grade: seeds(101, 103) },
  cut: { codes: ['L-1', 'L-2', 'L-3', 'L-5'], items: ['burst', 'pairs', 'vote night'] },
  needs: { 'regulator.ts': ['regulator'], 'web.ts': ['web'], 'config.ts': ['config'] },
  invariants: [
    invariant({
      code: 'L-1',
      sentence: 'PayHub never has more than fifty charges of ours at a time',
      bound: '≤ 50; no ban',
      title: ({ cause }) =>
        cause === 'slow'
          ? 'As many a second, four times as many at a time'
          : cause === 'a slot of another'
            ? 'The fifty-first, with a slot that was given back'
            : 'The fifty-first',
      hint: ({ cause }) => (cause === 'slow' ? 2 : 3),
    }),
    invariant({
      code: 'L-2',
      sentence: 'A hundred at once are all served',
      bound: '≤ 1,100 ms',
      title: ({ cause }) =>
        cause === 'refused' ? 'Sent away, with time to spare' : 'A hundred that take too long',
      hint: 2,
    }),
    invariant({
      code: 'L-3',
      sentence:
        'In a surge of ten times the load PayHub is busy with what is in time, and the line is short',
      bound: '≥ 190/s of 250; p99 ≤ 1,300 ms',
      title: ({ cause }) =>
        cause === 'a long line'
          ? 'Served, and nearly too late'
          : cause === 'dead work'
            ? 'Busy with those who have left'
            : 'Idle slots in a surge',
      hint: 2,
    }),
    invariant({
      code: 'L-4',
      sentence: 'A no comes at once',
      bound: '90 % within 20 ms',
      title: 'A slow no',
      hint: 1,
    }),
    invariant({
      code: 'L-5',
      sentence: 'When the surge is over, everybody is served again',
      bound: '≥ 80 %',
      title: ({ cause }) =>
        cause === 'too few in time'
          ? 'A surge that does not end'
          : 'The trigger is gone; your queue is the failure now',
      hint: ({ cause }) => (cause === 'a line without end' ? 1 : 2),
    }),
    invariant({
      code: 'L-6',
      sentence: 'While PayHub is four times as slow, what it does is done for somebody',
      bound: '≥ 48/s of 62.5; ≤ 5 % for nobody',
      title: ({ cause }) =>
        cause === 'dead work' ? 'Charged for nobody' : 'Idle slots, and PayHub is slow',
      hint: 2,
    }),
    invariant({
      code: 'L-7',
      sentence: 'Who is about to finish a payment is served before all others',
      bound: '≥ 98 %',
      title: 'A check-out under way is lost in the crowd',
      hint: 3,
    }),
    invariant({
      code: 'L-8',
      sentence: 'A worker that dies gives its slot back',
      bound: '50 of 50 slots',
      title: 'Slots that never come back',
      hint: 3,
    }),
    invariant({
      code: 'L-9',
      sentence: 'All lines together are short, and the node keeps its memory',
      bound: '≤ 200 waiting; < 512 MB',
      title: ({ cause }) =>
        cause === 'out of memory'
          ? 'The queue is the node’s memory'
          : 'It is the sum of all lines that counts',
      hint: 2,
    }),
    invariant({
      code: 'L-10',
      sentence: 'In a ramp it says no while there is still something to be saved',
      bound: '≤ 400 ms',
      title: ({ cause }) =>
        cause === 'never says no' ? 'It never says no' : 'Regulation that begins too late',
      hint: 1,
    }),
    invariant({
      code: 'L-11',
      sentence: 'Without a number to go by, it finds how much PayHub can do at a time',
      bound: '≥ 200/s of 250, then ≥ 35/s of 62.5',
      title: 'No limit found',
      hint: 2,
      stretch: true,
    }),
  ],
  // What breaks everything comes first, then what lasts, then what is merely unkind.
  primary: ['L-1', 'L-8', 'L-2', 'L-5', 'L-6', 'L-10', 'L-9', 'L-3', 'L-7', 'L-4'],
  sheet: [
    world({ id: 'burst', scenario: burst, wire: slotWire, checks: [notBannedHere, burstCheck] }),
    world({ id: 'pairs', scenario: pairs, wire: slotWire, checks: [notBannedHere] }),
    world({
      id: 'crashes',
      scenario: crashesNight,
      wire: slotWire,
      checks: [notBannedHere, slotsCheck],
    }),
    world({
      id: 'vote night',
      scenario: voteNight,
      dear: true,
      probes,
      checks: [notBannedAtNight, ...voteChecks],
      tables: voteTables,
    }),
    world({
      id: 'slow PayHub',
      scenario: slowNight,
      dear: true,
      probes: { processes: probes.processes },
      checks: [notBanned('slow'), ...slowChecks],
      tables: slowTables,
    }),
    world({
      id: 'ramp',
      scenario: rampNight,
      dear: true,
      probes: { memory: probes.memory },
      wire: {
        asks: { from: 'pay', to: 'pay', body: { kind: 'ask' } },
        granted: { from: 'pay', to: 'pay', body: { kind: 'granted' } },
        rejected: { from: 'pay', to: 'pay', body: { kind: 'rejected' } },
      },
      checks: [notBannedAtNight, ...rampChecks],
    }),
    world({
      id: 'no number',
      scenario: unknownNight,
      seeds: { run: 0 },
      dear: true,
      checks: stretchChecks,
    }),
  ],
  tell: words,
});
