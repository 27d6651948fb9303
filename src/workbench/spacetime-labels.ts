/** The words of a space-time diagram: which are drawn, where they stand, and which would overlap. */
import type { ArrowLine, MarkPlace } from './spacetime-layout.ts';

export interface Label {
  readonly kind: 'arrow' | 'mark';
  /** Of the arrow or mark in the diagram. */
  readonly index: number;
  readonly event: number | null;
  readonly text: string;
  /** Where the text is anchored: its base line. */
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
  /** Degrees by which it is turned to run along its arrow. */
  readonly turn: number;
  /** The instant that the label belongs to, as the layout names it. */
  readonly key: string;
}

const charPx = 6.7;
const lineHeight = 15;
const turnMax = 20;
/** A label stands near the sender once its message has fallen so far. */
const fallPx = 16;

/** What the fate of a message adds to its words, so that no stroke must be known by heart. */
const fateWords: Readonly<Record<ArrowLine['arrow']['fate'], string>> = {
  arrived: '',
  lost: ' · lost',
  delayed: ' · late',
  duplicated: ' · again',
};

export function textWidth(text: string): number {
  return text.length * charPx + 4;
}

function shorten(text: string, widthPx: number): string {
  const chars = Math.max(3, Math.floor(widthPx / charPx));
  return text.length <= chars ? text : `${text.slice(0, chars - 1)}…`;
}

interface LabelScene {
  readonly arrows: readonly ArrowLine[];
  readonly marks: readonly MarkPlace[];
  readonly isCompact: boolean;
  /** The drawing's left and right border. */
  readonly fromX: number;
  readonly toX: number;
}

/** Keeps a label of a given width between the borders. */
function inside(x: number, width: number, scene: LabelScene): number {
  return Math.max(scene.fromX + width / 2, Math.min(scene.toX - width / 2, x));
}

/** A place for a text: where it is anchored, and to which side it runs from there. */
interface Spot {
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'end';
}

function fits({ x, anchor }: Spot, width: number, scene: LabelScene): boolean {
  const end = anchor === 'start' ? x + width : x - width;
  return end >= scene.fromX && end <= scene.toX;
}

/** The first spot where the text fits between the borders; else the last one, with the text cut short. */
function takeSpot(
  text: string,
  spots: readonly [Spot, Spot],
  scene: LabelScene,
): Spot & { text: string } {
  const [first, last] = spots;
  const spot = fits(first, textWidth(text), scene) ? first : last;
  const room = spot.anchor === 'start' ? scene.toX - spot.x : spot.x - scene.fromX;
  return { ...spot, text: textWidth(text) <= room ? text : shorten(text, room - charPx) };
}

/** Words that stand beside a line along which they cannot run: one that is steep, or ends in a cross. */
function besideLine(line: ArrowLine, text: string, scene: LabelScene): Spot & { text: string } {
  const { arrow, fromX, fromY, toX, toY } = line;
  const side = Math.sign(toX - fromX);
  const [ahead, behind] = side > 0 ? (['start', 'end'] as const) : (['end', 'start'] as const);
  if (arrow.fate === 'lost') {
    // Beyond the cross the line is missing, so there is room; else below it.
    const spots = [
      { x: toX + side * 10, y: toY + 4, anchor: ahead },
      { x: toX - side * 4, y: toY + 17, anchor: behind },
    ] as const;
    return takeSpot(text, spots, scene);
  }
  const share = Math.min(0.5, fallPx / (toY - fromY));
  const x = fromX + (toX - fromX) * share;
  const y = fromY + (toY - fromY) * share;
  const spots = [
    { x: x + side * 8, y, anchor: ahead },
    { x: x - side * 8, y: y + 6, anchor: behind },
  ] as const;
  return takeSpot(text, spots, scene);
}

function arrowLabel(line: ArrowLine, scene: LabelScene): Label | null {
  const { arrow, index, fromX, fromY, toX, toY } = line;
  if (arrow.label === '') return null;
  if (scene.isCompact && arrow.event === null) return null;
  const full = arrow.label + fateWords[arrow.fate];
  const base = { kind: 'arrow', index, event: arrow.event, key: `sent${index}`, turn: 0 } as const;
  const dx = toX - fromX;
  const dy = toY - fromY;
  if (dx === 0)
    return { ...base, text: full, x: fromX + 26, y: (fromY + toY) / 2 + 4, anchor: 'start' };
  const angle = (Math.atan(dy / Math.abs(dx)) * 180) / Math.PI;
  if (angle > turnMax || arrow.fate === 'lost')
    return { ...base, ...besideLine(line, full, scene) };
  const text = scene.isCompact ? shorten(full, Math.max(70, Math.abs(dx) + 12)) : full;
  if (textWidth(text) > Math.abs(dx)) {
    // Longer than its line, the text would stick out over both ends: it begins above the tail instead.
    const side = Math.sign(dx);
    const [along, against] = side > 0 ? (['start', 'end'] as const) : (['end', 'start'] as const);
    const spots = [
      { x: fromX + side * 8, y: fromY - 4, anchor: along },
      { x: toX - side * 8, y: toY + 14, anchor: against },
    ] as const;
    return { ...base, ...takeSpot(text, spots, scene) };
  }
  const x = inside(fromX + dx / 2, textWidth(text), scene);
  const y = fromY + (dy * (x - fromX)) / dx - 6;
  return { ...base, text, x, y, anchor: 'middle', turn: Math.sign(dx) * angle };
}

