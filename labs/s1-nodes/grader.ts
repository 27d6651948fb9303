/** The grader of "Break up the shop": the plan on paper, and six evenings for each seed. */
import { defineLab, invariant, seeds, world } from '#grader/index.ts';
import { failures, goesOn, quick, survives, waitsOut } from './checks.ts';
import {
  anyCrash,
  badPictures,
  reconnection,
  rollingRestart,
  runawayInvoices,
  webCrash,
} from './evenings.ts';
import { orderWires, settled } from './order-checks.ts';
import { planChecks } from './plan-checks.ts';
import { talks } from './tier-checks.ts';
import { words } from './words.ts';

/** An evening has some seventy thousand events: a run takes the first of its seeds. */
const once = { run: 1 };

/** Titles of the ways to break N-1 that are about the order itself. */
const titles: ReadonlyMap<string, string> = new Map([
  ['charged twice', 'A card is charged twice'],
  ['not charged', 'A book that nobody has paid'],
  ['not kept', 'An order that nobody has kept'],
]);

export const grader = defineLab({
  id: 's1-nodes',
  seeds: { run: [1, 2, 3], grade: seeds(101, 103) },
  cut: { codes: ['N-1', 'N-2', 'N-3', 'N-4', 'N-5', 'N-6'] },
  needs: {
    'nodes.ts': ['nodeTypes'],
    'frontend.ts': ['handle'],
    'app-cart.ts': ['cartApp'],
    'app-checkout.ts': ['checkoutApp'],
    'app-search.ts': ['searchApp'],
    'app-pdf.ts': ['pdfApp'],
    'app-thumb.ts': ['thumbApp'],
  },
  invariants: [
    invariant({
      code: 'N-1',
      sentence:
        'Checkouts go on, whatever happens to other functions; each is charged once, and kept',
      bound: '≤ 1 failure and p99 ≤ 300 ms; ≤ 5 failures when a machine crashes',
      title: ({ cause }) => titles.get(cause) ?? 'Nobody can buy a book',
      hint: 1,
    }),
    invariant({
      code: 'N-2',
      sentence: 'While thumb crashes its machine again and again, every other function goes on',
      bound: '≥ 99.9 % each',
      title: 'One picture takes others along',
      hint: 2,
    }),
    invariant({
      code: 'N-3',
      sentence: 'Requests go from front-end to logic, and from logic to logic or service',
      bound: '0 others',
      title: 'A request goes the wrong way',
      hint: 3,
    }),
    invariant({
      code: 'N-4',
      sentence: 'With one machine of a type lost, the others are not too full',
      bound: '≤ 70 % of any resource',
      title: 'Full when one is lost',
      hint: 2,
    }),
    invariant({
      code: 'N-5',
      sentence: 'The plan can be paid',
      bound: '≤ 84 credits',
      title: 'Too dear',
      hint: 2,
    }),
    invariant({
      code: 'N-6',
      sentence: 'No function hangs on one machine',
      bound: '≥ 2 machines of each type',
      title: ({ cause }) =>
        cause === 'no plan' ? 'A plan that cannot be carried out' : 'A single point of failure',
      hint: 1,
    }),
    invariant({
      code: 'N-7',
      sentence: 'Who was served by a web machine that crashed has lost nothing',
      bound: '100 % of its sessions',
      title: 'A cart dies with a front-end',
      hint: 3,
    }),
    invariant({
      code: 'N-8',
      sentence: 'The same for less: functions share their machines, and their fate',
      bound: '≤ 48 credits',
      title: 'It can be done for less',
      hint: 2,
      stretch: true,
    }),
  ],
  sheet: [
    ...planChecks,
    world({
      id: 'runaway invoices',
      seeds: once,
      scenario: runawayInvoices,
      wire: { calls: { carrier: 'call' }, casts: { carrier: 'cast' } },
      checks: [failures({ max: 1, cause: 'native code' }), quick('slow beside native code'), talks],
    }),
    world({ id: 'bad pictures', seeds: once, scenario: badPictures, checks: goesOn }),
    world({
      id: 'the phones dial again',
      seeds: once,
      scenario: reconnection,
      wire: orderWires,
      checks: [waitsOut('starved by handshakes'), settled],
    }),
    world({
      id: 'a web machine crashes',
      seeds: once,
      scenario: webCrash,
      checks: [survives, failures({ max: 5, cause: 'too many in flight' })],
    }),
    world({
      id: 'some machine crashes',
      seeds: once,
      scenario: anyCrash,
      checks: [failures({ max: 5, cause: 'too many in flight' })],
    }),
    world({
      id: 'a rolling restart',
      seeds: once,
      scenario: rollingRestart,
      checks: [failures({ max: 1, cause: 'restarted along' }), quick('slow beside restarts')],
    }),
  ],
  tell: words,
});
