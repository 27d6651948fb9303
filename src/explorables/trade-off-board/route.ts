/** Which shops hold what. Who reckons knows the nodes that it is connected to; a node behind a partition is one of them. */
import { node, nodes } from '#runtime/index.ts';
import type { Sharing } from './ledger.ts';

export const shops = ['shop-1', 'shop-2', 'shop-3'] as const;

/** The shops in the order of the ring, from the subject's owner on, without those known to be down. */
function ring(subject: string): readonly string[] {
  const known = new Set([...nodes(), node()]);
  const owner = Number(subject.slice(1)) % shops.length;
  return [...shops.slice(owner), ...shops.slice(0, owner)].filter((shop) => known.has(shop));
}

const copies: Readonly<Record<Sharing, number>> = {
  nothing: 1,
  something: 2,
  'everything, merged': shops.length,
  majority: shops.length,
};

/** The shops that hold a copy. */
export function holders(sharing: Sharing, subject: string): readonly string[] {
  return ring(subject).slice(0, copies[sharing]);
}

/** Whom a front end asks, first choice first: its own data centre's shop if that holds a copy. */
export function choices(sharing: Sharing, subject: string): readonly string[] {
  const near = node().replace('web', 'shop');
  const all = holders(sharing, subject);
  return all.includes(near) ? [near, ...all.filter((shop) => shop !== near)] : all;
}
