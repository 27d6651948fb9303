/**
 * Where everything of a space-time diagram goes, in pixels. Lanes are processes, side by side and grouped by node;
 * time runs down. A story has steps of a microsecond and waits of seconds, so the distance between two instants
 * grows with the logarithm of the time between them, and long waits are drawn as a break. The order of instants is
 * always kept, a message never runs upwards, and no two labels overlap: where they would, time is stretched.
 */
import type { Arrow, Lane, Mark, SpaceTime } from '#grader/verdict.ts';
import { labelsOf, firstClash, type Label } from './spacetime-labels.ts';
import { mergeLanes } from './spacetime-merge.ts';
import { instantsOf, placeBreaks, placeInstants, slantMin, type Break } from './spacetime-time.ts';

export interface LaneColumn {
  readonly lane: Lane;
  /** The lane's name, cut into as many lines as its column needs; empty if its node's name says it. */
  readonly nameLines: readonly string[];
  readonly x: number;
  readonly topY: number;
  /** Where the process ends; the bottom of the diagram if it lives on. */
  readonly endY: number;
}

export interface NodeGroup {
  readonly node: string;
  readonly x: number;
  readonly fromX: number;
  readonly toX: number;
  readonly lanes: number;
}

export interface ArrowLine {
  readonly arrow: Arrow;
  readonly index: number;
  readonly fromX: number;
  readonly fromY: number;
  readonly toX: number;
  /** Where it arrives; for a lost message where its line ends, for one on its way the bottom. */
  readonly toY: number;
}

export interface MarkPlace {
  readonly mark: Mark;
  readonly index: number;
  /** Lanes that it concerns, from the left-most to the right-most. */
  readonly fromX: number;
  readonly toX: number;
  readonly y: number;
  /** End of a span; equal to `y` for an instant. */
  readonly untilY: number;
}

/** The number of a story event beside the drawing, with its instant. */
export interface Badge {
  readonly number: number;
  readonly y: number;
  readonly atMs: number;
}

export interface DiagramLayout {
  readonly width: number;
  readonly height: number;
  /** Too narrow for every label: only those of story events are drawn. */
  readonly isCompact: boolean;
  /** Wide enough for the instant of each story event beside its number. */
  readonly hasTimes: boolean;
  readonly gutterX: number;
  readonly headY: number;
  readonly bottomY: number;
  readonly columns: readonly LaneColumn[];
  readonly groups: readonly NodeGroup[];
  readonly arrows: readonly ArrowLine[];
  readonly marks: readonly MarkPlace[];
  readonly labels: readonly Label[];
  readonly breaks: readonly Break[];
  readonly badges: readonly Badge[];
}

const nodeHeight = 20;
const nameLineHeight = 14;
const headMargin = 18;
const bottomMargin = 18;
const badgeHeight = 19;
const nameCharPx = 7.2;
const compactPitch = 76;
const timesPitch = 104;
const markRadius = 8;
const passesMax = 200;
const breachRoom = 26;

/** `orderServer` as one line where it fits, else as `order` and `Server`, the last cut short if need be. */
export function nameLines(name: string, chars: number): string[] {
  if (name.length <= chars) return [name];
  const words = name.split(/(?<=[a-z\d])(?=[A-Z])|(?<=[-_ ])/);
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length <= chars)
      lines[lines.length - 1] = last + word;
    else lines.push(word);
  }
  return lines
    .slice(0, 2)
    .map((line) => (line.length <= chars ? line : `${line.slice(0, chars - 1)}…`));
}

/** Lanes of one node stand together; nodes come in the order in which their first lane is listed. */
function orderLanes(lanes: readonly Lane[]): Lane[] {
  const nodes = [...new Set(lanes.map(({ node }) => node))];
  return nodes.flatMap((node) => lanes.filter((lane) => lane.node === node));
}

interface Columns {
  readonly width: number;
  readonly gutterX: number;
  readonly isCompact: boolean;
  readonly hasTimes: boolean;
  readonly xOf: ReadonlyMap<number, number>;
  readonly lanes: readonly Lane[];
}

