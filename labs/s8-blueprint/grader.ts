/** S8: the load tests and the blueprint on paper, then a day that the scaler has to get through. */
import { defineLab, invariant, seeds, signal, world } from '#grader/index.ts';
import { answered, calm, drained, quick, spare } from './checks.ts';
import { cheap, cheaper, goesDown } from './cost-checks.ts';
import { curve, dataNodes, dayS, demandOf, each, spotAt, testResults } from './plant.ts';
import { dayTables } from './tables.ts';
import { loadTests } from './tests-exam.ts';
import { telling } from './words.ts';

/** Half a second before it is noon. */
const zoneMs = 719_500;

const titles: ReadonlyMap<string, string> = new Map([
  ['plan: past the peak', 'Past the peak'],
  ['plan: none', 'No blueprint'],
  ['no fit', 'No curve at all'],
  ['little', 'Little’s law, in three directions'],
  ['a decision of no use', 'A decision of no use'],
  ['throws', 'An error ends the day'],
  ['cut short', 'A day that ends early'],
  ['never down', 'What went up stays up'],
  ['drained and not stopped', 'Drained, and still paid for'],
  ['full, and help is on its way', 'A queue is late news'],
]);

export const grader = defineLab({
  id: 's8-blueprint',
  seeds: { run: [1], grade: seeds(101, 110) },
  needs: {
    'fit.ts': ['tests', 'fitUSL', 'little'],
    'plan.ts': ['blueprint'],
    'scaler.ts': ['scale'],
    'drain.ts': ['drainStep'],
  },
  invariants: [
    invariant({
      code: 'C-1',
      sentence: 'The fitted curve knows where data stops growing, and Little’s law holds',
      bound: 'N* ± 15 %; X(1), X(5) ± 5 %',
      title: ({ cause }) =>
        cause === 'no crosstalk' || cause === 'a straight line'
          ? 'A curve without a peak'
          : (titles.get(cause) ?? 'One test bends the curve'),
      hint: 1,
    }),
    invariant({
      code: 'C-2',
      sentence: 'The day is quick, through the peak, a lost zone and the spot',
      bound: 'p99 > 250 ms in ≤ 1 of 144 windows',
      title: ({ cause }) =>
        cause.endsWith('after the zone') ? 'No third to lose' : 'Capacity comes too late',
      hint: 2,
    }),
    invariant({
      code: 'C-3',
      sentence: 'The requests of the day are served',
      bound: '≤ 0.5 % fail',
      title: ({ cause }) => titles.get(cause) ?? 'The next tier sinks',
      hint: ({ cause }) => (cause === 'full, and nothing is ordered' ? 1 : 2),
    }),
    invariant({
      code: 'C-4',
      sentence: 'Node-seconds, held against an oracle at 80 %',
      bound: '≤ 1.75 ×; ≤ 2.5 × in the last two minutes',
      title: ({ cause }) => titles.get(cause) ?? 'A peak, paid for all day',
      hint: 3,
    }),
    invariant({
      code: 'C-5',
      sentence: 'Web and shop seldom change direction',
      bound: '≤ 20',
      title: 'Up and down all day',
      hint: 3,
    }),
    invariant({
      code: 'C-6',
      sentence: 'One web or shop node may crash at almost any second',
      bound: '≤ 1 % of the day',
      title: 'One crash away',
      hint: 3,
    }),
    invariant({
      code: 'C-7',
      sentence: 'Scaling down loses no session',
      bound: '0',
      title: ({ cause }) =>
        cause === 'not drained'
          ? 'Switched off with people in it'
          : 'Half of them were still there',
      hint: 3,
    }),
    invariant({
      code: 'C-8',
      sentence: 'The blueprint has enough data nodes, and not too many',
      bound: '4 to 7',
      title: ({ cause }) => titles.get(cause) ?? 'Three times one is not three',
      hint: 1,
    }),
    invariant({
      code: 'C-9',
      sentence: 'The same day, at most 1.35 times the oracle',
      bound: '≤ 1.35 ×',
      title: 'Served, and dearer than 1.35 times',
      hint: 3,
      stretch: true,
    }),
  ],
  // What is wrong on paper is told first: the day is then no wonder. A tier that sinks, and a scaler that
  // flaps, are told before the slowness that comes of it.
  primary: ['C-1', 'C-8', 'C-3', 'C-5', 'C-2', 'C-7', 'C-4', 'C-6'],
  sheet: [
    loadTests,
    world({
      id: 'the day',
      scenario: (draw, seed, learner) => {
        const results = testResults(learner, seed);
        return {
          nodes: [{ name: 'papertrain' }],
          boot: [
            {
              node: 'papertrain',
              file: 'day.ts',
              body: 'day',
              as: 'day',
              arg: {
                demand: demandOf(draw),
                spotAt,
                first: { web: 2, shop: 4, data: dataNodes(learner, results) ?? 1 },
                results: results.map(({ tier, n, x }) => ({ tier, n, x })),
                each: { ...each },
                curve: { ...curve },
              },
            },
          ],
          workload: [],
          faults: [
            signal({
              label: 'zone',
              process: { node: 'papertrain', name: 'day' },
              at: zoneMs,
              message: { kind: 'zone lost' },
            }),
          ],
          untilMs: dayS * 1000,
        };
      },
      checks: [quick, answered, drained, cheap, goesDown, calm, spare, cheaper],
      tables: dayTables,
    }),
  ],
  tell: telling,
  cut: { codes: ['C-1', 'C-8'], items: ['load tests'] },
});
