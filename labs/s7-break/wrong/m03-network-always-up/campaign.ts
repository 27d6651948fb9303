import type { Fault, Rng, ShopName, Way } from './types.ts';

const shops: readonly ShopName[] = ['shop-1', 'shop-2', 'shop-3'];
const ways: readonly Way[] = ['request', 'reply'];
/** Everything is over by then. */
const healMs = 20_000;

/** About `size` accidents, all kinds equally likely. */
export function generate(rng: Rng, size: number): Fault[] {
  const faults: Fault[] = [];
  while (faults.length < size) faults.push(...rng.pick(accidents)(rng));
  return faults.map(ended);
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

/** Whatever an accident says, it is over by then. */
function ended(fault: Fault): Fault {
  return { ...fault, for: Math.min(fault.for ?? healMs, healMs - fault.at) };
}