function placeColumns(diagram: SpaceTime, widthPx: number): Columns {
  const lanes = orderLanes(diagram.lanes);
  const count = Math.max(1, lanes.length);
  const hasTimes = (widthPx - 150) / count >= timesPitch;
  const isCompact = !hasTimes && (widthPx - 50) / count < compactPitch;
  const gutterX = hasTimes ? 92 : 28;
  const rightMargin = hasTimes ? 56 : 12;
  const pitchMin = isCompact ? 60 : compactPitch;
  const pitch = Math.max(pitchMin, Math.min(190, (widthPx - gutterX - rightMargin) / count));
  const xOf = new Map(lanes.map(({ id }, index) => [id, gutterX + pitch * (index + 0.5)]));
  const width = gutterX + rightMargin + pitch * lanes.length;
  return { width, gutterX, isCompact, hasTimes, xOf, lanes };
}

function namesOf(lane: Lane, columns: Columns): string[] {
  if (lane.label === lane.node) return [];
  const xs = [...columns.xOf.values()];
  const pitch = xs.length > 1 ? (xs[1] ?? 0) - (xs[0] ?? 0) : 190;
  return nameLines(lane.label, Math.max(4, Math.floor((pitch - 6) / nameCharPx)));
}

function groupsOf(columns: Columns): NodeGroup[] {
  const nodes = [...new Set(columns.lanes.map(({ node }) => node))];
  return nodes.map((node) => {
    const xs = columns.lanes
      .filter((lane) => lane.node === node)
      .map(({ id }) => columns.xOf.get(id) ?? 0);
    const fromX = Math.min(...xs);
    const toX = Math.max(...xs);
    return { node, x: (fromX + toX) / 2, fromX, toX, lanes: xs.length };
  });
}

function placeArrows(
  diagram: SpaceTime,
  columns: Columns,
  ys: ReadonlyMap<string, number>,
): ArrowLine[] {
  const bottom = ys.get('bottom') ?? 0;
  return diagram.arrows.map((arrow, index) => {
    const fromX = columns.xOf.get(arrow.fromLane) ?? 0;
    const target = columns.xOf.get(arrow.toLane) ?? 0;
    const fromY = ys.get(`sent${index}`) ?? 0;
    const arrivedY = ys.get(`arrived${index}`);
    if (arrivedY !== undefined) return { arrow, index, fromX, fromY, toX: target, toY: arrivedY };
    // A lost message ends half-way; one that is still on its way leaves the picture at the bottom.
    const isLost = arrow.fate === 'lost';
    const toX = fromX + (target - fromX) * (isLost ? 0.55 : 0.8);
    return { arrow, index, fromX, fromY, toX, toY: isLost ? fromY + slantMin : bottom };
  });
}

function placeMarks(
  diagram: SpaceTime,
  columns: Columns,
  ys: ReadonlyMap<string, number>,
): MarkPlace[] {
  const bottom = ys.get('bottom') ?? 0;
  return diagram.marks.map((mark, index) => {
    const xs = columns.lanes
      .filter(({ id, node }) =>
        mark.lane === null ? mark.node === null || node === mark.node : id === mark.lane,
      )
      .map(({ id }) => columns.xOf.get(id) ?? 0);
    const all = xs.length > 0 ? xs : [...columns.xOf.values()];
    const y = ys.get(`mark${index}`) ?? 0;
    const untilY = mark.untilMs === null ? y : (ys.get(`until${index}`) ?? bottom);
    return { mark, index, fromX: Math.min(...all), toX: Math.max(...all), y, untilY };
  });
}

/** A head that would vanish under a mark ends before it. */
function stopAtMarks(arrows: readonly ArrowLine[], marks: readonly MarkPlace[]): ArrowLine[] {
  return arrows.map((line) => {
    const { fromX, fromY, toX, toY } = line;
    const isHidden = marks.some(({ fromX: x, y }) => x === toX && Math.abs(y - toY) < markRadius);
    const length = Math.hypot(toX - fromX, toY - fromY);
    if (!isHidden || length < 3 * markRadius) return line;
    const share = 1 - markRadius / length;
    const shortened = { toX: fromX + (toX - fromX) * share, toY: fromY + (toY - fromY) * share };
    return Object.assign(shortened, { arrow: line.arrow, index: line.index, fromX, fromY });
  });
}

