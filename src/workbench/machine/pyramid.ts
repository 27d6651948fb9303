/**
 * What of many stretches lies in a window, and no more of it than can be told apart. Each level of the pyramid keeps,
 * of the stretches of one key that begin in the same cell, the first and how many it stands for; cells double in
 * height from level to level. Within a level, blocks know how far their stretches reach, so that a window finds long
 * ones that began far above it.
 */

interface Level {
  readonly cellPx: number;
  /** Stretches that stand for their cells, by their beginning. */
  readonly ids: Int32Array;
  readonly counts: Int32Array;
  /** Reach of each block of `blockSize`, then of each block of blocks, up to one. */
  readonly reaches: readonly Float64Array[];
}

export interface Pyramid {
  readonly from: Float64Array;
  readonly until: Float64Array;
  readonly levels: readonly Level[];
}

const blockSize = 32;
const finestCellPx = 2;
/** A level with no more stretches than this needs none above it. */
const topMax = 256;
const levelsMax = 24;

function reachesOf(ids: Int32Array, until: Float64Array): Float64Array[] {
  const reaches: Float64Array[] = [];
  let below: { readonly length: number; at(index: number): number } = {
    length: ids.length,
    at: (index) => until[ids[index] ?? 0] ?? 0,
  };
  do {
    const blocks = new Float64Array(Math.ceil(below.length / blockSize));
    for (let index = 0; index < below.length; index += 1) {
      const block = Math.floor(index / blockSize);
      blocks[block] = Math.max(blocks[block] ?? 0, below.at(index));
    }
    reaches.push(blocks);
    below = { length: blocks.length, at: (index) => blocks[index] ?? 0 };
  } while (below.length > 1);
  return reaches;
}

function coarser(
  level: Level,
  { from, until }: Omit<Pyramid, 'levels'>,
  keys: Float64Array,
): Level {
  const cellPx = level.cellPx * 2;
  const ids = new Int32Array(level.ids.length);
  const counts = new Int32Array(level.ids.length);
  const open = new Map<number, { readonly cell: number; readonly index: number }>();
  let length = 0;
  for (let index = 0; index < level.ids.length; index += 1) {
    const id = level.ids[index] ?? 0;
    const key = keys[id] ?? 0;
    const cell = Math.floor((from[id] ?? 0) / cellPx);
    const found = open.get(key);
    if (found?.cell === cell) {
      counts[found.index] = (counts[found.index] ?? 0) + (level.counts[index] ?? 0);
      continue;
    }
    open.set(key, { cell, index: length });
    ids[length] = id;
    counts[length] = level.counts[index] ?? 0;
    length += 1;
  }
  const kept = ids.slice(0, length);
  return { cellPx, ids: kept, counts: counts.slice(0, length), reaches: reachesOf(kept, until) };
}

/**
 * Builds the pyramid over `ids`, whose beginnings ascend. `from`, `until` and `keys` are indexed by id; stretches of
 * different keys never stand for each other.
 */
export function buildPyramid(
  ids: Int32Array,
  { from, until, keys }: { from: Float64Array; until: Float64Array; keys: Float64Array },
): Pyramid {
  let level: Level = {
    cellPx: finestCellPx / 2,
    ids,
    counts: new Int32Array(ids.length).fill(1),
    reaches: reachesOf(ids, until),
  };
  const levels = [level];
  while (level.ids.length > topMax && levels.length < levelsMax) {
    level = coarser(level, { from, until }, keys);
    levels.push(level);
  }
  return { from, until, levels };
}

/** The first index whose stretch begins below `y`. */
function firstBelow(ids: Int32Array, from: Float64Array, y: number): number {
  let low = 0;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((from[ids[middle] ?? 0] ?? 0) <= y) low = middle + 1;
    else high = middle;
  }
  return low;
}

interface Window {
  readonly topY: number;
  readonly bottomY: number;
}

/** Calls `visit` for each stretch of one level that touches the window, in the order of their beginnings. */
function visitLevel(
  pyramid: Pyramid,
  level: Level,
  { window, visit }: { window: Window; visit: (id: number, count: number) => void },
): number {
  const { ids, counts, reaches } = level;
  const end = firstBelow(ids, pyramid.from, window.bottomY);
  let visited = 0;
  const descend = (height: number, block: number): void => {
    const first = block * blockSize;
    if (height < 0) {
      if ((pyramid.until[ids[block] ?? 0] ?? 0) < window.topY) return;
      visit(ids[block] ?? 0, counts[block] ?? 1);
      visited += 1;
      return;
    }
    const reach = reaches[height]?.[block] ?? 0;
    if (reach < window.topY || first * blockSize ** height >= end) return;
    const size = height === 0 ? end : (reaches[height - 1]?.length ?? 0);
    for (let child = first; child < Math.min(first + blockSize, size); child += 1)
      descend(height - 1, child);
  };
  if (end > 0) descend(reaches.length - 1, 0);
  return visited;
}

/**
 * Visits what touches the window, so finely that cells are at least `cellPx` high; gives how many were visited. A count
 * above 1 says that others of the same key begin in the same cell.
 */
export function visitWindow(
  pyramid: Pyramid,
  window: Window & { readonly cellPx: number },
  visit: (id: number, count: number) => void,
): number {
  const level =
    pyramid.levels.find(({ cellPx }) => cellPx >= window.cellPx) ?? pyramid.levels.at(-1);
  return level === undefined ? 0 : visitLevel(pyramid, level, { window, visit });
}
