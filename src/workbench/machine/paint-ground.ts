/** What lies under the messages: shaded stretches, the lives of processes, quiet stretches, and instants. */
import { printDuration, printInstant } from '#workbench/print.ts';
import { gutterPx, laneX, pitchOf, sceneY, screenY } from './camera.ts';
import { hatch } from './paint-signs.ts';
import type { Picture } from './paint.ts';
import type { Room } from './room.ts';
import { rowAbove } from './timeline.ts';

type Context = CanvasRenderingContext2D;

/** Instants stand at least so far apart. */
const tickPx = 56;
const breakBandPx = 9;
const labelPx = 14;
const labelCharPx = 6;
/** Closer than this, faults of an instant say what they are. */
const wordsFromZoom = 0.4;
/** A quiet stretch less high than this is not worth words. */
const breakFromPx = 22;

/** Neighbouring lanes as [first, last]. */
function runsOf(lanes: readonly number[]): (readonly [number, number])[] {
  const runs: [number, number][] = [];
  for (const lane of lanes) {
    const last = runs.at(-1);
    if (last !== undefined && last[1] === lane - 1) last[1] = lane;
    else runs.push([lane, lane]);
  }
  return runs;
}

/** Where a span's words stand: as high as they find room, and nowhere if they find none near its beginning. */
function placeWords(label: string, left: number, { top, room }: { top: number; room: Room }) {
  const right = left + label.length * labelCharPx;
  for (let y = top; y < top + 3 * labelPx; y += labelPx) {
    const boxes = [{ left, right, top: y - labelPx + 3, bottom: y + 3 }];
    if (!room.isFree(boxes)) continue;
    room.take(boxes);
    return y;
  }
  return null;
}

function paintSpans(
  context: Context,
  { scene, camera, viewport, palette }: Picture,
  room: Room,
): void {
  if (scene.spans.length === 0) return;
  const pitchPx = pitchOf(scene, viewport);
  const pattern = hatch(context, palette.lane);
  context.font = `11.5px ${palette.font}`;
  for (const { fromY, untilY, lanes, label } of scene.spans) {
    const top = Math.max(-10, screenY(fromY, camera));
    const bottom = Math.min(viewport.heightPx + 10, screenY(untilY, camera));
    if (bottom < -5 || top > viewport.heightPx + 5) continue;
    const height = Math.max(2, bottom - top);
    for (const [index, [first, last]] of runsOf(lanes).entries()) {
      const left = laneX(first, pitchPx, camera) - pitchPx / 2 + 4;
      const width = (last - first + 1) * pitchPx - 8;
      context.fillStyle = pattern;
      context.globalAlpha = 0.55;
      context.fillRect(left, top, width, height);
      context.globalAlpha = 1;
      context.fillStyle = palette.fault;
      context.fillRect(left, top, width, 1);
      if (untilY <= sceneY(viewport.heightPx, camera)) context.fillRect(left, bottom - 1, width, 1);
      if (index > 0) continue;
      if (height <= 16 && camera.zoom <= wordsFromZoom) continue;
      const wanted = height > 16 ? Math.max(top, 0) + 13 : top - 4;
      const y = placeWords(label, left + 3, { top: wanted, room });
      if (y !== null) sayOn(context, label, { x: left + 3, y, palette });
    }
  }
}

interface Spot {
  readonly x: number;
  readonly y: number;
  readonly palette: Picture['palette'];
  readonly align?: CanvasTextAlign;
}

/** Writes in the signal's colour, legible over lines; a contour costs much, and these are few. */
export function sayOn(
  context: Context,
  text: string,
  { x, y, palette, align = 'left' }: Spot,
): void {
  context.textAlign = align;
  context.strokeStyle = palette.paper;
  context.lineWidth = 4;
  context.strokeText(text, x, y);
  context.fillStyle = palette.fault;
  context.fillText(text, x, y);
}

