/** The night of the finale: more votes than the ledger can work on for a while, and what retries make of it. */
import {
  family,
  pidOf,
  poisson,
  signal,
  type Boot,
  type BootArg,
  type Draw,
  type Scenario,
  type TimeWindow,
} from '#grader/index.ts';
import { tapVote } from './customers.ts';

/**
 * Votes a second. The ratios are those of a large show, where 200 a second meet room for 300 and in the brown-out for
 * 150: 160 meet 240 and 120 here, for half a minute, because a learner waits for the verdict.
 */
const ratePerS = 160;
const shops = 4;
const voteMs = 200;
/** Four shops with twelve lines each, and 200 ms a vote: 240 votes a second. */
export const lines = 12;
const linesLeft = 6;

/** While it lasts, the ledger has room for three votes where four are cast. */
export const brownOut: TimeWindow = { fromMs: 2_000, untilMs: 18_000 };
/** Five seconds later everything should be as it was before. */
export const afterwards: TimeWindow = { fromMs: 23_000, untilMs: 28_000 };
/** The last votes of that window have been answered by then. */
const untilMs = 30_000;

/** The run of one seed. */
export function finale(draw: Draw): Scenario {
  return {
    nodes: [...family('web', 3), ...family('shop', shops), { name: 'ledger' }],
    boot,
    workload: poisson(
      { ratePerS, fromMs: 0, untilMs: afterwards.untilMs },
      draw.of('votes'),
      tapVote,
    ),
    faults: [
      signal({
        label: 'F9',
        process: { node: 'ledger', name: 'ledger' },
        at: brownOut.fromMs,
        message: { kind: 'lines', count: linesLeft },
        forMs: brownOut.untilMs - brownOut.fromMs,
        after: { kind: 'lines', count: lines },
      }),
    ],
    untilMs,
  };
}

const shopNames = Array.from({ length: shops }, (_, index) => `shop-${index + 1}`);
const ledger: BootArg = { ledger: pidOf('ledger') };

const boot: readonly Boot[] = [
  {
    node: 'ledger',
    file: 'finale-node.ts',
    body: 'finaleLedger',
    as: 'ledger',
    arg: { meanMs: voteMs, lines, shops: shopNames },
  },
  ...shopNames.flatMap((node): Boot[] => [
    { node, file: 'shop-node.ts', body: 'lines', as: 'lines', arg: { count: lines } },
    { node, file: 'server.ts', body: 'voteServer', as: 'voteServer', arg: ledger },
    { node, file: 'shop-node.ts', body: 'desk', as: 'shop', arg: { phones: pidOf('ledger') } },
  ]),
  ...[1, 2, 3].map((number): Boot => ({
    node: `web-${number}`,
    file: 'web-node.ts',
    body: 'web',
    as: 'web',
  })),
];
