/** What this shop is: set once when it boots, read by all of its modules. */
import { node, nodes, send } from 'nines';
import type { News } from './messages.ts';
import type { Setup, Sharing } from './setup.ts';

let given: Setup | undefined;

export function begin(setup: Setup): void {
  given = setup;
}

export function setup(): Setup {
  if (given === undefined) throw new Error('the shop has not begun');
  return given;
}

/** The other shops that hold a copy, those of the same data centre first; none if this one holds none. */
export function peersOf({ members }: Sharing): string[] {
  const own = node();
  if (!members.includes(own)) return [];
  const { zones } = setup();
  const others = members.filter((shop) => shop !== own);
  const near = others.filter((shop) => zones[shop] === zones[own]);
  return [...near, ...others.filter((shop) => zones[shop] !== zones[own])];
}

/** Sends news to the shop process of each of these nodes. */
export function tell(shops: readonly string[], news: News): void {
  for (const shop of shops) send({ name: 'shop', node: shop }, news);
}

/** How many members this shop believes to be there, itself included. */
export function reachedOf(sharing: Sharing): number {
  const connected = new Set(nodes());
  return 1 + peersOf(sharing).filter((shop) => connected.has(shop)).length;
}
