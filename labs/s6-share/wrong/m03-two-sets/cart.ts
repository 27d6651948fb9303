/** The cart: a set of what was added and a set of what was removed. Both only grow, so merging is a union. */
import { bytesOf } from './bytes.ts';
import type { Item } from './types.ts';

export interface Cart {
  readonly actor: string;
  readonly added: ReadonlySet<Item>;
  readonly removed: ReadonlySet<Item>;
}

export function empty(actor: string): Cart {
  return { actor, added: new Set(), removed: new Set() };
}

export function add(c: Cart, item: Item): Cart {
  return { ...c, added: new Set([...c.added, item]) };
}

export function remove(c: Cart, item: Item): Cart {
  return { ...c, removed: new Set([...c.removed, item]) };
}

export function merge(a: Cart, b: Cart): Cart {
  return {
    ...a,
    added: new Set([...a.added, ...b.added]),
    removed: new Set([...a.removed, ...b.removed]),
  };
}

export function value(c: Cart): Set<Item> {
  return new Set([...c.added].filter((item) => !c.removed.has(item)));
}

export function encode(c: Cart): Uint8Array {
  return bytesOf(JSON.stringify([[...c.added].sort(), [...c.removed].sort()]));
}
