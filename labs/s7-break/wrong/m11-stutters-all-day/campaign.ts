import type { Fault, NodeName, Rng, ShopName, Way } from './types.ts';

const shops: readonly ShopName[] = ['shop-1', 'shop-2', 'shop-3'];
const ways: readonly Way[] = ['request', 'reply'];
/** Everything is over by then. */
const healMs = 20_000;

/** Longer than the 10 s after which a silent node is given up. */
const longMs = [10_500, 14_000] as const;

/** About `size` accidents, all kinds equally likely. */
export function generate(rng: Rng, size: number): Fault[] {
  const faults: Fault[] = [];
  while (faults.length < size) faults.push(...rng.pick(accidents)(rng));
  const stutters = shops.map((node): Fault => ({
    kind: 'pause',
    node,
    at: 0,
    for: healMs,
    every: 60,
    each: 1,
  }));
  return [...stutters, ...faults.map(ended)];
}

const accidents: readonly ((rng: Rng) => Fault[])[] = [
  (rng) => [crashOf(rng, rng.pick(shops))],
  (rng) => [lost(rng)],
  // What is lost and then forgotten: replies do not come, and whoever has answered starts anew.
  (rng) => [
    { at: 0, for: healMs, kind: 'drop', way: 'reply', probability: rng.integer(4, 8) / 10 },
    ...shops.flatMap((shop) => [crashOf(rng, shop), crashOf(rng, shop)]),
  ],
  (rng) => [
    { ...inTime(rng, 500, 8_000), kind: 'delay', way: rng.pick(ways), ms: rng.integer(50, 1_500) },
  ],
  (rng) => [
    {
      ...inTime(rng, 500, 8_000),
      kind: 'duplicate',
      way: rng.pick(ways),
      after: rng.integer(1, 900),
    },
  ],
  (rng) => [partitionOf(rng)],
  (rng) => [partitionOf(rng)],
  (rng) => [cutOf(rng)],
  (rng) => [{ ...inTime(rng, 200, 3_000), kind: 'hang', node: rng.pick(shops) }],
  (rng) => [{ ...inTime(rng, ...longMs), kind: 'hang', node: rng.pick(shops) }],
  (rng) => [{ ...inTime(rng, ...longMs), kind: 'hang', node: rng.pick(shops) }],
  (rng) => [
    {
      ...inTime(rng, 1_000, 9_000),
      kind: 'skew',
      node: rng.pick(shops),
      ms: rng.integer(-5_000, 5_000),
    },
  ],
];

function inTime(rng: Rng, fromMs: number, toMs: number): { at: number; for: number } {
  const length = rng.integer(fromMs, toMs);
  return { at: rng.integer(0, healMs - length), for: length };
}

function crashOf(rng: Rng, node: ShopName): Fault {
  return { ...inTime(rng, 50, 400), kind: 'crash', node };
}

function lost(rng: Rng, way = rng.pick(ways)): Fault {
  const probability = rng.integer(2, 10) / 10;
  return { ...inTime(rng, 1_000, 12_000), kind: 'drop', way, probability };
}

/**
 * One shop on one side, the others on the other. The customers reach both sides, or one of them. Half of them outlast the
 * 10 s after which shops give each other up.
 */
function partitionOf(rng: Rng): Fault {
  const alone = rng.pick(shops);
  const others = shops.filter((shop) => shop !== alone);
  const side = rng.integer(1, 4);
  const one: NodeName[] = side === 1 ? [alone, 'web'] : [alone];
  const other: NodeName[] = side === 2 ? [...others, 'web'] : others;
  const span = rng.integer(0, 1) === 0 ? inTime(rng, 2_000, 9_000) : inTime(rng, 12_000, 19_000);
  return { ...span, kind: 'partition', groups: [one, other] };
}

function cutOf(rng: Rng): Fault {
  const nodes: readonly NodeName[] = [...shops, 'web'];
  const from = rng.pick(nodes);
  const to = rng.pick(nodes.filter((node) => node !== from));
  return { ...inTime(rng, 1_000, 9_000), kind: 'cut', from, to };
}

/** Whatever an accident says, it is over by then. */
function ended(fault: Fault): Fault {
  return { ...fault, for: Math.min(fault.for ?? healMs, healMs - fault.at) };
}
