/** The cart: for each item the time of its last change, and whether that was an add; the later one wins. */
import { now } from 'nines';
import { bytesOf } from './bytes.ts';
import type { Item } from './types.ts';

interface Change {
  readonly atMs: number;
  readonly isIn: boolean;
}

export interface Cart {
  readonly actor: string;
  readonly items: ReadonlyMap<Item, Change>;
}

export function empty(actor: string): Cart {
  return { actor, items: new Map() };
}

export function add(c: Cart, item: Item): Cart {
  return changed(c, item, { atMs: now(), isIn: true });
}

export function remove(c: Cart, item: Item): Cart {
  return changed(c, item, { atMs: now(), isIn: false });
}

export function merge(a: Cart, b: Cart): Cart {
  let merged = a;
  for (const [item, change] of b.items) merged = changed(merged, item, change);
  return merged;
}

/** The later change counts; of two at the same instant, the add. */
function changed(c: Cart, item: Item, change: Change): Cart {
  const known = c.items.get(item);
  const isLater =
    known === undefined ||
    change.atMs > known.atMs ||
    (change.atMs === known.atMs && change.isIn && !known.isIn);
  return isLater ? { ...c, items: new Map(c.items).set(item, change) } : c;
}

export function value(c: Cart): Set<Item> {
  return new Set([...c.items].filter(([, { isIn }]) => isIn).map(([item]) => item));
}

export function encode(c: Cart): Uint8Array {
  const items = [...c.items].sort(([left], [right]) => (left < right ? -1 : 1));
  return bytesOf(JSON.stringify(items.map(([item, { atMs, isIn }]) => [item, atMs, isIn])));
}
