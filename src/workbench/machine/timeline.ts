/**
 * Where the instants of a run stand on the vertical axis, in units of a pixel at zoom 1. Folded, the distance between
 * two events grows with the logarithm of the time between them, as in the diagram of a story: quiet stretches shrink
 * to a finger's breadth and crowded ones spread. To scale, a millisecond is as high as any other.
 */

export type Scale = 'folded' | 'linear';

/** A wait so long that the folded scale says how long it was. */
export interface QuietStretch {
  readonly fromY: number;
  readonly untilY: number;
  readonly ms: number;
}

const sameInstantPx = 2;
const quietFromMs = 500;
/** The linear scale is as high as the folded one, so that switching keeps the zoom. */
const emptyRunPx = 100;

function foldedGapPx(ms: number): number {
  return ms <= 0 ? sameInstantPx : 6 + 13 * Math.log10(1 + ms / 0.05);
}

/** Y of every event, ascending; the run ends `endPx` below the last. */
export function placeEvents(atMs: Float64Array, scale: Scale): Float64Array {
  const ys = new Float64Array(atMs.length);
  let y = 0;
  for (let row = 0; row < atMs.length; row += 1) {
    y += foldedGapPx((atMs[row] ?? 0) - (row === 0 ? 0 : (atMs[row - 1] ?? 0)));
    ys[row] = y;
  }
  if (scale === 'folded') return ys;
  const untilMs = atMs.at(-1) ?? 0;
  const perMs = untilMs === 0 ? 0 : Math.max(y, emptyRunPx) / untilMs;
  for (let row = 0; row < atMs.length; row += 1) ys[row] = (atMs[row] ?? 0) * perMs;
  return ys;
}

/** The stretches without an event that the folded scale shrinks most. */
export function quietStretches(atMs: Float64Array, ys: Float64Array): QuietStretch[] {
  const quiet: QuietStretch[] = [];
  for (let row = 0; row < atMs.length; row += 1) {
    const beforeMs = row === 0 ? 0 : (atMs[row - 1] ?? 0);
    const ms = (atMs[row] ?? 0) - beforeMs;
    if (ms < quietFromMs) continue;
    quiet.push({ fromY: row === 0 ? 0 : (ys[row - 1] ?? 0), untilY: ys[row] ?? 0, ms });
  }
  return quiet;
}

/** The last row at or above `y`; -1 if all are below it. */
export function rowAbove(ys: Float64Array, y: number): number {
  let low = 0;
  let high = ys.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ys[middle] ?? 0) <= y) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Y of an instant between events, in proportion to the time between them. */
export function yOf(ms: number, atMs: Float64Array, ys: Float64Array): number {
  let low = 0;
  let high = atMs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((atMs[middle] ?? 0) <= ms) low = middle + 1;
    else high = middle;
  }
  const last = atMs.length - 1;
  if (low > last) return ys[last] ?? 0;
  const fromMs = low === 0 ? 0 : (atMs[low - 1] ?? 0);
  const fromY = low === 0 ? 0 : (ys[low - 1] ?? 0);
  const share = (ms - fromMs) / ((atMs[low] ?? 0) - fromMs);
  return fromY + ((ys[low] ?? 0) - fromY) * share;
}
