/**
 * Places a space-time diagram on paper: lanes side by side, time downwards. The input is the diagram of a verdict, or
 * what an author writes in a chapter; the output is coordinates, which `SpaceTime.astro` draws.
 *
 * Time is not to scale. A run has events a microsecond apart and silences of seconds; so between two neighbouring
 * instants the distance grows with the logarithm of the time between them, within bounds.
 */

export type Fate = 'arrived' | 'lost' | 'delayed' | 'duplicated';
export type MarkKind = 'operation' | 'effect' | 'fault' | 'timeout' | 'breach' | 'exit';

export interface LaneData {
  readonly node: string;
  readonly label: string;
  readonly startMs: number;
  /** Null while it lives. */
  readonly endMs: number | null;
}
export interface ArrowData {
  readonly fromLane: number;
  readonly toLane: number;
  readonly sentMs: number;
  /** Null if it never arrived. */
  readonly arrivedMs: number | null;
  readonly label: string;
  readonly fate: Fate;
}
export interface MarkData {
  /** Null for what happened to the network as a whole. */
  readonly lane: number | null;
  readonly kind: MarkKind;
  readonly atMs: number;
  /** For spans (pause, partition, downtime). */
  readonly untilMs: number | null;
  readonly label: string;
}
export interface DiagramData {
  readonly lanes: readonly LaneData[];
  readonly arrows: readonly ArrowData[];
  readonly marks: readonly MarkData[];
}

/** What an author writes: a message from lane to lane, or something that happens on one lane. Times in milliseconds. */
export type Written =
  | {
      readonly from: string;
      readonly to: string;
      readonly at: number;
      /** Left out for a message that is lost. */
      readonly arrive?: number;
      readonly label: string;
      readonly fate?: Fate;
    }
  | {
      readonly on: string;
      readonly at: number;
      readonly until?: number;
      readonly kind: MarkKind;
      readonly label: string;
    };

/** Turns lanes and events, as they stand in a chapter, into a diagram. Lanes are named by their label. */
export function written(lanes: readonly string[], events: readonly Written[]): DiagramData {
  const laneOf = (name: string): number => {
    const index = lanes.indexOf(name);
    if (index < 0)
      throw new Error(`<SpaceTime>: "${name}" is none of its lanes, ${lanes.join(', ')}.`);
    return index;
  };
  const arrows: ArrowData[] = [];
  const marks: MarkData[] = [];
  for (const event of events) {
    if ('from' in event) {
      const arrivedMs = event.arrive ?? null;
      arrows.push({
        fromLane: laneOf(event.from),
        toLane: laneOf(event.to),
        sentMs: event.at,
        arrivedMs,
        label: event.label,
        fate: event.fate ?? (arrivedMs === null ? 'lost' : 'arrived'),
      });
    } else
      marks.push({
        lane: laneOf(event.on),
        kind: event.kind,
        atMs: event.at,
        untilMs: event.until ?? null,
        label: event.label,
      });
  }
  return {
    lanes: lanes.map((label) => ({ node: '', label, startMs: 0, endMs: null })),
    arrows,
    marks,
  };
}

export interface Measures {
  readonly laneGap: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  /** Distance of neighbouring instants: at least and at most. */
  readonly gapMin: number;
  readonly gapMax: number;
}

export const narrow: Measures = {
  laneGap: 104,
  left: 56,
  right: 84,
  top: 44,
  gapMin: 24,
  gapMax: 58,
};

export interface PlacedLane {
  readonly x: number;
  readonly top: number;
  readonly end: number;
  readonly node: string;
  readonly label: string;
}
export interface PlacedMessage {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  /** Where its words stand. */
  readonly textX: number;
  readonly textY: number;
  readonly label: string;
  readonly fate: Fate;
  readonly fromMs: number;
  readonly untilMs: number;
}
export interface PlacedMark {
  readonly x: number;
  readonly y: number;
  /** Below `y` for a span, else null. */
  readonly end: number | null;
  readonly kind: MarkKind;
  readonly label: string;
  readonly atMs: number;
}
export interface Placed {
  readonly width: number;
  readonly height: number;
  readonly lanes: readonly PlacedLane[];
  readonly messages: readonly PlacedMessage[];
  readonly marks: readonly PlacedMark[];
  readonly ticks: readonly { readonly y: number; readonly text: string }[];
}

/** `40 ms`, `2.3 s`: three figures at most, the unit that needs no zeros. */
export function instant(ms: number): string {
  if (ms < 1) return ms === 0 ? '0' : `${Math.round(ms * 1000)} µs`;
  if (ms < 1000) return `${Number(ms.toPrecision(3))} ms`;
  return `${Number((ms / 1000).toPrecision(3))} s`;
}

