/** The ring: who owns which partition, and where a key is kept. */
import { sha1 } from './sha1.ts';
import type { Move, NodeName, Place } from './types.ts';

/** The owner of each partition: the nodes take turns. */
export function claim(
  _prev: NodeName[] | null,
  nodes: NodeName[],
  q: number,
  _nVal: number,
): NodeName[] {
  return Array.from({ length: q }, (_, partition) => nodes[partition % nodes.length] ?? '');
}

/** Where a key is kept: the node its hash falls on, and the ones after it. */
export function preflist(ring: NodeName[], key: string, n: number): Place[] {
  const nodes = [...new Set(ring)];
  const first = Number(sha1(key) % BigInt(nodes.length));
  return Array.from({ length: n }, (_, index) => {
    const partition = (first + index) % nodes.length;
    return { partition, node: nodes[partition] ?? '' };
  });
}

/** The partitions whose owner changes from one ring to the next. */
export function plan(prev: NodeName[], next: NodeName[]): Move[] {
  return next.flatMap((to, partition) => {
    const from = prev[partition];
    return from === undefined || from === to ? [] : [{ partition, from, to }];
  });
}
