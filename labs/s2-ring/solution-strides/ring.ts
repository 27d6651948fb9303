// Differs: a newcomer walks round the ring in even strides; who inherits is found by swapping where nobody fits.
/** The ring: who owns which partition, and where a key is kept. */
import { sha1 } from './sha1.ts';
import type { Housed, Move, NodeName, Place } from './types.ts';

/** A ring begins with so many nodes; the others join one by one. It divides every power of two. */
const firstNodes = 4;

/** The owner of each partition; see the brief for what it keeps to. */
export function claim(
  prev: NodeName[] | null,
  nodes: NodeName[],
  q: number,
  nVal: number,
): NodeName[] {
  const start = nodes.slice(0, firstNodes);
  let ring = prev ?? Array.from({ length: q }, (_, at) => start[at % start.length] ?? '');
  const known = new Set(prev ?? start);
  const there = nodes.filter((node) => known.has(node));
  if (there.length < known.size) ring = leave(ring, there, nVal);
  for (const node of nodes) {
    if (known.has(node)) continue;
    there.push(node);
    ring = join(ring, there, node, nVal);
  }
  return ring;
}

/** The newcomer takes its share in even strides, at each stop the nearest partition of somebody who has too many. */
function join(
  prev: NodeName[],
  nodes: readonly NodeName[],
  newcomer: NodeName,
  nVal: number,
): NodeName[] {
  const ring = [...prev];
  const fair = Math.floor(ring.length / nodes.length);
  for (let stop = 0; stop < fair; stop++) {
    const most = Math.max(...nodes.map((node) => owns(ring, node)));
    const ideal = Math.floor((stop * ring.length) / fair);
    for (let step = 0; step < ring.length; step++) {
      const at = (ideal + step) % ring.length;
      const owner = ring[at] ?? '';
      if (owner === newcomer || owns(ring, owner) < most || !fits(ring, at, newcomer, nVal))
        continue;
      ring[at] = newcomer;
      break;
    }
  }
  return ring;
}

/** Orphans go to whoever has least. Where that one does not fit, it takes the place of another who does. */
function leave(prev: NodeName[], nodes: readonly NodeName[], nVal: number): NodeName[] {
  const ring = [...prev];
  for (const [at, owner] of ring.entries()) {
    if (nodes.includes(owner)) continue;
    const least = Math.min(...nodes.map((node) => owns(ring, node)));
    const needy = nodes.filter((node) => owns(ring, node) === least);
    const heir = needy.find((node) => fits(ring, at, node, nVal)) ?? swapped(ring, at, needy, nVal);
    ring[at] = heir ?? nodes.find((node) => fits(ring, at, node, nVal)) ?? owner;
  }
  return ring;
}

/** Gives a place of somebody who fits here to one of the needy, and says who that was. */
function swapped(
  ring: NodeName[],
  here: number,
  needy: readonly NodeName[],
  nVal: number,
): NodeName | undefined {
  for (const [at, owner] of ring.entries()) {
    if (needy.includes(owner) || !fits(ring, here, owner, nVal)) continue;
    const taker = needy.find((node) => fits(ring, at, node, nVal));
    if (taker === undefined || Math.abs(at - here) < nVal) continue;
    ring[at] = taker;
    return owner;
  }
  return undefined;
}

function owns(ring: readonly NodeName[], node: NodeName): number {
  return ring.filter((owner) => owner === node).length;
}

/** True if the node owns none of the neighbours that share a preference list with this partition. */
function fits(ring: readonly NodeName[], at: number, node: NodeName, nVal: number): boolean {
  for (let distance = 1; distance < nVal; distance++) {
    if (ring.at((at + distance) % ring.length) === node) return false;
    if (ring.at(at - distance) === node) return false;
  }
  return true;
}

/**
 * A ring whose neighbours are in different racks: the racks take turns, and within a rack its nodes. Null if the turns
 * do not close.
 */
export function claimInRacks(nodes: Housed[], q: number, nVal: number): NodeName[] | null {
  const racks = [...new Set(nodes.map(({ rack }) => rack))];
  const inRack = racks.map((rack) => nodes.filter((node) => node.rack === rack));
  const deep = Math.max(...inRack.map(({ length }) => length));
  const turns = Array.from({ length: deep }, (_, turn) => turn);
  const order = turns.flatMap((turn) => inRack.flatMap((rack) => rack[turn] ?? []));
  const seats = Array.from({ length: q }, (_, at) => order[at % order.length]);
  const isApart = seats.every((seat, at) =>
    Array.from({ length: nVal - 1 }, (_, step) => seats[(at + step + 1) % q]).every(
      (next) => next?.rack !== seat?.rack,
    ),
  );
  return isApart ? seats.map((seat) => seat?.name ?? '') : null;
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