function timeScale(instants: readonly number[], measures: Measures): (ms: number) => number {
  const sorted = [...new Set(instants)].toSorted((a, b) => a - b);
  const { gapMin, gapMax } = measures;
  const places = new Map<number, number>();
  let y = measures.top + gapMin;
  for (const [index, ms] of sorted.entries()) {
    const gap = index === 0 ? 0 : ms - (sorted[index - 1] ?? 0);
    if (index > 0) y += Math.min(gapMax, gapMin * (0.85 + 0.5 * Math.log10(1 + gap)));
    places.set(ms, y);
  }
  return (ms) => places.get(ms) ?? y;
}

/** Half-way between sender and the next lane, on the line, a little above it. */
function wordsOf(
  line: { x1: number; y1: number; x2: number; y2: number },
  laneGap: number,
): { textX: number; textY: number } {
  const span = line.x2 - line.x1;
  const part = span === 0 ? 0 : Math.min(1, laneGap / Math.abs(span)) / 2;
  return {
    textX: line.x1 + span * part,
    textY: line.y1 + (line.y2 - line.y1) * part - 6,
  };
}

export function place(diagram: DiagramData, measures: Measures = narrow): Placed {
  const { left, laneGap, top, gapMin } = measures;
  const xOf = (lane: number): number => left + laneGap * (lane + 0.5);
  const instants = [
    ...diagram.arrows.flatMap(({ sentMs, arrivedMs }) => [sentMs, arrivedMs ?? sentMs]),
    ...diagram.marks.flatMap(({ atMs, untilMs }) => [atMs, untilMs ?? atMs]),
  ];
  const yOf = timeScale(instants, measures);
  const bottom = Math.max(top, ...instants.map((ms) => yOf(ms))) + gapMin;
  const messages = diagram.arrows.map((arrow): PlacedMessage => {
    const x1 = xOf(arrow.fromLane);
    const toX = xOf(arrow.toLane);
    const y1 = yOf(arrow.sentMs);
    const isLost = arrow.arrivedMs === null;
    const line = {
      x1,
      y1,
      x2: isLost ? x1 + (toX - x1) * 0.62 : toX,
      y2: isLost ? y1 + gapMin * 0.62 : yOf(arrow.arrivedMs ?? arrow.sentMs),
    };
    return {
      ...line,
      ...wordsOf(line, laneGap),
      label: arrow.label,
      fate: arrow.fate,
      fromMs: arrow.sentMs,
      untilMs: arrow.arrivedMs ?? arrow.sentMs,
    };
  });
  const marks = diagram.marks.map(({ lane, kind, atMs, untilMs, label }) => ({
    x: lane === null ? left : xOf(lane),
    y: yOf(atMs),
    end: untilMs === null ? null : yOf(untilMs),
    kind,
    label,
    atMs,
  }));
  const ticks: { y: number; text: string }[] = [];
  for (const ms of [...new Set(instants)].toSorted((a, b) => a - b)) {
    const y = yOf(ms);
    if (y - (ticks.at(-1)?.y ?? Number.NEGATIVE_INFINITY) >= 20) ticks.push({ y, text: instant(ms) });
  }
  return {
    width: left + laneGap * diagram.lanes.length + measures.right,
    height: bottom + 8,
    lanes: diagram.lanes.map(({ node, label, endMs }, lane) => ({
      x: xOf(lane),
      top,
      end: endMs === null ? bottom : yOf(endMs),
      node,
      label,
    })),
    messages,
    marks,
    ticks,
  };
}

const fateWords: Readonly<Record<Fate, string>> = {
  arrived: '',
  lost: ' — lost',
  delayed: ' — late',
  duplicated: ' — a second time',
};

/** The same events as sentences, in the order of time: what a reader who does not see the picture gets. */
export function asSentences(diagram: DiagramData): readonly { at: string; text: string }[] {
  const name = (lane: number | null): string =>
    lane === null ? 'network' : (diagram.lanes[lane]?.label ?? '');
  const rows = [
    ...diagram.arrows.map(({ sentMs, fromLane, toLane, label, fate }) => ({
      ms: sentMs,
      text: `${name(fromLane)} → ${name(toLane)}: ${label}${fateWords[fate]}`,
    })),
    ...diagram.marks.map(({ atMs, lane, label }) => ({
      ms: atMs,
      text: `${name(lane)}: ${label}`,
    })),
  ];
  return rows
    .toSorted((a, b) => a.ms - b.ms)
    .map(({ ms, text }) => ({ at: instant(ms), text }));
}
