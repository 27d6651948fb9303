/** A space-time diagram without a picture: one row, and one sentence, for each message and each mark. */
import type { Arrow, Mark, SpaceTime } from '#grader/verdict.ts';
import { printDuration, printInstant } from './print.ts';

export interface NarrationRow {
  readonly atMs: number;
  readonly time: string;
  /** Number of the story event it belongs to. */
  readonly event: number | null;
  readonly from: string;
  /** Empty for what happens in one place. */
  readonly to: string;
  readonly what: string;
  /** What became of it: `arrives after 1.1 ms`, `lost`, `lasts 800 ms`. */
  readonly outcome: string;
  readonly sentence: string;
}

const markWords: Readonly<Record<Mark['kind'], string>> = {
  operation: 'operation',
  effect: 'effect',
  fault: 'fault',
  timeout: 'gives up waiting',
  breach: 'the invariant breaks',
  exit: 'ends',
};

/** The name of a lane: its node, and its process where the node has several in the picture. */
export function laneNames(diagram: SpaceTime): Map<number, string> {
  return new Map(
    diagram.lanes.map(({ id, node, label }) => {
      const isAlone = diagram.lanes.filter((lane) => lane.node === node).length === 1;
      return [id, isAlone ? node : `${node} › ${label}`];
    }),
  );
}

function outcomeOf({ sentMs, arrivedMs, fate }: Arrow): string {
  if (fate === 'lost') return 'is lost';
  if (arrivedMs === null) return 'is still on its way';
  const flight = printDuration(arrivedMs - sentMs);
  if (fate === 'delayed') return `is held back and arrives after ${flight}`;
  if (fate === 'duplicated') return `is a copy made by the network and arrives after ${flight}`;
  return `arrives after ${flight}`;
}

function arrowRow(arrow: Arrow, names: ReadonlyMap<number, string>): NarrationRow {
  const from = names.get(arrow.fromLane) ?? '?';
  const to = arrow.fromLane === arrow.toLane ? 'itself' : (names.get(arrow.toLane) ?? '?');
  const outcome = outcomeOf(arrow);
  const what = arrow.label === '' ? 'a message' : `“${arrow.label}”`;
  return {
    atMs: arrow.sentMs,
    time: printInstant(arrow.sentMs),
    event: arrow.event,
    from,
    to,
    what: arrow.label,
    outcome,
    sentence: `${from} sends ${what} to ${to}; it ${outcome}.`,
  };
}

function markRow(mark: Mark, names: ReadonlyMap<number, string>): NarrationRow {
  const from = (mark.lane === null ? mark.node : names.get(mark.lane)) ?? 'the network';
  const span = mark.untilMs === null ? '' : `lasts ${printDuration(mark.untilMs - mark.atMs)}`;
  const words = markWords[mark.kind];
  const label = mark.label === '' ? '' : `: ${mark.label}`;
  return {
    atMs: mark.atMs,
    time: printInstant(mark.atMs),
    event: mark.event,
    from,
    to: '',
    what: mark.label === '' ? words : mark.label,
    outcome: span === '' ? words : `${words}, ${span}`,
    sentence: `${from}, ${words}${label}${span === '' ? '' : `; it ${span}`}.`,
  };
}

/** Everything in the picture, in the order of time. */
export function narrate(diagram: SpaceTime): NarrationRow[] {
  const names = laneNames(diagram);
  return [
    ...diagram.marks.map((mark) => markRow(mark, names)),
    ...diagram.arrows.map((arrow) => arrowRow(arrow, names)),
  ].sort((a, b) => a.atMs - b.atMs);
}

/** The picture in one sentence, as its accessible name. */
export function nameOf(diagram: SpaceTime): string {
  const names = [...laneNames(diagram).values()];
  const lost = diagram.arrows.filter(({ fate }) => fate === 'lost').length;
  const span = printDuration(diagram.untilMs - diagram.fromMs);
  return (
    `Space-time diagram of ${span} with ${names.length} processes: ${names.join(', ')}. ` +
    `${diagram.arrows.length} messages, ${lost} of them lost.`
  );
}
