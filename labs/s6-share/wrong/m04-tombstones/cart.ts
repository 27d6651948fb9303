/** The cart: every add has a tag of its own, and a tag that was removed is remembered. */
import { bytesOf } from './bytes.ts';
import type { Item } from './types.ts';

export interface Cart {
  readonly actor: string;
  readonly made: number;
  /** Tag → item. */
  readonly added: ReadonlyMap<string, Item>;
  readonly removed: ReadonlySet<string>;
}

export function empty(actor: string): Cart {
  return { actor, made: 0, added: new Map(), removed: new Set() };
}

export function add(c: Cart, item: Item): Cart {
  const made = c.made + 1;
  return { ...c, made, added: new Map(c.added).set(`${c.actor}:${made}`, item) };
}

export function remove(c: Cart, item: Item): Cart {
  const gone = [...c.added].filter(([, one]) => one === item).map(([tag]) => tag);
  return {
    ...c,
    added: new Map([...c.added].filter(([, one]) => one !== item)),
    removed: new Set([...c.removed, ...gone]),
  };
}

export function merge(a: Cart, b: Cart): Cart {
  const removed = new Set([...a.removed, ...b.removed]);
  const added = new Map([...a.added, ...b.added].filter(([tag]) => !removed.has(tag)));
  return { ...a, added, removed };
}

export function value(c: Cart): Set<Item> {
  return new Set(c.added.values());
}

export function encode(c: Cart): Uint8Array {
  return bytesOf(JSON.stringify([[...c.added].sort(byTag), [...c.removed].sort()]));
}

function byTag([left]: readonly [string, Item], [right]: readonly [string, Item]): number {
  return left < right ? -1 : 1;
}
