/** The three shop nodes, the customers' node, and the instants of the run sheet. */
import {
  skew,
  type Boot,
  type Data,
  type Fault,
  type Operation,
  type Scenario,
} from '#grader/index.ts';

export const shops = ['A', 'B', 'C'] as const;
const driver = { node: 'web', name: 'web' } as const;
const periodMs = 500;
/** One copy is left of the signed edition; of the others there is more than anybody orders. */
export const lastCopy = 'signed edition';
export const plentiful = ['book', 'train set'];
const stock = { [lastCopy]: 1, book: 10_000, 'train set': 10_000 };

/** A node, and then the other two in the order of the ring. */
export function ringFrom(node: string): readonly string[] {
  const at = shops.findIndex((shop) => shop === node);
  return [...shops.slice(at), ...shops.slice(0, at)];
}

/** What one shop node sends the others. What a process sends itself, such as a timer, is not meant. */
export const betweenShops = shops.map((from) => ({
  from,
  to: shops.filter((other) => other !== from),
}));

/** The nodes, with your `store` or your `order` on each of the three. */
export function home(runs: 'store' | 'order'): Pick<Scenario, 'nodes' | 'boot'> {
  return {
    nodes: [...shops, 'web'].map((name) => ({ name })),
    boot: [
      { node: 'web', file: 'web-node.ts', body: 'web', as: 'web' },
      ...shops.flatMap((node): Boot[] => {
        const [me = '', ...peers] = ringFrom(node);
        const bell: Boot = { node, file: 'web-node.ts', body: 'bell', as: 'bell' };
        return runs === 'store'
          ? [{ node, ...store, as: 'store', arg: { me, peers, periodMs } }]
          : [bell, { node, ...order, as: 'order', arg: { me, peers, stock } }];
      }),
    ],
  };
}

const store = { file: 'replicate.ts', body: 'replicator' };
const order = { file: 'orderlog.ts', body: 'orderGroup' };

/** What the customers do, in the order of time. */
export function inOrder(operations: readonly Operation[]): Operation[] {
  return operations.toSorted((left, right) => left.atMs - right.atMs);
}

/** One thing that a customer does. */
export function operation(
  id: string,
  atMs: number,
  what: { readonly fn: string; readonly args: Data },
): Operation {
  return { id, atMs: Math.round(atMs * 1000) / 1000, ...what, driver };
}

/** The clocks are off by so much: those of A run ahead, those of B behind. */
export function skewed(byMs: number): Fault[] {
  return [
    skew({ label: 'clock', node: 'A', byMs }),
    skew({ label: 'clock', node: 'B', byMs: -byMs }),
  ];
}
