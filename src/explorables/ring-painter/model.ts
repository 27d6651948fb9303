/**
 * Who owns which part of a ring of 64, by four rules, while nodes come and go. What is drawn are 64 samples: sessions in
 * the order of their hash for the first rule, points of the circle for the second, partitions for the others.
 */
import { uniform } from '#explorables/random.ts';

export const cells = 64;
export const fewestNodes = 4;
export const mostNodes = 12;
/** Copies of a key stand on so many neighbours. */
const copies = 3;

/** `modulo`: hash mod N. `tokens-8`: each node draws 8 points. `turns`: partitions dealt anew. `claimed`: as few as can move. */
export type Rule =
  'modulo' | 'turns' | 'tokens-1' | 'tokens-8' | 'tokens-64' | 'tokens-256' | 'claimed';

/** Owner of each cell, as the number of a node; and what each node owns, in cells. */
export interface Picture {
  readonly owners: readonly number[];
  readonly loads: readonly number[];
}

/**
 * The picture after a history of node counts, each one more or one less than the count before. Only `claimed` looks at
 * more than the last of them.
 */
export function pictureOf(rule: Rule, history: readonly number[]): Picture {
  const count = history.at(-1) ?? fewestNodes;
  switch (rule) {
    case 'modulo':
      return counted(
        hashes().map((hash) => hash % count),
        count,
      );
    case 'turns':
      return counted(dealt(count), count);
    case 'claimed':
      return counted(claimedAlong(history), count);
    default:
      return tokenPicture(count, Number(rule.slice('tokens-'.length)));
  }
}

/** How many cells have another owner. */
export function movedCells(before: Picture, after: Picture): boolean[] {
  return after.owners.map((owner, at) => owner !== before.owners[at]);
}

/** The most that a node owns, by the mean: 1 is perfect. */
export function unevenness({ loads }: Picture): number {
  const mean = loads.reduce((sum, load) => sum + load, 0) / loads.length;
  return Math.max(...loads) / mean;
}

/** Neighbourhoods of three that are on fewer than three nodes; only partitions have neighbours that hold copies. */
export function crowded({ owners }: Picture): number {
  return owners.filter((_, at) => {
    const three = [0, 1, 2].map((step) => owners[(at + step) % cells]);
    return new Set(three).size < copies;
  }).length;
}

function counted(owners: readonly number[], count: number): Picture {
  const loads = Array.from(
    { length: count },
    (_, node) => owners.filter((owner) => owner === node).length,
  );
  return { owners, loads };
}

/** Sixty-four sessions, in the order of their hashes. */
function hashes(): number[] {
  const next = uniform(2016, 1);
  return Array.from({ length: cells }, () => Math.floor(next() * 2 ** 30)).sort(
    (left, right) => left - right,
  );
}

function dealt(count: number): number[] {
  return Array.from({ length: cells }, (_, at) => at % count);
}

/** Each node draws its points from a stream of its own, so that nobody else's move when it comes or goes. */
export function tokenPicture(count: number, tokens: number, seed = 7): Picture {
  const points = Array.from({ length: count }, (_, node) => {
    const next = uniform(seed, node + 1);
    return Array.from({ length: tokens }, () => ({ node, at: next() }));
  })
    .flat()
    .sort((left, right) => left.at - right.at);
  const loads = Array.from({ length: count }, () => 0);
  let from = (points.at(-1)?.at ?? 0) - 1;
  for (const { node, at } of points) {
    loads[node] = (loads[node] ?? 0) + (at - from) * cells;
    from = at;
  }
  const owners = Array.from({ length: cells }, (_, cell) => {
    const here = (cell + 0.5) / cells;
    return (points.find(({ at }) => at >= here) ?? points[0])?.node ?? 0;
  });
  return { owners, loads };
}

/** The ring after a history, each step from the one before. */
function claimedAlong(history: readonly number[]): number[] {
  const [first = fewestNodes] = history;
  let ring = dealt(fewestNodes);
  for (let count = fewestNodes + 1; count <= first; count++) ring = claimed(ring, count);
  for (const count of history.slice(1)) ring = claimed(ring, count);
  return ring;
}

/** Orphans go to whoever owns least; then one partition at a time from who owns most to who owns least. */
function claimed(prev: readonly number[], count: number): number[] {
  const ring = [...prev];
  const nodes = Array.from({ length: count }, (_, node) => node);
  for (const [at, owner] of ring.entries()) {
    if (owner < count) continue;
    const heir = poorFirst(ring, nodes).find((node) => fits(ring, at, node));
    if (heir !== undefined) ring[at] = heir;
  }
  while (evenOut(ring, nodes));
  return ring;
}

function evenOut(ring: number[], nodes: readonly number[]): boolean {
  const order = poorFirst(ring, nodes);
  for (const poor of order) {
    for (const rich of order.toReversed()) {
      if (loadOf(ring, rich) - loadOf(ring, poor) < 2) break;
      const at = ring.findIndex((owner, index) => owner === rich && fits(ring, index, poor));
      if (at === -1) continue;
      ring[at] = poor;
      return true;
    }
  }
  return false;
}

function fits(ring: readonly number[], at: number, node: number): boolean {
  return [1, 2].every((step) => ring[(at + step) % cells] !== node && ring.at(at - step) !== node);
}

function poorFirst(ring: readonly number[], nodes: readonly number[]): number[] {
  return [...nodes].sort((left, right) => loadOf(ring, left) - loadOf(ring, right));
}

function loadOf(ring: readonly number[], node: number): number {
  return ring.filter((owner) => owner === node).length;
}

/** The name of a node: A, B, C … */
export function letter(node: number): string {
  return String.fromCodePoint(65 + node);
}
