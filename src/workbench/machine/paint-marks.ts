/** What stands on the lanes: the signs of events that are no messages, and the lines at which something broke. */
import { traceEventKinds, type TraceEventKind } from '#grader/walk.ts';
import { printInstant } from '#workbench/print.ts';
import { coarseCellPx, gutterPx, laneX, pitchOf, screenY, windowOf } from './camera.ts';
import { sayOn } from './paint-ground.ts';
import { drawSign } from './paint-signs.ts';
import type { Picture } from './paint.ts';
import type { Palette } from './palette.ts';
import { visitWindow } from './pyramid.ts';
import type { Box } from './room.ts';
import { signLane } from './scene.ts';
import { yOf } from './timeline.ts';

interface Sign {
  readonly kind: TraceEventKind;
  readonly x: number;
  readonly y: number;
  /** Far away, most signs are a tick. */
  readonly isWhole: boolean;
}

/** The signs in view. */
export function signsOf(picture: Picture, isClose: boolean): readonly Sign[] {
  const { scene, camera, viewport, trace } = picture;
  const pitchPx = pitchOf(scene, viewport);
  const cellPx = isClose ? 0 : coarseCellPx / camera.zoom;
  const signs: Sign[] = [];
  visitWindow(scene.marks, { ...windowOf(picture), cellPx }, (event) => {
    const kind = traceEventKinds[trace.events.kind[event] ?? 0] ?? 'observed';
    const lane = signLane(trace, scene, event);
    if (lane < 0) return;
    const isWhole = isClose || kind === 'nodeChanged' || kind === 'forked';
    const y = screenY(scene.ys[event] ?? 0, camera);
    signs.push({ kind, x: laneX(lane, pitchPx, camera), y, isWhole });
  });
  return signs;
}

export function paintSigns(
  context: CanvasRenderingContext2D,
  palette: Palette,
  signs: readonly Sign[],
): void {
  for (const sign of signs) {
    if (sign.isWhole) drawSign(context, palette, sign);
    else {
      context.fillStyle = palette.ink;
      context.fillRect(sign.x - 2.5, sign.y - 1, 5, 2);
    }
  }
}

/** A breach in view, and where its words stand. */
interface BreachLine {
  readonly words: string;
  readonly y: number;
  readonly x: number;
  readonly box: Box;
}

const breachCharPx = 6.8;

/** The breaches in view. */
export function breachesOf({ scene, camera, viewport, trace }: Picture): BreachLine[] {
  const right = laneX(scene.lanes.length, pitchOf(scene, viewport), camera);
  const x = Math.min(right, viewport.widthPx) - 14;
  const lines: BreachLine[] = [];
  for (const { code, atMs } of trace.breaches) {
    const y = Math.round(screenY(yOf(atMs, trace.events.atMs, scene.ys), camera));
    if (y < -20 || y > viewport.heightPx + 20) continue;
    const words = `${code} breaks, ${printInstant(atMs)}`;
    const left = x - words.length * breachCharPx;
    lines.push({ words, x, y, box: { left, right: x, top: y + 2, bottom: y + 18 } });
  }
  return lines;
}

/** Where an invariant broke: a line over all lanes, as an event of the whole run. */
export function paintBreaches(
  context: CanvasRenderingContext2D,
  { scene, camera, viewport, palette }: Picture,
  breaches: readonly BreachLine[],
): void {
  const right = laneX(scene.lanes.length, pitchOf(scene, viewport), camera);
  context.font = `600 12px ${palette.font}`;
  for (const { words, x, y } of breaches) {
    context.fillStyle = palette.fault;
    context.fillRect(gutterPx - 8, y, right - gutterPx, palette.stroke);
    drawSign(context, palette, { kind: 'breach', x: gutterPx - 8, y });
    sayOn(context, words, { x, y: y + 14, palette, align: 'right' });
  }
}
