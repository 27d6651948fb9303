/**
 * Four ways to keep a cart on three nodes, as pure functions over plain data: no state is changed, each gives another.
 *
 *     const { add, merge, value } = observedRemove;
 *     value(merge(add(empty, 'book', atA), empty));   // ['book']
 *
 * `merge` joins two states that have gone different ways. For a last writer, a 2P-Set and an OR-Set it is all that
 * replicas need; a plain union can remove nothing, so it takes changes as they come and merges at reunions alone.
 */

export const replicas = ['A', 'B', 'C'] as const;
export type Replica = (typeof replicas)[number];

export const items = ['book', 'train set'] as const;
export type Item = (typeof items)[number];

/** Where a change is made, and what the clock says there. */
export interface Stamp {
  readonly by: Replica;
  readonly atMs: number;
}

export interface Strategy<State> {
  readonly empty: State;
  readonly add: (state: State, item: Item, stamp: Stamp) => State;
  readonly remove: (state: State, item: Item, stamp: Stamp) => State;
  /** What a replica makes of a peer's new state that comes over a link which was up all the time. */
  readonly follow: (mine: State, sent: State) => State;
  /** What it makes of a peer's state at a reunion. */
  readonly merge: (mine: State, theirs: State) => State;
  readonly value: (state: State) => readonly Item[];
  /** What it keeps beside the items, in words. */
  readonly memory: (state: State) => readonly string[];
}

/** In one order, each once: two states with the same content are equal as data. */
const sorted = (some: Iterable<Item>): readonly Item[] => {
  const chosen = new Set(some);
  return items.filter((item) => chosen.has(item));
};
const without = (some: readonly Item[], item: Item): readonly Item[] =>
  some.filter((other) => other !== item);

/** The whole cart as one value, and the last write by the clocks. */
export interface Register {
  readonly stamp: Stamp | null;
  readonly cart: readonly Item[];
}

const isLater = (one: Stamp, other: Stamp): boolean =>
  one.atMs > other.atMs || (one.atMs === other.atMs && one.by > other.by);

function later(mine: Register, theirs: Register): Register {
  if (theirs.stamp === null) return mine;
  return mine.stamp === null || isLater(theirs.stamp, mine.stamp) ? theirs : mine;
}

/** A store of this kind takes every write and forgets at once those that its clock calls old. */
export const lastWriter: Strategy<Register> = {
  empty: { stamp: null, cart: [] },
  add: (state, item, stamp) => later(state, { stamp, cart: sorted([...state.cart, item]) }),
  remove: (state, item, stamp) => later(state, { stamp, cart: without(state.cart, item) }),
  follow: later,
  merge: later,
  value: ({ cart }) => cart,
  memory: ({ stamp }) =>
    stamp === null ? ['no write yet'] : [`written by ${stamp.by}`, `at ${stamp.atMs / 1_000} s`],
};

/** Keep whatever either side still has. */
export const union: Strategy<readonly Item[]> = {
  empty: [],
  add: (cart, item) => sorted([...cart, item]),
  remove: without,
  follow: (_mine, sent) => sent,
  merge: (mine, theirs) => sorted([...mine, ...theirs]),
  value: (cart) => cart,
  memory: () => ['nothing else'],
};

/** One set of what was ever added, one of what was ever removed; both only grow. */
export interface TwoPhase {
  readonly added: readonly Item[];
  readonly removed: readonly Item[];
}

const joinPhases = (mine: TwoPhase, theirs: TwoPhase): TwoPhase => ({
  added: sorted([...mine.added, ...theirs.added]),
  removed: sorted([...mine.removed, ...theirs.removed]),
});

export const twoPhase: Strategy<TwoPhase> = {
  empty: { added: [], removed: [] },
  add: ({ added, removed }, item) => ({ added: sorted([...added, item]), removed }),
  remove: ({ added, removed }, item) => ({
    added,
    removed: added.includes(item) ? sorted([...removed, item]) : removed,
  }),
  follow: joinPhases,
  merge: joinPhases,
  value: ({ added, removed }) => added.filter((item) => !removed.includes(item)),
  memory: ({ removed }) => [`removed: ${removed.length === 0 ? 'none' : removed.join(', ')}`],
};

/** The tag of one add: who made it, and how many adds that replica had made by then. */
export interface Dot {
  readonly item: Item;
  readonly by: Replica;
  readonly count: number;
}

/** Tags of what is in the cart, and for each replica how many of its adds have been seen here, gone ones included. */
export interface ObservedRemove {
  readonly dots: readonly Dot[];
  readonly seen: Readonly<Record<Replica, number>>;
}

const hasSeen = ({ seen }: ObservedRemove, dot: Dot): boolean => seen[dot.by] >= dot.count;
const isSame = (one: Dot, other: Dot): boolean => one.by === other.by && one.count === other.count;
const inOrder = (dots: readonly Dot[]): readonly Dot[] =>
  [...dots].sort((one, other) =>
    one.by === other.by ? one.count - other.count : one.by < other.by ? -1 : 1,
  );

/** A tag stays if both have it, or if the one who lacks it has never seen it. Seen and absent means: removed. */
function joinDots(mine: ObservedRemove, theirs: ObservedRemove): ObservedRemove {
  const kept = mine.dots.filter(
    (dot) => !hasSeen(theirs, dot) || theirs.dots.some((other) => isSame(dot, other)),
  );
  const fresh = theirs.dots.filter((dot) => !hasSeen(mine, dot));
  const most = (by: Replica): number => Math.max(mine.seen[by], theirs.seen[by]);
  return {
    dots: inOrder([...kept, ...fresh]),
    seen: { A: most('A'), B: most('B'), C: most('C') },
  };
}

export const observedRemove: Strategy<ObservedRemove> = {
  empty: { dots: [], seen: { A: 0, B: 0, C: 0 } },
  // The new tag takes the place of those that this replica knows.
  add: ({ dots, seen }, item, { by }) => {
    const count = seen[by] + 1;
    const others = dots.filter((dot) => dot.item !== item);
    return { dots: inOrder([...others, { item, by, count }]), seen: { ...seen, [by]: count } };
  },
  remove: ({ dots, seen }, item) => ({ dots: dots.filter((dot) => dot.item !== item), seen }),
  follow: joinDots,
  merge: joinDots,
  value: ({ dots }) => sorted(dots.map(({ item }) => item)),
  memory: ({ dots, seen }) => [
    ...dots.map(({ item, by, count }) => `${item}: ${by}${count}`),
    `seen ${replicas.map((by) => `${by}${seen[by]}`).join(' ')}`,
  ],
};

export const mergeNames = ['last writer', 'union', '2P-Set', 'OR-Set'] as const;
export type MergeName = (typeof mergeNames)[number];

/** Does something with the strategy of that name, whatever its states are. */
export function withStrategy<Result>(
  name: MergeName,
  use: <State>(strategy: Strategy<State>) => Result,
): Result {
  switch (name) {
    case 'last writer':
      return use(lastWriter);
    case 'union':
      return use(union);
    case '2P-Set':
      return use(twoPhase);
    case 'OR-Set':
      return use(observedRemove);
  }
}
