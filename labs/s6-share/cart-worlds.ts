/** The worlds of carts: Sb and Sc, one cart each, and Se and Sh, many carts under loss. */
import {
  crash,
  drop,
  duplicate,
  partition,
  reorder,
  type Draw,
  type FaultPlan,
  type Operation,
  type Scenario,
} from '#grader/index.ts';
import { betweenShops, home, inOrder, operation, ringFrom, shops, skewed } from './shops.ts';

/** Whoever looks at a cart gives up after two seconds, and then the run is over. */
const waitMs = 2_500;
/** Everywhere but in Sb the clocks are off by so much. */
const skewMs = 300;

/** A customer changes a cart at a node; if that is down, at the next one. */
function change(
  id: string,
  atMs: number,
  what: {
    readonly fn: 'add' | 'remove';
    readonly cartId: string;
    readonly item: string;
    readonly node: string;
  },
): Operation {
  const { fn, cartId, item, node } = what;
  return operation(id, atMs, { fn, args: { cartId, item, nodes: ringFrom(node) } });
}

/** Somebody looks at carts, each on each of these nodes. */
function looks(nodes: readonly string[], atMs: number, cartIds: readonly string[]): Operation[] {
  return cartIds.flatMap((cartId) =>
    nodes.map((node) =>
      operation(`look at ${cartId} on ${node}`, atMs, { fn: 'look', args: { node, cartId } }),
    ),
  );
}

/** The cart that the story is about. */
const storyCart = 'cart-1';
const isBook = { cartId: storyCart, item: 'book' };
const isTrain = { cartId: storyCart, item: 'train set' };

/** Sb: a book at A, whose clock is 1.5 s ahead; A crashes; a train set at B, whose clock is as much behind. */
export function twoClocks(): Scenario {
  return {
    ...home('store'),
    workload: [
      change('add-1', 5_000, { fn: 'add', ...isBook, node: 'A' }),
      change('add-2', 7_000, { fn: 'add', ...isTrain, node: 'B' }),
      ...looks(['B'], 9_000, [storyCart]),
    ],
    faults: [...skewed(1_500), crash({ label: 'crash', node: 'A', at: 6_000 })],
    untilMs: 12_000,
  };
}

/** Sc: A is cut off from the others for 20 s. */
const cutMs = 10_000;
const healMs = 30_000;
const judgeMs = 34_000;
/** Other customers, a change a second on one node or another, so that a percentile means something. */
const others = Array.from({ length: 19 }, (_, index) => cutMs + 500 + index * 1_000);

export function partitioned(hasReAdd: boolean): (draw: Draw) => Scenario {
  return (draw) => ({
    ...home('store'),
    workload: inOrder([
      change('add-1', 5_000, { fn: 'add', ...isBook, node: 'B' }),
      change('remove-1', 15_000, { fn: 'remove', ...isBook, node: 'A' }),
      change('add-2', 18_000, { fn: 'add', ...isTrain, node: 'B' }),
      ...(hasReAdd ? [change('add-3', 20_000, { fn: 'add', ...isBook, node: 'C' })] : []),
      ...others.map((atMs, index) => {
        const one = draw.of('others').of(index);
        const fn = one.chance(0.7) ? ('add' as const) : ('remove' as const);
        const cartId = `cart-${one.integer(2, 6)}`;
        const what = { fn, cartId, item: one.pick(items), node: one.pick(shops) };
        return change(`other-${index + 1}`, atMs + one.integer(0, 300), what);
      }),
      ...looks(shops, judgeMs, [storyCart]),
    ]),
    faults: [
      ...skewed(skewMs),
      partition({ label: 'cut off', sides: [['A'], ['B', 'C']], at: cutMs, forMs: healMs - cutMs }),
    ],
    untilMs: judgeMs + waitMs,
  });
}

const items = ['book', 'train set', 'lamp'];

/**
 * Se and Sh: so many carts a seed, each with a sequence of forty changes in twenty seconds; ten seeds make eighty of the
 * five hundred that a night would have.
 */
const pairs = 20;
const lastMs = 21_000;
const carts = cartsTo(8);

function cartsTo(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `cart-${index + 1}`);
}
/**
 * All copies are equal so long after the last change. Of 60 seeds two copies still differ after 1 s in two to four, whether
 * whole carts are sent or what is not confirmed; after 1.5 s in none. With the last writer of an item (m14) they are wrong
 * for ever.
 */
