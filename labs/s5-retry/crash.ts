/** F10: three hundred requests are in the hands of one shop when it crashes, and all of them learn it at once. */
import {
  crash,
  hang,
  operationsAt,
  type Draw,
  type Operation,
  type OperationMaker,
  type Scenario,
} from '#grader/index.ts';
import { boot, nodes } from './company.ts';
import { orderMaker, tapVote } from './customers.ts';

/** When the shop crashes; a millisecond later the web nodes know. */
export const crashMs = 20_000;
/** First retries are counted for so long. */
export const watchedMs = 3_000;
/** Of each kind, in equal parts at the three web nodes. */
const count = 150;
export const crashedShop = 'shop-4';

/** The run of one seed. */
export function crashWorld(draw: Draw): Scenario {
  const orders = sent(draw.of('orders'), orderMaker(draw.of('prices')));
  const votes = sent(draw.of('votes'), tapVote);
  return {
    nodes,
    boot: [
      ...boot,
      // Three shops are in the workshop: so whoever asks asks the fourth, and after the crash can ask them all again.
      ...[1, 2, 3].map((number) => ({
        node: `web-${number}`,
        file: 'web-node.ts',
        body: 'rotation',
        arg: { only: [4], forMs: crashMs },
      })),
    ],
    workload: [...orders, ...votes].sort((left, right) => left.atMs - right.atMs),
    faults: [
      hang({ label: 'F10', node: crashedShop, at: crashMs - 100, forMs: 1_000 }),
      crash({ label: 'F10', node: crashedShop, at: crashMs, backAfterMs: 2_000 }),
    ],
    untilMs: crashMs + watchedMs + 2_000,
  };
}

/** A tenth of a second is too short for anybody to have given up. */
function sent(draw: Draw, make: OperationMaker): Operation[] {
  const instants = Array.from({ length: count }, (_, index) => crashMs - 50 + index / 10);
  return operationsAt(instants, draw, (index, one) => ({
    ...make(index, one),
    driver: { node: `web-${(index % 3) + 1}`, name: 'web' },
  }));
}
