/**
 * The whole run on a narrow strip, from left to right: a row for each node with a tick where something happened, faults
 * as shaded stretches, the breach as a line. It lies behind the slider, so its axis counts events.
 */
import type { RunTrace } from '#grader/walk.ts';
import type { Palette } from './palette.ts';
import { rowAbove } from './timeline.ts';

export interface StripSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

const rowsMax = 8;

/** How busy each node is in each column of pixels, row by row: 1 where it is busiest. */
function densities(
  { events, nodes, processes }: RunTrace,
  columns: number,
  rows: number,
): Float32Array {
  const counts = new Float32Array(columns * rows);
  for (let event = 0; event < events.length; event += 1) {
    const process = processes[events.process[event] ?? -1];
    const node = process?.node ?? events.node[event] ?? -1;
    if (node < 0 || node >= nodes.length) continue;
    const column = Math.min(columns - 1, Math.floor((event / events.length) * columns));
    const at = (node % rows) * columns + column;
    counts[at] = (counts[at] ?? 0) + 1;
  }
  const most = counts.reduce((a, b) => Math.max(a, b), 1);
  return counts.map((count) => count / most);
}

/** X of an event on the strip. */
export function stripX(event: number, { events }: RunTrace, { widthPx }: StripSize): number {
  return ((event + 0.5) / Math.max(1, events.length)) * widthPx;
}

/** Paints the strip. The context is scaled to CSS pixels. */
export function paintStrip(
  context: CanvasRenderingContext2D,
  trace: RunTrace,
  { palette, ...size }: StripSize & { readonly palette: Palette },
): void {
  const { widthPx, heightPx } = size;
  context.clearRect(0, 0, widthPx, heightPx);
  const rows = Math.max(1, Math.min(rowsMax, trace.nodes.length));
  const rowPx = heightPx / rows;
  const columns = Math.max(1, Math.min(Math.floor(widthPx / 2), trace.events.length));
  const columnPx = widthPx / columns;
  const tickPx = Math.max(1.5, Math.min(4, columnPx * 0.4));
  const counts = densities(trace, columns, rows);
  context.fillStyle = palette.rule;
  for (let row = 0; row < rows; row += 1)
    context.fillRect(0, Math.round((row + 0.5) * rowPx), widthPx, 1);
  context.fillStyle = palette.quietInk;
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const share = counts[row * columns + column] ?? 0;
      if (share === 0) continue;
      const tall = Math.max(1.5, Math.sqrt(share) * (rowPx - 1));
      const x = (column + 0.5) * columnPx - tickPx / 2;
      context.fillRect(x, (row + 0.5) * rowPx - tall / 2, tickPx, tall);
    }
  }
  context.fillStyle = palette.fault;
  for (const { event, untilMs, fromMs } of trace.spans) {
    const from = stripX(event, trace, size);
    const last = rowAbove(trace.events.atMs, untilMs ?? Infinity);
    const until = untilMs === fromMs ? from : stripX(last, trace, size);
    context.globalAlpha = 0.14;
    context.fillRect(from, 0, Math.max(0, until - from), heightPx);
    context.globalAlpha = 1;
    context.fillRect(from, 0, 1, heightPx);
  }
  for (const { event } of trace.breaches) {
    const x = stripX(event, trace, size);
    context.fillRect(x - 1, 0, 2.5, heightPx);
    context.beginPath();
    context.moveTo(x - 5, 0);
    context.lineTo(x + 5, 0);
    context.lineTo(x, 7);
    context.fill();
  }
}
