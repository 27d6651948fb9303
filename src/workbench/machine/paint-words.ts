/** The words on messages, where they find room: no two overlap, and what went wrong is written first. */
import type { RunTrace } from '#grader/walk.ts';
import { labelOf, styleOf, styleWords } from './message-style.ts';
import type { Palette } from './palette.ts';
import type { Box, Room } from './room.ts';

/** A message as it was drawn. */
export interface Placed {
  readonly message: number;
  readonly isQuiet: boolean;
  readonly fromX: number;
  readonly fromY: number;
  readonly toX: number;
  readonly toY: number;
}

interface Words {
  readonly trace: RunTrace;
  readonly palette: Palette;
  readonly placed: readonly Placed[];
  /** Left of this stand the instants. */
  readonly fromX: number;
  /** Where other words and numbers stand already. */
  readonly room: Room;
}

const linePx = 14;
/** Room for words that stand beside their line. */
const besidePx = 230;
const charPx = 6.3;
/** Steeper lines have their words level, beside them. */
const turnMax = 0.6;
/** Words that run along a sloping line are checked for overlaps piece by piece. */
const pieces = 4;

function shorten(text: string, widthPx: number): string {
  const chars = Math.floor(widthPx / charPx);
  if (text.length <= chars) return text;
  return chars < 5 ? '' : `${text.slice(0, chars - 1)}…`;
}

interface Spot {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly align: CanvasTextAlign;
  /** Radians by which it is turned to run along its line. */
  readonly turn: number;
}

function spotOf({ trace }: Words, { message, fromX, fromY, toX, toY }: Placed): Spot {
  const style = styleOf(trace, message);
  const text = labelOf(trace, message) + styleWords[style];
  const middle = { x: (fromX + toX) / 2, y: (fromY + toY) / 2 };
  const side = Math.sign(toX - fromX);
  if (side === 0)
    return {
      text: shorten(text, besidePx),
      x: fromX + 22,
      y: middle.y + 4,
      align: 'left',
      turn: 0,
    };
  const align = side > 0 ? 'left' : 'right';
  if (style === 'lost')
    return { text: shorten(text, besidePx), x: toX + side * 10, y: toY + 4, align, turn: 0 };
  const turn = Math.atan((toY - fromY) / (toX - fromX));
  if (Math.abs(turn) > turnMax) {
    // Near the sender the line has not fallen far: the words stand on the side it turns away from.
    const share = Math.min(0.5, 18 / (toY - fromY));
    const x = fromX + (toX - fromX) * share + side * 8;
    return { text: shorten(text, besidePx), x, y: fromY + (toY - fromY) * share, align, turn: 0 };
  }
  const room = Math.hypot(toX - fromX, toY - fromY) - 20;
  const lift = 5 / Math.cos(turn);
  return { text: shorten(text, room), x: middle.x, y: middle.y - lift, align: 'center', turn };
}

function boxesOf({ text, x, y, align, turn }: Spot): Box[] {
  const width = (text.length * charPx + 4) * Math.cos(turn);
  const left = align === 'left' ? x : align === 'right' ? x - width : x - width / 2;
  const count = turn === 0 ? 1 : pieces;
  return Array.from({ length: count }, (_, index) => {
    const from = left + (width * index) / count;
    const at = y + (from + width / count / 2 - x) * Math.tan(turn);
    return { left: from, right: from + width / count, top: at - linePx + 3, bottom: at + 3 };
  });
}

function write(
  context: CanvasRenderingContext2D,
  { text, x, y, align, turn }: Spot,
  { paper, ink }: Readonly<Record<'paper' | 'ink', string>>,
): void {
  context.textAlign = align;
  context.save();
  context.translate(x, y);
  context.rotate(turn);
  // Lines fade behind words. A contour in the paper's colour would take a third of the frame.
  const width = text.length * charPx + 2;
  const left = align === 'left' ? -1 : align === 'right' ? 1 - width : -width / 2;
  context.fillStyle = paper;
  context.globalAlpha = 0.75;
  context.fillRect(left, -linePx + 4, width, linePx);
  context.globalAlpha = 1;
  context.fillStyle = ink;
  context.fillText(text, 0, 0);
  context.restore();
}

/** Writes the words of the messages that were drawn. */
export function paintWords(context: CanvasRenderingContext2D, words: Words): void {
  const { trace, palette, placed } = words;
  /** What went wrong is worth more than what went well, and what left its node more than what did not. */
  const rank = ({ message, isQuiet }: Placed): number =>
    (styleOf(trace, message) === 'plain' ? 2 : 0) + Number(isQuiet);
  context.font = `12px ${palette.font}`;
  for (const one of placed.toSorted((a, b) => rank(a) - rank(b))) {
    const spot = spotOf(words, one);
    if (spot.text === '') continue;
    const boxes = boxesOf(spot);
    if (boxes.some(({ left }) => left < words.fromX) || !words.room.isFree(boxes)) continue;
    words.room.take(boxes);
    const ink = one.isQuiet ? palette.label : palette.ink;
    write(context, spot, { paper: palette.paper, ink });
  }
}
