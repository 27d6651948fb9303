/** Papertrain as this lab knows it: which nodes there are, what they run, and who comes to check out. */
import {
  family,
  operationsAt,
  pidOf,
  type Boot,
  type Draw,
  type Operation,
  type Scenario,
} from '#grader/index.ts';

/**
 * The worlds are shorter than a real evening and have the same rates: ten seconds stand for sixty, with twenty
 * check-outs a second where the number matters.
 */
const everyMs = 50;
/** A customer reads the page for so long. */
export const readingMs = 2_000;
/** A request and its answer take 5 ms, give or take one. */
const lan = { meanMs: 2.5, spreadMs: 0.5 };
export const shops = 3;
const webs = 3;
/** Most baskets hold what everybody buys: the first hundred of a thousand items. */
export const popular = Array.from({ length: 100 }, (_, index) => index + 1);
/** Of ten baskets five hold one item, four a dozen, and one fifty. Small ones first: what they show is easy to read. */
const sizes = [1, 1, 1, 1, 1, 12, 12, 12, 12, 50];
/** Where the size itself matters, the big one first: it shows most. */
export const bigFirst = [50, 1, 12, 1, 12, 1, 12, 1, 12, 1];

interface Home {
  readonly hasViews?: boolean;
  readonly version?: number;
}

/** The nodes and what runs on them; the views and their feed only where a world is about them. */
export function home({ hasViews = false, version = 2 }: Home = {}): Pick<
  Scenario,
  'nodes' | 'network' | 'boot'
> {
  const discovers = [1, 2].flatMap((number): Boot[] => {
    const node = `discover-${number}`;
    const titles = { node, file: 'discover-node.ts', body: 'catalogue', as: 'catalogue' };
    const arg = { owner: pidOf('data') };
    const view = { node, file: 'view.ts', body: 'stockView', as: 'view', arg };
    return hasViews ? [titles, view] : [titles];
  });
  return {
    nodes: [
      ...family('web', webs),
      ...family('shop', shops),
      ...family('discover', 2),
      { name: 'data' },
      { name: 'pay' },
    ],
    network: { lan },
    boot: [
      { node: 'data', file: 'data-node.ts', body: 'data', as: 'data', arg: { hasFeed: hasViews } },
      { node: 'pay', file: 'pay-node.ts', body: 'pay', as: 'pay' },
      ...discovers,
      ...nodesOf('shop', shops, { file: 'shop-node.ts', body: 'desk', version }),
      ...nodesOf('web', webs, { file: 'web-node.ts', body: 'web', version }),
    ],
  };
}

function nodesOf(
  name: string,
  count: number,
  { version, ...what }: { readonly file: string; readonly body: string; readonly version: number },
): Boot[] {
  return Array.from({ length: count }, (_, index) => ({
    node: `${name}-${index + 1}`,
    as: name,
    arg: { version },
    ...what,
  }));
}

const towns = ['Ely', 'Hull', 'Bath', 'Rye', 'Leeds', 'Wells', 'York', 'Deal'];
const streets = ['Mill Lane', 'Station Road', 'Quay Street', 'Castle Hill', 'New Row'];

/** Street and town, in one line. */
export function address(draw: Draw): string {
  return `${draw.integer(1, 99)} ${draw.pick(streets)}, ${draw.pick(towns)}`;
}

interface Customers {
  readonly count: number;
  readonly fromMs?: number;
  readonly every?: number;
  /** Sizes of their baskets, over and over. */
  readonly baskets?: readonly number[];
}

/** Customers who check out, one every `everyMs`, each at a page and a shop of the seed's. */
export function checkouts(
  draw: Draw,
  { count, fromMs = 300, every = everyMs, baskets = sizes }: Customers,
): Operation[] {
  const instants = Array.from({ length: count }, (_, index) => fromMs + index * every);
  return operationsAt(instants, draw, (index, one) => ({
    id: `checkout-${index + 1}`,
    fn: 'checkout',
    args: {
      shop: `shop-${one.integer(1, shops)}`,
      items: one.of('items').some(popular, baskets[index % baskets.length] ?? 1),
      address: address(one.of('address')),
    },
    driver: { node: `web-${one.integer(1, webs)}`, name: 'web' },
  }));
}
