/** The ring: who owns which partition, and where a key is kept. */
import { sha1 } from './sha1.ts';
import type { Move, NodeName, Place } from './types.ts';

/** A ring begins with so many nodes; the others join one by one. It divides every power of two. */
const firstNodes = 4;

/**
 * The owner of each partition. With `prev`, the ring before, as few of them change as can; any `nVal` neighbours have
 * different owners, and all nodes own the same number, give or take one.
 */
export function claim(
  prev: NodeName[] | null,
  nodes: NodeName[],
  q: number,
  nVal: number,
): NodeName[] {
  if (prev === null) {
    const first = nodes.slice(0, firstNodes);
    const start = Array.from({ length: q }, (_, index) => first[index % first.length] ?? '');
    return nodes
      .slice(firstNodes)
      .reduce(
        (ring, _, index) => claim(ring, nodes.slice(0, firstNodes + index + 1), q, nVal),
        start,
      );
  }
  const ring = [...prev];
  for (const [index, owner] of ring.entries()) {
    if (nodes.includes(owner)) continue;
    const [heir] = byLoad(ring, nodes).filter((node) => fits(ring, index, node, nVal));
    if (heir !== undefined) ring[index] = heir;
  }
  while (evenOut(ring, nodes, nVal));
  return ring;
}

/** Moves one partition from a node that owns many to one that owns few. False if there is nothing to move. */
function evenOut(ring: NodeName[], nodes: readonly NodeName[], nVal: number): boolean {
  const loads = loadsOf(ring, nodes);
  const poorFirst = byLoad(ring, nodes);
  for (const poor of poorFirst) {
    for (const rich of poorFirst.toReversed()) {
      if ((loads.get(rich) ?? 0) - (loads.get(poor) ?? 0) < 2) break;
      const index = ring.findIndex((owner, at) => owner === rich && fits(ring, at, poor, nVal));
      if (index === -1) continue;
      ring[index] = poor;
      return true;
    }
  }
  return false;
}

/** True if the node owns none of the neighbours that share a preference list with this partition. */
function fits(ring: readonly NodeName[], index: number, node: NodeName, nVal: number): boolean {
  for (let distance = 1; distance < nVal; distance++) {
    if (ring.at((index + distance) % ring.length) === node) return false;
    if (ring.at(index - distance) === node) return false;
  }
  return true;
}

function loadsOf(ring: readonly NodeName[], nodes: readonly NodeName[]): Map<NodeName, number> {
  const loads = new Map(nodes.map((node) => [node, 0]));
  for (const owner of ring) {
    const load = loads.get(owner);
    if (load !== undefined) loads.set(owner, load + 1);
  }
  return loads;
}

/** Those that own least first; of equals, the one that stands first in the list, so that all nodes agree. */
function byLoad(ring: readonly NodeName[], nodes: readonly NodeName[]): NodeName[] {
  const loads = loadsOf(ring, nodes);
  return [...nodes].sort((left, right) => (loads.get(left) ?? 0) - (loads.get(right) ?? 0));
}

/** Where a key is kept: its partition and the ones after it, with their owners. */
export function preflist(ring: NodeName[], key: string, n: number): Place[] {
  const first = Number((sha1(key) * BigInt(ring.length)) >> 160n);
  return Array.from({ length: n }, (_, index) => {
    const partition = (first + index) % ring.length;
    return { partition, node: ring[partition] ?? '' };
  });
}

/** The partitions that somebody new takes over. */
export function plan(prev: NodeName[], next: NodeName[]): Move[] {
  return next.flatMap((to, partition) => {
    const from = prev[partition];
    return from === undefined || prev.includes(to) ? [] : [{ partition, from, to }];
  });
}
