/**
 * Draws what is in view of a scene on a canvas. A frame's work depends on the window, not on the run: messages come
 * from the pyramid at the level at which they can still be told apart, and are drawn in a few strokes, one for each
 * kind of line. Close up they have heads and words, far away a line stands for all of its kind in its cell.
 */
import type { RunTrace } from '#grader/walk.ts';
import {
  coarseCellPx,
  gutterPx,
  laneX,
  pitchOf,
  screenY,
  windowOf,
  type Camera,
  type Viewport,
} from './camera.ts';
import { isInside, lostShare, messageStyles, styleOf, type MessageStyle } from './message-style.ts';
import { paintCursor } from './paint-cursor.ts';
import { paintGround } from './paint-ground.ts';
import { breachesOf, paintBreaches, paintSigns, signsOf } from './paint-marks.ts';
import { paintWords, type Placed } from './paint-words.ts';
import { around, Room } from './room.ts';
import { crossAt, signPx } from './paint-signs.ts';
import { paintStory } from './paint-story.ts';
import type { Palette } from './palette.ts';
import { visitWindow } from './pyramid.ts';
import { endLanes, type Scene } from './scene.ts';
import { badgePx, badgesOf, type Badge } from './story-marks.ts';
import { rowAbove } from './timeline.ts';

export interface Picture {
  readonly trace: RunTrace;
  readonly scene: Scene;
  readonly camera: Camera;
  readonly viewport: Viewport;
  readonly palette: Palette;
}

/** What a frame showed, for pointing at it. */
export interface Frame {
  /** Messages that were drawn one by one; empty where lines stand for many. */
  readonly messages: readonly Placed[];
  /** The story's numbers. */
  readonly badges: readonly Badge[];
}

/** With more events than this in view, lines stand for several messages. */
const detailMax = 1_400;
/** With more messages than this in view, words would cover the lines. */
const wordsMax = 220;
const headLength = 8;
const headHalf = 3.6;

/** A message's line on the screen. */
interface Line {
  readonly fromX: number;
  readonly fromY: number;
  readonly toX: number;
  readonly toY: number;
}

function lineOf(picture: Picture, message: number, pitchPx: number): Line {
  const { trace, scene, camera } = picture;
  const [fromLane, toLane] = endLanes(trace, scene, message);
  const fromX = laneX(fromLane, pitchPx, camera);
  const targetX = laneX(toLane, pitchPx, camera);
  const fromY = screenY(scene.messages.from[message] ?? 0, camera);
  const toY = screenY(scene.messages.until[message] ?? 0, camera);
  const style = styleOf(trace, message);
  const share = style === 'lost' ? lostShare : style === 'flying' ? 0.8 : 1;
  return { fromX, fromY, toX: fromX + (targetX - fromX) * share, toY };
}

function traceLine(context: CanvasRenderingContext2D, { fromX, fromY, toX, toY }: Line): void {
  context.moveTo(fromX, fromY);
  if (fromX === toX) context.bezierCurveTo(fromX + 20, fromY, fromX + 20, toY, toX, toY);
  else context.lineTo(toX, toY);
}

function traceHead(context: CanvasRenderingContext2D, { fromX, fromY, toX, toY }: Line): void {
  const angle = fromX === toX ? Math.PI : Math.atan2(toY - fromY, toX - fromX);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const backX = toX - headLength * cos;
  const backY = toY - headLength * sin;
  context.moveTo(toX, toY);
  context.lineTo(backX - headHalf * sin, backY + headHalf * cos);
  context.lineTo(backX + headHalf * sin, backY - headHalf * cos);
  context.closePath();
}

const dashes: Readonly<Record<MessageStyle, readonly number[]>> = {
  plain: [],
  unheard: [],
  flying: [2, 4],
  held: [12, 4],
  copy: [2, 3],
  lost: [5, 4],
};

interface Stroke {
  readonly style: MessageStyle;
  /** Within a node messages are quieter than between nodes. */
  readonly isQuiet: boolean;
  readonly lines: Line[];
}

