/**
 * One shop's copies of the carts, in two ways to put two copies together.
 *
 *   observed   Each addition has a tag of its own, a remove names the tags it has seen. What is removed stays removed,
 *              whichever copy hears of it first. The copies are put together by set union of both, tags and removals.
 *   union      A cart is its items and the changes it has seen. Who has seen all that the other has is newer and wins;
 *              if neither has, the items of both are put together, so that no addition is lost.
 */
import type { CartState } from './messages.ts';

export interface CartChange {
  /** Key of the operation. */
  readonly key: string;
  readonly cart: string;
  readonly item: string;
  readonly isAdd: boolean;
  /** Additions that the customer has seen. */
  readonly seen: readonly string[];
}

export class Carts {
  readonly #merge: CartState['merge'];
  #carts = new Map<string, CartState>();

  constructor(merge: CartState['merge']) {
    this.#merge = merge;
  }

  /** Carries out a change; one that was carried out before changes nothing. */
  change({ key, cart, item, isAdd, seen }: CartChange): void {
    const own = this.state(cart);
    if (own.merge === 'observed') {
      const { added, removed } = own;
      const tags = Object.keys(added).filter((tag) => added[tag] === item);
      this.#carts.set(
        cart,
        isAdd
          ? { ...own, added: { ...added, [key]: item } }
          : { ...own, removed: union(removed, [...tags, ...seen]) },
      );
    } else if (!own.seen.includes(key)) {
      const others = own.items.filter((each) => each !== item);
      const items = isAdd ? [...others, item] : others;
      this.#carts.set(cart, { merge: 'union', items, seen: [...own.seen, key] });
    }
  }

  /** Takes in what another copy holds; true if that was news. */
  takeIn(cart: string, other: CartState): boolean {
    const own = this.state(cart);
    const merged = merge(own, other);
    this.#carts.set(cart, merged);
    return size(merged) !== size(own);
  }

  state(cart: string): CartState {
    const empty: CartState =
      this.#merge === 'observed'
        ? { merge: 'observed', added: {}, removed: [] }
        : { merge: 'union', items: [], seen: [] };
    return this.#carts.get(cart) ?? empty;
  }

  /** What is in the cart, sorted. */
  items(cart: string): string[] {
    const state = this.state(cart);
    if (state.merge === 'union') return [...state.items].sort();
    const { added, removed } = state;
    const tags = Object.keys(added).filter((tag) => !removed.includes(tag));
    return union(
      tags.map((tag) => added[tag] ?? ''),
      [],
    ).sort();
  }

  all(): [string, CartState][] {
    return [...this.#carts];
  }
}

function merge(own: CartState, other: CartState): CartState {
  if (own.merge === 'observed' && other.merge === 'observed') {
    const added = { ...own.added, ...other.added };
    return { merge: 'observed', added, removed: union(own.removed, other.removed) };
  }
  if (own.merge !== 'union' || other.merge !== 'union') return own;
  if (other.seen.every((key) => own.seen.includes(key))) return own;
  if (own.seen.every((key) => other.seen.includes(key))) return other;
  return {
    merge: 'union',
    items: union(own.items, other.items),
    seen: union(own.seen, other.seen),
  };
}

/** How many changes a copy knows: whoever learns of one more knows more. */
function size(state: CartState): number {
  return state.merge === 'union'
    ? state.seen.length
    : Object.keys(state.added).length + state.removed.length;
}

function union(one: readonly string[], other: readonly string[]): string[] {
  return [...new Set([...one, ...other])];
}
