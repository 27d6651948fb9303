/** The laws of a merge, tried on your `cart.ts` without any node: the same functions, called in any order. */
import { add, empty, encode, merge, remove, value, type Cart } from './cart.ts';
import type { Item } from './types.ts';

/** One step in the life of three copies. `with` is the copy that is merged in. */
export interface Move {
  readonly kind: 'add' | 'remove' | 'merge';
  readonly on: number;
  readonly item: Item;
  readonly with: number;
}

/** A law that does not hold, and for which three states of the history. */
export interface Broken {
  readonly law: string;
  readonly number: number;
  readonly states: readonly [string, string, string];
  readonly got: readonly [string, string];
}

const names = ['A', 'B', 'C'];

/** Every state that three copies of a cart pass through. */
function history(moves: readonly Move[]): Cart[] {
  const now = names.map((name) => empty(name));
  const all = [...now];
  for (const { kind, on, item, with: from } of moves) {
    const mine = now[on];
    const theirs = now[from];
    if (mine === undefined || theirs === undefined) continue;
    const next =
      kind === 'merge' ? merge(mine, theirs) : (kind === 'add' ? add : remove)(mine, item);
    now[on] = next;
    all.push(next);
  }
  return all;
}

/** Tries the laws on the states with these numbers, three at a time. Null if they hold. */
export function tryLaws(
  moves: readonly Move[],
  cases: readonly (readonly [number, number, number])[],
): Broken | null {
  const states = history(moves);
  const bytes = states.map(encode);
  const shown = states.map(told);
  for (const [index, picked] of cases.entries()) {
    const [a, b, c] = picked.map((one) => states[one % states.length]);
    if (a === undefined || b === undefined || c === undefined) continue;
    const before = picked.map((one) => bytes[one % states.length] ?? nothing);
    const broken = firstBroken([a, b, c], before);
    if (broken === null) continue;
    const [first = '', second = '', third = ''] = picked.map((one) => shown[one % states.length]);
    return { ...broken, number: index + 1, states: [first, second, third] };
  }
  return null;
}

type Law = Pick<Broken, 'law' | 'got'>;

function firstBroken(
  [a, b, c]: readonly [Cart, Cart, Cart],
  before: readonly Uint8Array[],
): Law | null {
  const ab = merge(a, b);
  const abBytes = encode(ab);
  const ba = merge(b, a);
  const left = merge(ab, c);
  const right = merge(a, merge(b, c));
  const again = merge(ab, b);
  for (const [index, cart] of [a, b, c].entries()) {
    if (!isSame(encode(cart), before[index] ?? nothing)) {
      return { law: 'unchanged', got: ['abc'[index] ?? '', told(cart)] };
    }
  }
  if (!isSame(abBytes, encode(ba))) return { law: 'commutative', got: [told(ab), told(ba)] };
  if (!isSame(encode(left), encode(right))) {
    return { law: 'associative', got: [told(left), told(right)] };
  }
  if (!isSame(abBytes, encode(again))) return { law: 'idempotent', got: [told(ab), told(again)] };
  return null;
}

const nothing = new Uint8Array(0);

function isSame(left: Uint8Array, right: Uint8Array): boolean {
  if (left.length !== right.length) return false;
  for (let index = 0; index < left.length; index++) if (left[index] !== right[index]) return false;
  return true;
}

function told(cart: Cart): string {
  return `{${[...value(cart)].sort().join(', ')}}`;
}

/**
 * One item is put in and taken out again, `count` times, on one copy after the other; every twenty-five times the
 * copies meet. The bytes of the largest copy, after each meeting.
 */
export function sizesAfter(count: number): number[] {
  let [a, b, c] = [empty('A'), empty('B'), empty('C')];
  const sizes: number[] = [];
  for (let cycle = 1; cycle <= count; cycle++) {
    a = remove(add(a, 'book'), 'book');
    if (cycle % 25 !== 0) continue;
    [b, c] = [merge(b, a), merge(c, a)];
    // The customer goes on with the next copy.
    [a, b, c] = [b, c, a];
    sizes.push(Math.max(...[a, b, c].map((cart) => encode(cart).length)));
  }
  return sizes;
}
