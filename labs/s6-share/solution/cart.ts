/**
 * The cart: an observed-remove set without tombstones (Bieniusa et al., "An Optimized Conflict-free Replicated Set",
 * 2012). Each add is a dot: the name of the copy that made it, and a number. A copy remembers which dots it has seen and
 * which of them still hold an item; a dot that it has seen and that holds nothing was removed.
 */
import { bytesOf } from './bytes.ts';
import type { Item } from './types.ts';

/** Copy → the number of its latest dot. Dots of one copy are numbered from 1 on, without gaps. */
type Dots = ReadonlyMap<string, number>;

export interface Cart {
  /** The copy that makes dots here. No two copies may ever share a name. */
  readonly actor: string;
  readonly seen: Dots;
  /** Item → the dots that hold it. */
  readonly items: ReadonlyMap<Item, Dots>;
}

export function empty(actor: string): Cart {
  return { actor, seen: new Map(), items: new Map() };
}

export function add(c: Cart, item: Item): Cart {
  const number = (c.seen.get(c.actor) ?? 0) + 1;
  // The new dot stands for the older ones, which this copy has all seen: whoever sees it lets go of them.
  const items = new Map(c.items).set(item, new Map([[c.actor, number]]));
  return { ...c, seen: new Map(c.seen).set(c.actor, number), items };
}

export function remove(c: Cart, item: Item): Cart {
  const items = new Map(c.items);
  items.delete(item);
  return { ...c, items };
}

/** What either side holds, but for what the other side has seen and holds no more. */
export function merge(a: Cart, b: Cart): Cart {
  const items = new Map<Item, Dots>();
  for (const item of new Set([...a.items.keys(), ...b.items.keys()])) {
    const mine = a.items.get(item) ?? none;
    const theirs = b.items.get(item) ?? none;
    const kept = new Map([...left(mine, theirs, b.seen), ...left(theirs, mine, a.seen)]);
    if (kept.size > 0) items.set(item, kept);
  }
  const seen = new Map(a.seen);
  for (const [actor, number] of b.seen) seen.set(actor, Math.max(number, seen.get(actor) ?? 0));
  return { actor: a.actor, seen, items };
}

const none: Dots = new Map();

/** The dots that the other side holds as well, or has never seen. */
function left(dots: Dots, others: Dots, seen: Dots): [string, number][] {
  return [...dots].filter(
    ([actor, number]) => others.get(actor) === number || number > (seen.get(actor) ?? 0),
  );
}

export function value(c: Cart): Set<Item> {
  return new Set(c.items.keys());
}

/** The same bytes for the same cart, whatever the order in which it came about and whoever holds it. */
export function encode(c: Cart): Uint8Array {
  const items = [...c.items].map(([item, dots]): [Item, unknown] => [item, sorted(dots)]);
  return bytesOf(JSON.stringify([sorted(c.seen), sorted(items)]));
}

function sorted<Value>(entries: Iterable<readonly [string, Value]>): (readonly [string, Value])[] {
  return [...entries].sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0));
}
