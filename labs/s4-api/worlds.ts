/** The worlds of a seed, one for each letter: who comes, and what goes wrong. */
import {
  crash,
  cut,
  delay,
  operationsAt,
  signal,
  type Draw,
  type Fault,
  type FaultPlan,
  type Operation,
  type Scenario,
} from '#grader/index.ts';
import { fuzzed } from './fuzz.ts';
import { address, bigFirst, checkouts, home, popular, readingMs, shops } from './home.ts';

/** A1: nothing goes wrong. */
export function sizesWorld(draw: Draw): Scenario {
  return {
    ...home(),
    workload: checkouts(draw.of('customers'), { count: 40, baskets: bigFirst }),
    faults: [],
    untilMs: 10_000,
  };
}

/** A2: thirty prices change while customers read. */
export function repricing(draw: Draw): Scenario {
  const from = draw.of('prices');
  const faults = from.some(popular, 30).map((item) =>
    owner('A2', 2_000 + from.integer(0, 100), {
      kind: 'reprice',
      item,
      price: 1_000 + from.integer(0, 400) * 10,
    }),
  );
  return {
    ...home(),
    workload: checkouts(draw.of('customers'), { count: 50 }),
    faults,
    untilMs: 10_000,
  };
}

/** A3: ten items are sold out while customers read. */
export function sellOut(draw: Draw): Scenario {
  const from = draw.of('items');
  const faults = from
    .some(popular, 10)
    .map((item) => owner('A3', 2_000 + from.integer(0, 100), { kind: 'sellOut', item }));
  return {
    ...home(),
    workload: checkouts(draw.of('customers'), { count: 50 }),
    faults,
    untilMs: 10_000,
  };
}

function owner(
  label: string,
  at: number,
  message: { readonly [field: string]: string | number },
): Fault {
  return signal({ label, process: { node: 'data', name: 'data' }, at, message });
}

/** A4: both discover nodes crash and are back half a second later. */
export const crashMs = 3_000;
export const backMs = crashMs + 500;
export const rebuildMaxMs = 2_000;
/** Four prices change before the crash, and four while the nodes are down. */
const changesAtMs = [1_000, crashMs + 200].flatMap((atMs) => Array<number>(4).fill(atMs));
/**
 * And some while the new view starts. Its question for all rows is at the owner after 6 to 9 ms, for the connection is new;
 * who follows only when the answer is there is heard after 10 to 15. The later ones are for those who wait in between.
 */
const startingMs = [9, 9.5, 10, 9, 9.5, 10, 40, 150, 500].map((afterMs) => backMs + afterMs);
export function rebuild(draw: Draw): Scenario {
  const instants = [...changesAtMs, ...startingMs];
  const changed = draw.of('items').some(popular, instants.length);
  const changes = changed.map((item, index) =>
    owner('A4', instants[index] ?? 0, { kind: 'reprice', item, price: 1_000 + index * 10 }),
  );
  return {
    ...home({ hasViews: true }),
    workload: [
      ...looks(draw.of('before'), { atMs: crashMs - 500, changed, from: 1 }),
      ...looks(draw.of('after'), { atMs: backMs + rebuildMaxMs, changed, from: 3 }),
    ],
    faults: [...changes, ...[1, 2].map((number) => down(`discover-${number}`))],
    untilMs: 7_000,
  };
}

function down(node: string): Fault {
  return crash({ label: 'A4', node, at: crashMs, backAfterMs: backMs - crashMs });
}

/** An inspector for each discover node: looks at rows that have changed, and at others. */
function looks(
  draw: Draw,
  { atMs, changed, from }: { atMs: number; changed: readonly number[]; from: number },
): Operation[] {
  return operationsAt([atMs, atMs], draw, (index, one) => ({
    id: `look-${from + index}`,
    fn: 'look',
    args: {
      discover: `discover-${index + 1}`,
      ids: [...changed, ...one.some(popular, 20).filter((id) => !changed.includes(id))],
    },
    driver: { node: 'web-1', name: 'web' },
  }));
}

/**
 * A5: version 2 is rolled out node by node, the shops first, and rolled back in the same order. So old pages meet new
 * shops, and then new pages meet old ones.
 */