function strokeLines(
  context: CanvasRenderingContext2D,
  { palette }: Picture,
  { lines, style, isQuiet }: Stroke,
): void {
  const colour = isQuiet ? palette.lane : palette.ink;
  context.strokeStyle = colour;
  context.lineWidth = palette.stroke * (style === 'copy' ? 2 : isQuiet ? 0.8 : 1);
  context.setLineDash([...dashes[style]]);
  context.beginPath();
  for (const line of lines) traceLine(context, line);
  context.stroke();
  context.setLineDash([]);
  context.beginPath();
  if (style === 'lost') {
    for (const { toX, toY } of lines) crossAt(context, [toX, toY], 5);
    context.strokeStyle = palette.fault;
    context.lineWidth = palette.stroke * 1.6;
    context.stroke();
  } else if (style !== 'flying') {
    for (const line of lines) traceHead(context, line);
    context.fillStyle = colour;
    context.fill();
  }
}

function paintEach(context: CanvasRenderingContext2D, picture: Picture, room: Room): Placed[] {
  const { trace, scene, viewport, palette } = picture;
  const pitchPx = pitchOf(scene, viewport);
  const placed: Placed[] = [];
  const strokes = new Map<string, Stroke>();
  visitWindow(scene.messages, { ...windowOf(picture), cellPx: 0 }, (message) => {
    const line = lineOf(picture, message, pitchPx);
    const style = styleOf(trace, message);
    const isQuiet = style === 'unheard' || isInside(trace, message);
    const key = `${style} ${isQuiet}`;
    const stroke = strokes.get(key);
    if (stroke === undefined) strokes.set(key, { style, isQuiet, lines: [line] });
    else stroke.lines.push(line);
    placed.push({ message, isQuiet, ...line });
  });
  const rank = ({ style, isQuiet }: Stroke): number =>
    messageStyles.indexOf(style) + (isQuiet ? 0 : messageStyles.length);
  for (const stroke of [...strokes.values()].sort((a, b) => rank(a) - rank(b)))
    strokeLines(context, picture, stroke);
  if (placed.length <= wordsMax)
    paintWords(context, { trace, palette, placed, fromX: gutterPx - 14, room });
  return placed;
}

/**
 * Far away, where lines would cover each other: a faint bar for each kind of message in its cell, so that the busiest
 * stretches come out darkest, and a red tick at the receiver for what was lost.
 */
function paintMany(context: CanvasRenderingContext2D, picture: Picture): void {
  const { scene, camera, viewport, palette, trace } = picture;
  const pitchPx = pitchOf(scene, viewport);
  const losses = new Path2D();
  const cellPx = coarseCellPx / camera.zoom;
  visitWindow(scene.messages, { ...windowOf(picture), cellPx }, (message, count) => {
    const { fromX, fromY, toX } = lineOf(picture, message, pitchPx);
    const y = Math.round(fromY);
    if (styleOf(trace, message) === 'lost') {
      losses.rect(toX - 4, y, 8, 2);
      return;
    }
    const isNear = isInside(trace, message);
    context.fillStyle = isNear ? palette.lane : palette.quietInk;
    context.globalAlpha = Math.min(0.5, 0.1 + count * 0.02);
    // Whole pixels are filled much faster than shares of them.
    const left = Math.round(Math.min(fromX, toX));
    context.fillRect(left, y, Math.max(6, Math.round(Math.max(fromX, toX)) - left), 1);
  });
  context.globalAlpha = 1;
  context.fillStyle = palette.fault;
  // eslint-disable-next-line unicorn/no-array-fill-with-reference-type -- a canvas, and no array
  context.fill(losses);
}

/** Paints one frame, with the highlighter under an event. The context is scaled to CSS pixels. */
export function paint(context: CanvasRenderingContext2D, picture: Picture, cursor: number): Frame {
  const { scene, viewport } = picture;
  context.clearRect(0, 0, viewport.widthPx, viewport.heightPx);
  paintCursor(context, picture, cursor);
  const { topY, bottomY } = windowOf(picture);
  const inView = rowAbove(scene.ys, bottomY) - rowAbove(scene.ys, topY);
  const isClose = inView <= detailMax;
  const badges = badgesOf(picture);
  const breaches = breachesOf(picture);
  const room = new Room();
  room.take(badges.map(({ x, y }) => around(x, y, badgePx)));
  room.take(breaches.map(({ box }) => box));
  const signs = signsOf(picture, isClose);
  if (isClose) room.take(signs.map(({ x, y }) => around(x, y, signPx)));
  paintGround(context, picture, room);
  context.lineJoin = 'round';
  let messages: Placed[] = [];
  if (isClose) messages = paintEach(context, picture, room);
  else paintMany(context, picture);
  paintSigns(context, picture.palette, signs);
  paintBreaches(context, picture, breaches);
  paintStory(context, badges, picture.palette);
  return { messages, badges };
}
