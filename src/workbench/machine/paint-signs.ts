/** The signs of the diagram language on a canvas: the same shapes as `SpaceTimeShapes.tsx` draws in SVG. */
import type { TraceEventKind } from '#grader/walk.ts';
import type { Palette } from './palette.ts';

type Context = CanvasRenderingContext2D;

/** How far a sign reaches from its middle. */
export const signPx = 7;

function polygon(context: Context, points: readonly (readonly [number, number])[]): void {
  context.beginPath();
  for (const [index, [x, y]] of points.entries()) {
    if (index === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  }
  context.closePath();
}

function diamond(context: Context, [x, y]: readonly [number, number], reach: number): void {
  polygon(context, [
    [x, y - reach],
    [x + reach, y],
    [x, y + reach],
    [x - reach, y],
  ]);
}

/** Fills with paper and draws the outline. */
function hollow(context: Context, palette: Palette, colour: string): void {
  context.fillStyle = palette.paper;
  context.strokeStyle = colour;
  context.lineWidth = palette.stroke * 1.2;
  context.fill();
  context.stroke();
}

/** A cross around (x, y). */
export function crossAt(
  context: Context | Path2D,
  [x, y]: readonly [number, number],
  reach: number,
): void {
  context.moveTo(x - reach, y - reach);
  context.lineTo(x + reach, y + reach);
  context.moveTo(x + reach, y - reach);
  context.lineTo(x - reach, y + reach);
}

function breach(context: Context, palette: Palette, [x, y]: readonly [number, number]): void {
  diamond(context, [x, y], 8);
  context.fillStyle = palette.fault;
  context.fill();
  context.strokeStyle = palette.onBreach;
  context.lineWidth = 1.8;
  context.beginPath();
  crossAt(context, [x, y], 2.8);
  context.stroke();
}

/** The sign of an event that is no message. */
export function drawSign(
  context: Context,
  palette: Palette,
  {
    kind,
    x,
    y,
  }: { readonly kind: TraceEventKind | 'breach'; readonly x: number; readonly y: number },
): void {
  switch (kind) {
    case 'delivered': {
      context.beginPath();
      context.arc(x, y, 5, 0, 2 * Math.PI);
      hollow(context, palette, palette.ink);
      break;
    }
    case 'observed': {
      context.fillStyle = palette.ink;
      context.fillRect(x - 5.5, y - 5.5, 11, 11);
      break;
    }
    case 'timedOut': {
      polygon(context, [
        [x - 6, y - 5],
        [x + 6, y - 5],
        [x, y + 5],
      ]);
      hollow(context, palette, palette.ink);
      break;
    }
    case 'forked':
    case 'nodeChanged': {
      diamond(context, [x, y], 6.5);
      hollow(context, palette, palette.fault);
      break;
    }
    case 'breach': {
      breach(context, palette, [x, y]);
      break;
    }
    default: {
      // A process begins with a short bar across its lane, and ends with a long one.
      const reach = kind === 'exited' ? 7 : 4;
      context.fillStyle = palette.ink;
      context.fillRect(x - reach, y - palette.stroke, 2 * reach, 2 * palette.stroke);
    }
  }
}

/** Each canvas needs the tile in one colour, until the theme changes. */
const patterns = new WeakMap<
  Context,
  { readonly colour: string; readonly pattern: CanvasPattern | string }
>();

/** A tile of thin slanted lines for stretches in which something is wrong. */
export function hatch(context: Context, colour: string): CanvasPattern | string {
  const known = patterns.get(context);
  if (known?.colour === colour) return known.pattern;
  const pattern = createHatch(context, colour);
  patterns.set(context, { colour, pattern });
  return pattern;
}

function createHatch(context: Context, colour: string): CanvasPattern | string {
  const tile = document.createElement('canvas');
  tile.width = 8;
  tile.height = 8;
  const lines = tile.getContext('2d');
  if (lines === null) return colour;
  lines.strokeStyle = colour;
  lines.lineWidth = 1;
  lines.beginPath();
  lines.moveTo(-2, 10);
  lines.lineTo(10, -2);
  lines.moveTo(-2, 2);
  lines.lineTo(2, -2);
  lines.moveTo(6, 10);
  lines.lineTo(10, 6);
  lines.stroke();
  return context.createPattern(tile, 'repeat') ?? colour;
}
