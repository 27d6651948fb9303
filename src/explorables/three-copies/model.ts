/**
 * Three copies of a cart, a line that cuts the network between them, and what the customers do: a history of deeds,
 * played under one way to merge. Deeds are 15 s apart, long enough for every message of the one before.
 *
 *     play('union', deletion.deeds, 0).at(-1)?.carts.A;   // ['book', 'train set']: the book is back
 */
import {
  items,
  mergeNames,
  replicas,
  withStrategy,
  type Item,
  type MergeName,
  type Replica,
  type Strategy,
} from './merges.ts';

/** Where the line falls: right of so many copies. 0 and 3 are outside, and all three are together. */
export const lines = [0, 1, 2, 3] as const;
export type Line = (typeof lines)[number];

export type Deed =
  | { readonly kind: 'add' | 'remove'; readonly item: Item; readonly at: Replica }
  | { readonly kind: 'cut'; readonly line: Line };

/** Between two deeds. */
export const deedEveryMs = 15_000;
/** When the deed of this index happens. */
export const instantOf = (index: number): number => (index + 1) * deedEveryMs;

/** Copies that reach each other. */
export function sidesOf(line: Line): readonly (readonly Replica[])[] {
  const sides = [replicas.slice(0, line), replicas.slice(line)];
  return sides.filter((side) => side.length > 0);
}

export const lineAfter = (deeds: readonly Deed[]): Line =>
  deeds.reduce<Line>((line, deed) => (deed.kind === 'cut' ? deed.line : line), 0);

type Each<T> = Readonly<Record<Replica, T>>;
const each = <T>(make: (replica: Replica) => T): Each<T> => ({
  A: make('A'),
  B: make('B'),
  C: make('C'),
});

/** The three copies after a deed. */
export interface Snapshot {
  readonly carts: Each<readonly Item[]>;
  readonly memory: Each<readonly string[]>;
}

/** The copies before the first deed and after each. `skewMs` is how far B's clock is ahead. */
export function play(name: MergeName, deeds: readonly Deed[], skewMs: number): readonly Snapshot[] {
  return withStrategy(name, (strategy) => playWith(strategy, deeds, skewMs));
}

function playWith<State>(
  strategy: Strategy<State>,
  deeds: readonly Deed[],
  skewMs: number,
): readonly Snapshot[] {
  let states: Each<State> = each(() => strategy.empty);
  const look = (): Snapshot => ({
    carts: each((replica) => strategy.value(states[replica])),
    memory: each((replica) => strategy.memory(states[replica])),
  });
  const snapshots = [look()];
  let line: Line = 0;
  for (const [index, deed] of deeds.entries()) {
    const before = states;
    if (deed.kind === 'cut') {
      line = deed.line;
      const joined = (replica: Replica): State =>
        sideWith(line, replica).reduce(
          (state, peer) => strategy.merge(state, before[peer]),
          before[replica],
        );
      states = each(joined);
    } else {
      const stamp = { by: deed.at, atMs: instantOf(index) + (deed.at === 'B' ? skewMs : 0) };
      const changed = strategy[deed.kind](before[deed.at], deed.item, stamp);
      const reached = sideWith(line, deed.at);
      states = each((replica) => {
        if (replica === deed.at) return changed;
        const state = before[replica];
        return reached.includes(replica) ? strategy.follow(state, changed) : state;
      });
    }
    snapshots.push(look());
  }
  return snapshots;
}

const sideWith = (line: Line, replica: Replica): readonly Replica[] =>
  sidesOf(line).find((side) => side.includes(replica)) ?? [replica];

/**
 * What the customers asked for, by who knew what: an item is in the cart of a copy if the copy has heard of an add of
 * it that no remove it has heard of knew. It is told from the deeds alone and knows no tags.
 */
export function asked(deeds: readonly Deed[]): Each<readonly Item[]> {
  let heard: Each<ReadonlySet<number>> = each(() => new Set<number>());
  const knewAt = new Map<number, ReadonlySet<number>>();
  let line: Line = 0;
  for (const [index, deed] of deeds.entries()) {
    const before = heard;
    if (deed.kind === 'cut') line = deed.line;
    else knewAt.set(index, before[deed.at]);
    const news = (peer: Replica): Iterable<number> =>
      deed.kind !== 'cut' && deed.at === peer ? [...before[peer], index] : before[peer];
    heard = each((replica) => new Set(sideWith(line, replica).flatMap((peer) => [...news(peer)])));
  }
  const isIn = (item: Item, known: ReadonlySet<number>): boolean =>
    [...known].some((add) => {
      const deed = deeds[add];
      if (deed?.kind !== 'add' || deed.item !== item) return false;
      return ![...known].some((remove) => {
        const other = deeds[remove];
        if (other?.kind !== 'remove' || other.item !== item) return false;
        return knewAt.get(remove)?.has(add) === true;
      });
    });
  return each((replica) => items.filter((item) => isIn(item, heard[replica])));
}

/** What a copy's cart has against what was asked for. */
export interface Fault {
  readonly at: Replica;
  readonly item: Item;
  /** An add is gone, or a removed item is back. */
  readonly kind: 'lost' | 'back';
}

export function faultsOf(carts: Each<readonly Item[]>, wanted: Each<readonly Item[]>): Fault[] {
  return replicas.flatMap((at) =>
    items.flatMap((item): Fault[] => {
      const has = carts[at].includes(item);
      if (has === wanted[at].includes(item)) return [];
      return [{ at, item, kind: has ? 'back' : 'lost' }];
    }),
  );
}

/** The same deeds under all four merges. */
export interface Outcome {
  readonly name: MergeName;
  readonly carts: Each<readonly Item[]>;
  readonly faults: readonly Fault[];
}

export function outcomes(deeds: readonly Deed[], skewMs: number): readonly Outcome[] {
  const wanted = asked(deeds);
  return mergeNames.map((name) => {
    const carts = play(name, deeds, skewMs).at(-1)?.carts ?? each(() => []);
    return { name, carts, faults: faultsOf(carts, wanted) };
  });
}