/** A lane is a line while one of its processes lives, and dotted in between. */
function paintLanes(context: Context, { scene, camera, viewport, palette }: Picture): void {
  const pitchPx = pitchOf(scene, viewport);
  const lives = new Path2D();
  const absences = new Path2D();
  const endPx = Math.min(viewport.heightPx, screenY(scene.heightY, camera));
  for (const [lane, { processes }] of scene.lanes.entries()) {
    const x = laneX(lane, pitchPx, camera);
    if (x < gutterPx - 40 || x > viewport.widthPx + 40) continue;
    // Dots take long to draw, and under a line nobody sees them: only what is between lives has them.
    let fromPx = Math.max(0, screenY(0, camera));
    for (const process of processes) {
      const top = screenY(scene.startY[process] ?? 0, camera);
      const bottom = Math.min(endPx, screenY(scene.endY[process] ?? 0, camera));
      if (bottom < 0) continue;
      if (top > viewport.heightPx) break;
      if (top > fromPx) {
        absences.moveTo(x, fromPx);
        absences.lineTo(x, top);
      }
      lives.moveTo(x, Math.max(0, top));
      lives.lineTo(x, bottom);
      fromPx = Math.max(fromPx, bottom);
    }
    if (fromPx >= endPx) continue;
    absences.moveTo(x, fromPx);
    absences.lineTo(x, endPx);
  }
  context.strokeStyle = palette.lane;
  context.lineWidth = palette.stroke;
  context.lineCap = 'round';
  context.globalAlpha = 0.5;
  context.setLineDash([1, 5]);
  context.stroke(absences);
  context.setLineDash([]);
  context.globalAlpha = 1;
  context.lineCap = 'butt';
  context.stroke(lives);
}

function paintQuiet(
  context: Context,
  { scene, camera, viewport, palette }: Picture,
  room: Room,
): void {
  context.font = `italic 12px ${palette.font}`;
  context.textAlign = 'left';
  const right = Math.min(
    viewport.widthPx,
    laneX(scene.lanes.length - 1, pitchOf(scene, viewport), camera) + 16,
  );
  for (const { fromY, untilY, ms } of scene.quiet) {
    const top = screenY(fromY, camera);
    const bottom = screenY(untilY, camera);
    if (bottom < 0 || top > viewport.heightPx || bottom - top < breakFromPx) continue;
    const middle = (top + bottom) / 2;
    context.fillStyle = palette.paper;
    context.fillRect(gutterPx, middle - breakBandPx / 2, right - gutterPx, breakBandPx);
    const words = `${printDuration(ms)} pass`;
    context.fillStyle = palette.label;
    context.fillText(words, gutterPx + 4, middle + 4);
    const end = gutterPx + 4 + words.length * labelCharPx;
    room.take([{ left: gutterPx, right: end, top: middle - 8, bottom: middle + 8 }]);
  }
}

/** Instants of events, as a timetable names them: each at the first event of its stretch of the page. */
function paintTicks(context: Context, { trace, scene, camera, viewport, palette }: Picture): void {
  const stepY = 2 ** Math.ceil(Math.log2(tickPx / camera.zoom));
  const first = Math.floor(Math.max(0, camera.topY) / stepY);
  const last = Math.ceil(sceneY(viewport.heightPx, camera) / stepY);
  context.font = `11px ${palette.font}`;
  context.textAlign = 'right';
  let freePx = -Infinity;
  let said = '';
  for (let step = first; step <= last; step += 1) {
    const row = rowAbove(scene.ys, step * stepY - 1e-6) + 1;
    const y = scene.ys[row];
    if (y === undefined || y >= (step + 1) * stepY) continue;
    const px = screenY(y, camera);
    const text = printInstant(trace.events.atMs[row] ?? 0);
    if (px < freePx || text === said) continue;
    said = text;
    freePx = px + 16;
    context.fillStyle = palette.rule;
    context.fillRect(gutterPx - 16, Math.round(px), viewport.widthPx, 1);
    context.fillStyle = palette.label;
    context.fillText(text, gutterPx - 20, px + 4);
  }
}

/** Paints the ground of a frame; what its words cover is taken. */
export function paintGround(context: Context, picture: Picture, room: Room): void {
  paintTicks(context, picture);
  paintSpans(context, picture, room);
  paintLanes(context, picture);
  paintQuiet(context, picture, room);
}
