/** The cart: what either side has. Nobody's add is ever lost. */
import { bytesOf } from './bytes.ts';
import type { Item } from './types.ts';

export interface Cart {
  readonly actor: string;
  readonly items: ReadonlySet<Item>;
}

export function empty(actor: string): Cart {
  return { actor, items: new Set() };
}

export function add(c: Cart, item: Item): Cart {
  return { ...c, items: new Set([...c.items, item]) };
}

export function remove(c: Cart, item: Item): Cart {
  return { ...c, items: new Set([...c.items].filter((one) => one !== item)) };
}

export function merge(a: Cart, b: Cart): Cart {
  return { ...a, items: new Set([...a.items, ...b.items]) };
}

export function value(c: Cart): Set<Item> {
  return new Set(c.items);
}

export function encode(c: Cart): Uint8Array {
  return bytesOf(JSON.stringify([...c.items].sort()));
}