/** A number for each story event, at the height of its mark, else of its message; never two at one height. */
function placeBadges(arrows: readonly ArrowLine[], marks: readonly MarkPlace[]): Badge[] {
  const found = new Map<number, Badge>();
  for (const { arrow, fromY } of arrows) {
    if (arrow.event !== null && !found.has(arrow.event)) {
      found.set(arrow.event, { number: arrow.event, y: fromY, atMs: arrow.sentMs });
    }
  }
  for (const { mark, y } of marks) {
    if (mark.event !== null) {
      found.set(mark.event, { number: mark.event, y, atMs: mark.atMs });
    }
  }
  let free = -Infinity;
  return [...found.values()]
    .sort((a, b) => a.y - b.y || a.number - b.number)
    .map(({ number, atMs, y: wantedY }) => {
      const y = Math.max(wantedY, free);
      free = y + badgeHeight;
      return { number, atMs, y };
    });
}

/**
 * Lays the diagram out in `widthPx`. Where its processes do not fit beside each other their nodes stand for them;
 * only if not even these fit does it come out wider.
 */
export function layoutSpaceTime(diagram: SpaceTime, widthPx: number): DiagramLayout {
  const columns = placeColumns(diagram, widthPx);
  const hasSeveral = new Set(diagram.lanes.map(({ node }) => node)).size < diagram.lanes.length;
  return columns.width > widthPx && hasSeveral
    ? layoutSpaceTime(mergeLanes(diagram), widthPx)
    : layoutIn(diagram, columns);
}

/** A breach is the end of the story: what happens at its very instant stands above it, and neither hides the other. */
function roomForBreaches({ marks }: SpaceTime): (readonly [string, number])[] {
  return marks.flatMap(({ kind, atMs }, index) =>
    kind === 'breach' && marks.some((mark) => mark.kind !== 'breach' && mark.atMs === atMs)
      ? [[`mark${index}`, breachRoom] as const]
      : [],
  );
}

function layoutIn(diagram: SpaceTime, columns: Columns): DiagramLayout {
  const { width, gutterX, isCompact, hasTimes, xOf, lanes } = columns;
  const instants = instantsOf(diagram);
  const names = new Map(lanes.map((lane) => [lane.id, namesOf(lane, columns)]));
  const headY =
    nodeHeight + nameLineHeight * Math.max(...[...names.values()].map(({ length }) => length), 0);
  const extra = new Map([['top', headY + headMargin], ...roomForBreaches(diagram)]);
  for (let pass = 0; ; pass += 1) {
    const ys = placeInstants(instants, diagram, extra);
    const marks = placeMarks(diagram, columns, ys);
    const arrows = placeArrows(diagram, columns, ys);
    const labels = labelsOf({ arrows, marks, isCompact, fromX: gutterX, toX: width });
    const clash = firstClash(labels);
    if (clash !== null && pass < passesMax) {
      const later = instants.findLast(({ key }) => clash.keys.includes(key))?.key ?? 'bottom';
      extra.set(later, (extra.get(later) ?? 0) + clash.px);
      continue;
    }
    const bottomY = ys.get('bottom') ?? headY;
    return {
      width,
      height: bottomY + bottomMargin,
      isCompact,
      hasTimes,
      gutterX,
      headY,
      bottomY,
      columns: lanes.map((lane) => {
        const index = diagram.lanes.indexOf(lane);
        const endY = ys.get(`end${index}`) ?? bottomY;
        const topY = ys.get(`start${index}`) ?? headY + headMargin / 2;
        return { lane, nameLines: names.get(lane.id) ?? [], x: xOf.get(lane.id) ?? 0, topY, endY };
      }),
      groups: groupsOf(columns),
      arrows: stopAtMarks(arrows, marks),
      marks,
      labels,
      breaks: placeBreaks(instants, ys),
      badges: placeBadges(arrows, marks),
    };
  }
}
