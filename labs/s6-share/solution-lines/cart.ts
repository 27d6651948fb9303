// Differs: each item has a version vector of its own, and each copy in the cart is a dot, so a cart knows how many there are.
/** The cart as a map of lines: for each item the dots that hold it, one a copy, and which dots of it were seen. */
import { bytesOf } from './bytes.ts';
import type { Item } from './types.ts';

/** A name for one add. */
interface Dot {
  readonly actor: string;
  readonly number: number;
}

interface Line {
  /** Actor → the number of its latest dot of this item. */
  readonly seen: ReadonlyMap<string, number>;
  readonly held: readonly Dot[];
}

export interface Cart {
  readonly actor: string;
  readonly lines: ReadonlyMap<Item, Line>;
}

const none: Line = { seen: new Map(), held: [] };

export function empty(actor: string): Cart {
  return { actor, lines: new Map() };
}

export function add(c: Cart, item: Item): Cart {
  const { seen, held } = c.lines.get(item) ?? none;
  const dot = { actor: c.actor, number: (seen.get(c.actor) ?? 0) + 1 };
  return withLine(c, item, {
    seen: new Map(seen).set(dot.actor, dot.number),
    held: [...held, dot].sort(inOrder),
  });
}

/** Takes the whole line out, but what it has seen stays: that is how a removal is known from an absence. */
export function remove(c: Cart, item: Item): Cart {
  const line = c.lines.get(item);
  return line === undefined ? c : withLine(c, item, { seen: line.seen, held: [] });
}

export function merge(a: Cart, b: Cart): Cart {
  let merged = a;
  for (const [item, theirs] of b.lines) {
    const mine = a.lines.get(item) ?? none;
    const seen = new Map(mine.seen);
    for (const [actor, number] of theirs.seen) {
      seen.set(actor, Math.max(number, seen.get(actor) ?? 0));
    }
    const kept = mine.held.filter((dot) => isHeld(theirs, dot) || !isSeen(theirs, dot));
    const added = theirs.held.filter((dot) => !isSeen(mine, dot));
    merged = withLine(merged, item, { seen, held: [...kept, ...added].sort(inOrder) });
  }
  return merged;
}

export function value(c: Cart): Set<Item> {
  return new Set([...c.lines].filter(([, { held }]) => held.length > 0).map(([item]) => item));
}

/** How many copies: one for each add that no removal has seen. */
export function quantity(c: Cart, item: Item): number {
  return c.lines.get(item)?.held.length ?? 0;
}

export function encode(c: Cart): Uint8Array {
  const lines = [...c.lines].sort(([left], [right]) => (left < right ? -1 : 1));
  const plain = lines.map(([item, { seen, held }]) => [
    item,
    [...seen].sort(([left], [right]) => (left < right ? -1 : 1)),
    held.map(({ actor, number }) => [actor, number]),
  ]);
  return bytesOf(JSON.stringify(plain));
}

function withLine(c: Cart, item: Item, line: Line): Cart {
  return { ...c, lines: new Map(c.lines).set(item, line) };
}

function isSeen({ seen }: Line, { actor, number }: Dot): boolean {
  return number <= (seen.get(actor) ?? 0);
}

function isHeld({ held }: Line, dot: Dot): boolean {
  return held.some(({ actor, number }) => actor === dot.actor && number === dot.number);
}

function inOrder(left: Dot, right: Dot): number {
  if (left.actor !== right.actor) return left.actor < right.actor ? -1 : 1;
  return left.number - right.number;
}