export function rolling(draw: Draw): Scenario {
  const nodes = ['shop', 'web'].flatMap((name) =>
    [1, 2, 3].map((number) => ({ node: `${name}-${number}`, name })),
  );
  const stepMs = 1_000;
  const swaps = [2, 1].flatMap((version, round) =>
    nodes.map((process, index) =>
      signal({
        label: version === 2 ? 'A5' : 'A5b',
        process,
        at: (round * nodes.length + index) * stepMs + 1,
        message: { kind: 'swap', version },
      }),
    ),
  );
  return {
    ...home({ version: 1 }),
    workload: checkouts(draw.of('customers'), { count: 60, every: 190 }),
    faults: swaps,
    untilMs: 16_000,
  };
}

/** A6: requests that no page would send. Ten seeds make two thousand; each has every wrong basket. */
export function fuzz(draw: Draw): Scenario {
  const instants = Array.from({ length: 200 }, (_, index) => 100 + index * 5);
  return {
    ...home(),
    workload: operationsAt(instants, draw.of('fuzz'), (index, one) => ({
      id: `fuzz-${index + 1}`,
      fn: 'fuzz',
      args: { shop: `shop-${one.integer(1, shops)}`, asked: fuzzed(one, index) },
      driver: { node: 'web-1', name: 'web' },
    })),
    faults: [],
    untilMs: 12_000,
  };
}

/** A7: some time after the order the customer moves house, and then the parcel leaves. */
export function moving(draw: Draw): Scenario {
  const orders = checkouts(draw.of('customers'), { count: 12, every: 250 });
  const later = draw.of('addresses');
  return {
    ...home(),
    workload: [
      ...orders,
      ...orders.map((order, index) => ({
        ...order,
        id: `move-${index + 1}`,
        fn: 'move',
        atMs: order.atMs + readingMs + 5_000,
        args: {
          ...shopOf(order),
          account: `account of ${order.id}`,
          address: address(later.of(index)),
        },
      })),
      ...orders.map((order, index) => ({
        ...order,
        id: `parcel-${index + 1}`,
        fn: 'parcel',
        atMs: order.atMs + readingMs + 6_000,
        args: { ...shopOf(order), orderKey: order.id },
      })),
    ].sort((left, right) => left.atMs - right.atMs),
    faults: [],
    untilMs: 13_000,
  };
}

function shopOf({ args }: Operation): { readonly shop: string } {
  const { shop } = args as { readonly shop: string };
  return { shop };
}

/** A copy in the view may be so old. */
export const viewMaxMs = 2_000;

/** A8: discover hears nothing of its owner any more, and prices go on changing. */
const cutMs = 1_500;
/** Twice: as soon as a copy of two seconds is over for certain, and long after. */
const lookAfterMs = [2_500, 5_000];
export function stale(draw: Draw): Scenario {
  const changed = draw.of('items').some(popular, 12);
  const changes = changed.map((item, index) =>
    owner('A8', cutMs + 100, { kind: 'reprice', item, price: 1_000 + index * 10 }),
  );
  return {
    ...home({ hasViews: true }),
    workload: [
      ...checkouts(draw.of('customers'), { count: 30, fromMs: 1_000, every: 100 }),
      ...lookAfterMs.flatMap((afterMs, index) =>
        looks(draw.of('looks').of(index), {
          atMs: cutMs + afterMs,
          changed,
          from: 1 + 2 * index,
        }),
      ),
    ],
    faults: [...changes, ...silence()],
    untilMs: 9_000,
  };
}

function silence(): FaultPlan {
  return [1, 2].flatMap((number) => [
    cut({ label: 'A8', from: 'data', to: `discover-${number}`, at: cutMs }),
    cut({ label: 'A8', from: `discover-${number}`, to: 'data', at: cutMs }),
  ]);
}

/** The stretch goal: one reply in fifty from an owner is 300 ms late. */
export function stalls(draw: Draw): Scenario {
  const replies = { to: 'shop-*', carrier: 'reply' } as const;
  return {
    ...home(),
    workload: checkouts(draw.of('customers'), { count: 150, every: 25 }),
    faults: ['data', 'discover-*'].map((from) =>
      delay({ label: 'A9', match: { from, ...replies }, probability: 0.02, byMs: 300 }),
    ),
    untilMs: 9_000,
  };
}
