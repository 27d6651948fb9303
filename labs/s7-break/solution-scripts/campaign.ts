// Differs: plays scripts along the call chain, each aimed at one promise, in place of accidents drawn one by one.
import type { Fault, NodeName, Rng, ShopName } from './types.ts';

const shops: readonly ShopName[] = ['shop-1', 'shop-2', 'shop-3'];
const healMs = 20_000;

/** One script, its instants drawn, and what is left of `size` as noise on the wire. */
export function generate(rng: Rng, size: number): Fault[] {
  const script = rng.pick([forgotten, apart, deposed, unheard, muddled]);
  const faults = script(rng, rng.pick(shops));
  while (faults.length < size) faults.push(noise(rng));
  return faults;
}

/** Replies are lost, and every shop is restarted again and again: does anybody remember what was done? */
function forgotten(rng: Rng): Fault[] {
  const restarts = shops.flatMap((node) =>
    [0, 1, 2].map((third): Fault => {
      const at = third * 6_000 + rng.integer(0, 5_500);
      return { kind: 'crash', node, at, for: rng.integer(50, 300) };
    }),
  );
  return [{ kind: 'drop', way: 'reply', at: 0, for: healMs, probability: 0.5 }, ...restarts];
}

/** One shop is cut off for long, and customers reach all of them: what do the two sides decide? */
function apart(rng: Rng, alone: ShopName): Fault[] {
  const others: NodeName[] = shops.filter((shop) => shop !== alone);
  const at = rng.integer(0, 2_000);
  return [{ kind: 'partition', at, for: rng.integer(15_000, 18_000), groups: [[alone], others] }];
}

/** A shop stands still until the others have given it up, and then goes on: does it know that it was deposed? */
function deposed(rng: Rng, node: ShopName): Fault[] {
  const length = rng.integer(10_200, 13_000);
  return [{ kind: 'hang', node, at: rng.integer(0, healMs - length), for: length }];
}

/** What one shop says does not arrive: at the others, or at the customers. */
function unheard(rng: Rng, from: ShopName): Fault[] {
  const nodes: NodeName[] = ['web', ...shops];
  const to = rng.pick(nodes.filter((one) => one !== from));
  const length = rng.integer(2_000, 15_000);
  return [{ kind: 'cut', from, to, at: rng.integer(0, healMs - length), for: length }];
}

/** Messages come late and twice, and clocks are wrong. */
function muddled(rng: Rng, node: ShopName): Fault[] {
  const span = { at: rng.integer(0, 5_000), for: rng.integer(5_000, 12_000) };
  return [
    { kind: 'delay', way: 'request', ms: rng.integer(300, 1_800), probability: 0.4, ...span },
    { kind: 'duplicate', way: 'request', after: rng.integer(1, 1_200), ...span },
    { kind: 'skew', node, ms: rng.integer(-4_000, 4_000), ...span },
  ];
}

function noise(rng: Rng): Fault {
  const span = { at: rng.integer(0, 15_000), for: rng.integer(500, 4_000) };
  const way = rng.pick(['request', 'reply'] as const);
  return { kind: 'drop', way, probability: rng.integer(1, 9) / 10, ...span };
}
