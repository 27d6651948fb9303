/** The cart: one value with the time of its last change; the later one wins, whole. */
import { now } from 'nines';
import { bytesOf } from './bytes.ts';
import type { Item } from './types.ts';

export interface Cart {
  readonly actor: string;
  /** When it was last changed, by the clock of the node that changed it. */
  readonly changedMs: number;
  readonly items: readonly Item[];
}

export function empty(actor: string): Cart {
  return { actor, changedMs: Number.NEGATIVE_INFINITY, items: [] };
}

export function add(c: Cart, item: Item): Cart {
  return { ...c, changedMs: now(), items: [...c.items.filter((one) => one !== item), item] };
}

export function remove(c: Cart, item: Item): Cart {
  return { ...c, changedMs: now(), items: c.items.filter((one) => one !== item) };
}

/** The later of the two. */
export function merge(a: Cart, b: Cart): Cart {
  return b.changedMs > a.changedMs ? { ...b, actor: a.actor } : a;
}

export function value(c: Cart): Set<Item> {
  return new Set(c.items);
}

export function encode(c: Cart): Uint8Array {
  return bytesOf(JSON.stringify([c.changedMs, [...c.items].sort()]));
}