export const settledMs = 4_000;
/** The last answer has come by then. */
const lookMs = lastMs + settledMs + 20;

/** Loss, duplicates and reordering, for every message from one shop node to another. */
function lossy(label: string, untilMs: number): FaultPlan {
  return betweenShops.flatMap((match) => [
    drop({ label, match, probability: 0.2, untilMs }),
    duplicate({ label, match, probability: 0.1, withinMs: 200, untilMs }),
    reorder({ label, match, withinMs: 200, untilMs }),
  ]);
}

/**
 * Changes come in pairs, a phone and a laptop: within a quarter of a second the second one is made elsewhere. The last
 * pair of each cart takes an item out and puts it in again.
 */
function sequence(
  cartId: string,
  draw: Draw,
  nodeAt: (atMs: number, node: string) => string,
): Operation[] {
  const changes: Operation[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    const one = draw.of(pair);
    const isLast = pair === pairs - 1;
    const firstMs = 1_000 + pair * 1_000 + one.integer(0, 600);
    const secondMs = isLast ? lastMs : firstMs + one.integer(20, 250);
    const item = one.pick(items);
    const isFirst = cartId === carts[0];
    const [here = 'A', there = 'B'] = isLast && isFirst ? ['A', 'B'] : one.shuffle(shops);
    const [first, second] = isLast
      ? (['remove', 'add'] as const)
      : [one.chance(0.6), one.chance(0.6)].map((isAdd) => (isAdd ? 'add' : 'remove'));
    const atMs = isLast ? lastMs - one.integer(50, 200) : firstMs;
    const id = `${cartId}-${2 * pair + 1}`;
    changes.push(
      change(id, atMs, { fn: first ?? 'add', cartId, item, node: nodeAt(atMs, here) }),
      change(`${cartId}-${2 * pair + 2}`, secondMs, {
        fn: second ?? 'add',
        cartId,
        item: isLast || one.chance(0.5) ? item : one.pick(items),
        node: nodeAt(secondMs, there),
      }),
    );
  }
  return changes;
}

export function lossyCarts(draw: Draw): Scenario {
  return {
    ...home('store'),
    workload: inOrder([
      ...carts.flatMap((cartId) => sequence(cartId, draw.of(cartId), (_, node) => node)),
      ...looks(shops, lookMs, carts),
    ]),
    faults: [...skewed(skewMs), ...lossy('Se', lookMs + waitMs)],
    untilMs: lookMs + waitMs,
  };
}

/**
 * Sh: A crashes, and comes back with an empty memory and a full disk. It is a smaller crowd than in Se, for what matters
 * happens at the restart: one half of the carts is changed at A as soon as it is back, the other half was filled before
 * and is left alone. From the crash on the network is clean, so that nothing is to blame but what
 * the copies say.
 */
const crashMs = 12_000;
const backMs = 13_100;
const changedCarts = cartsTo(2);
const oldCarts = ['cart-3', 'cart-4'];
/** Whoever came to A in the last seconds before the crash comes to B: what only A had seen then is nobody's fault. */
const quietMs = 4_000;

export function restarted(draw: Draw): Scenario {
  const nodeAt = (atMs: number, node: string): string =>
    node === 'A' && atMs >= crashMs - quietMs && atMs < crashMs ? 'B' : node;
  const isBook = { fn: 'add', item: 'book', node: 'A' } as const;
  const isAtlas = { fn: 'add', item: 'atlas', node: 'A' } as const;
  return {
    ...home('store'),
    workload: inOrder([
      ...[...changedCarts, ...oldCarts].map((cartId, index) =>
        change(`${cartId}-first`, 500 + index * 20, { cartId, ...isBook }),
      ),
      ...changedCarts.flatMap((cartId, index) => [
        ...sequence(cartId, draw.of(cartId), nodeAt),
        // As soon as A is back: its memory is empty, and the next copies come half a second later.
        change(`${cartId}-return`, backMs + 30 + index * 20, { cartId, ...isAtlas }),
      ]),
      ...looks(shops, lookMs, [...changedCarts, ...oldCarts]),
    ]),
    faults: [
      ...skewed(skewMs),
      ...lossy('Sh', crashMs),
      crash({ label: 'crash', node: 'A', at: crashMs, backAfterMs: backMs - crashMs }),
    ],
    untilMs: lookMs + waitMs,
  };
}