/** True if a message leaves or reaches the mark on one of its sides: its label would lie on the line. */
function isBusy(place: MarkPlace, side: 'left' | 'right', arrows: readonly ArrowLine[]): boolean {
  const laneX = side === 'right' ? place.toX : place.fromX;
  const isOnSide = (x: number): boolean => (side === 'right' ? x > laneX : x < laneX);
  return arrows.some(
    ({ fromX, fromY, toX, toY }) =>
      (fromX === laneX && isOnSide(toX) && Math.abs(fromY - place.y) < 14) ||
      (toX === laneX && isOnSide(fromX) && Math.abs(toY - place.y) < 14),
  );
}

/** True if a message of the same event starts at the mark with the same words: once is enough. */
function isSaidByArrow({ mark }: MarkPlace, arrows: readonly ArrowLine[]): boolean {
  return arrows.some(
    ({ arrow }) =>
      arrow.fromLane === mark.lane && arrow.sentMs === mark.atMs && arrow.label === mark.label,
  );
}

function markLabel(place: MarkPlace, scene: LabelScene): Label | null {
  const { mark, index, fromX, toX, y, untilY } = place;
  if (mark.label === '' || isSaidByArrow(place, scene.arrows)) return null;
  if (scene.isCompact && mark.kind !== 'breach' && mark.kind !== 'fault') return null;
  const text = mark.label;
  const width = textWidth(text);
  const base = {
    kind: 'mark',
    index,
    event: mark.event,
    text,
    turn: 0,
    key: `mark${index}`,
  } as const;
  if (fromX !== toX && (mark.kind === 'breach' || mark.node === null)) {
    // It reaches over all lanes with a line of its own, and its words stand on that line.
    return { ...base, x: inside(fromX + 12 + width / 2, width, scene), y: y - 6, anchor: 'middle' };
  }
  const isSpan = untilY > y + lineHeight;
  const away = isSpan ? 14 : 12;
  const levelY = isSpan ? y + lineHeight : y + 4;
  const right = { ...base, x: toX + away, anchor: 'start' } as const;
  const left = { ...base, x: fromX - away, anchor: 'end' } as const;
  const fitsRight = toX + away + width <= scene.toX;
  const fitsLeft = fromX - away - width >= scene.fromX;
  if (fitsRight && !isBusy(place, 'right', scene.arrows)) return { ...right, y: levelY };
  if (fitsLeft && !isBusy(place, 'left', scene.arrows)) return { ...left, y: levelY };
  // Both sides are taken: above the line, on the side where there is room.
  if (fitsRight) return { ...right, x: toX + 8, y: y - 9 };
  if (fitsLeft) return { ...left, x: fromX - 8, y: y - 9 };
  return { ...base, x: inside((fromX + toX) / 2, width, scene), y: y - 11, anchor: 'middle' };
}

/** All labels that are drawn. */
export function labelsOf(scene: LabelScene): Label[] {
  return [
    ...scene.arrows.map((line) => arrowLabel(line, scene)),
    ...scene.marks.map((place) => markLabel(place, scene)),
  ].filter((label) => label !== null);
}

/** The band that a label covers: from left to right, with a base line that may slope. */
interface Band {
  readonly label: Label;
  readonly left: number;
  readonly right: number;
  /** Base line at a given x. */
  readonly baseY: (x: number) => number;
}

function bandOf(label: Label): Band {
  const { anchor, turn, x, y } = label;
  const slope = Math.tan((turn * Math.PI) / 180);
  const width = textWidth(label.text) * Math.cos((turn * Math.PI) / 180);
  const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
  return { label, left, right: left + width, baseY: (at) => y + (at - x) * slope };
}

interface Clash {
  /** The instants that the two labels belong to. */
  readonly keys: readonly string[];
  /** By how much the later one must move down. */
  readonly px: number;
}

function clashOf(a: Band, b: Band): Clash | null {
  const left = Math.max(a.left, b.left);
  const right = Math.min(a.right, b.right);
  if (left >= right) return null;
  const middle = (left + right) / 2;
  const [upper, lower] = a.baseY(middle) <= b.baseY(middle) ? [a, b] : [b, a];
  const overlap = Math.max(
    ...[left, right].map((x) => upper.baseY(x) + lineHeight - lower.baseY(x)),
  );
  if (overlap <= 0) return null;
  return { keys: [upper.label.key, lower.label.key], px: Math.ceil(overlap) };
}

/** The topmost overlap of two labels. */
export function firstClash(labels: readonly Label[]): Clash | null {
  const bands = labels.map(bandOf).sort((a, b) => a.label.y - b.label.y);
  for (const [index, lower] of bands.entries()) {
    for (const upper of bands.slice(0, index)) {
      const clash = clashOf(upper, lower);
      if (clash !== null) return clash;
    }
  }
  return null;
}
