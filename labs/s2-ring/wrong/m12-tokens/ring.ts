/** The ring: who owns which partition, and where a key is kept. */
import { sha1 } from './sha1.ts';
import type { Move, NodeName, Place } from './types.ts';

/** Points on the ring that each node draws. */
const tokens = 16;

/** The owner of each partition: whoever has the next point on the ring. */
export function claim(
  _prev: NodeName[] | null,
  nodes: NodeName[],
  q: number,
  _nVal: number,
): NodeName[] {
  const points = nodes
    .flatMap((node) =>
      Array.from({ length: tokens }, (_, token) => ({ node, point: sha1(`${node} ${token}`) })),
    )
    .sort((left, right) => (left.point < right.point ? -1 : 1));
  return Array.from({ length: q }, (_, partition) => {
    const start = (BigInt(partition) << 160n) / BigInt(q);
    return (points.find(({ point }) => point >= start) ?? points[0])?.node ?? '';
  });
}

/** Where a key is kept: its partition and the ones after it, with their owners. */
export function preflist(ring: NodeName[], key: string, n: number): Place[] {
  const first = Number((sha1(key) * BigInt(ring.length)) >> 160n);
  return Array.from({ length: n }, (_, index) => {
    const partition = (first + index) % ring.length;
    return { partition, node: ring[partition] ?? '' };
  });
}

/** The partitions whose owner changes from one ring to the next. */
export function plan(prev: NodeName[], next: NodeName[]): Move[] {
  return next.flatMap((to, partition) => {
    const from = prev[partition];
    return from === undefined || from === to ? [] : [{ partition, from, to }];
  });
}
