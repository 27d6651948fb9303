/**
 * A run made ready for drawing: lanes, heights, and the two pyramids (messages, marks) from which each frame takes
 * what is in view. It is plain data, so that a long run's scene can be built in a worker.
 */
import { traceEventKinds, type RunTrace, type TraceEventKind } from '#grader/walk.ts';
import { layLanes, type LaneGrain, type LaneTable } from './lanes.ts';
import { messageStyles, styleOf } from './message-style.ts';
import { buildPyramid, type Pyramid } from './pyramid.ts';
import { spanWords } from './span-words.ts';
import { placeEvents, quietStretches, yOf, type QuietStretch, type Scale } from './timeline.ts';

/** What is left in the picture; null lets everything through. */
export interface Filter {
  /** Index of a process: its own events, and the messages that it sends and gets. */
  readonly process: number | null;
  /** Index in the trace's texts: messages with this phrase. */
  readonly phrase: number | null;
  /** Index in the trace's texts: messages of this conversation. */
  readonly tag: number | null;
}

export const noFilter: Filter = { process: null, phrase: null, tag: null };

export interface SceneOptions {
  readonly scale: Scale;
  readonly grain: LaneGrain;
  readonly filter: Filter;
  /** Processes that nothing happens to between their beginning and their end are shown too. */
  readonly hasIdle: boolean;
}

/** A shaded stretch, over all lanes of its nodes. */
export interface SceneSpan {
  readonly fromY: number;
  readonly untilY: number;
  readonly lanes: readonly number[];
  readonly label: string;
}

export interface Scene extends LaneTable {
  /** Y of every event, shown or not, ascending. */
  readonly ys: Float64Array;
  readonly heightY: number;
  /** By index of the process: Y of its beginning, and of its end, or Infinity while it lives. */
  readonly startY: Float64Array;
  readonly endY: Float64Array;
  readonly spans: readonly SceneSpan[];
  /** The events that the filter lets through, ascending: what stepping goes through. */
  readonly rows: Int32Array;
  /** By index of the message. */
  readonly messages: Pyramid;
  /** By index of the event. */
  readonly marks: Pyramid;
  readonly quiet: readonly QuietStretch[];
}

/** A message that never arrives still falls, so that its direction in time can be seen. */
const lostFallPx = 16;
const endMarginPx = 24;

/** Events with a sign of their own; the others are ends of messages, which are lines. */
const signed: ReadonlySet<TraceEventKind> = new Set([
  'spawned',
  'exited',
  'timedOut',
  'nodeChanged',
  'observed',
  'forked',
]);
const isSigned = traceEventKinds.map((kind) => signed.has(kind));
const nodeChanged = traceEventKinds.indexOf('nodeChanged');
const delivered = traceEventKinds.indexOf('delivered');

/** What the host asks of a process has no sender to draw a line from: it is a sign where it arrives. */
export function isSign({ events, messages }: RunTrace, event: number): boolean {
  const kind = events.kind[event] ?? 0;
  if (kind !== delivered) return isSigned[kind] ?? false;
  return (messages.from[events.message[event] ?? -1] ?? -1) < 0;
}

function messageFilter({ messages }: RunTrace, filter: Filter): (message: number) => boolean {
  const { process, phrase, tag } = filter;
  return (message) =>
    (process === null || messages.from[message] === process || messages.to[message] === process) &&
    (phrase === null || messages.phrase[message] === phrase) &&
    (tag === null || messages.tag[message] === tag);
}

/** Nodes that crash or come back are never filtered out: they explain the rest. */
function eventFilter(trace: RunTrace, filter: Filter): (event: number) => boolean {
  const { events } = trace;
  const passes = messageFilter(trace, filter);
  const { process, phrase, tag } = filter;
  return (event) => {
    const message = events.message[event] ?? -1;
    if (message >= 0) return passes(message);
    if (events.kind[event] === nodeChanged) return true;
    return phrase === null && tag === null && process !== null && events.process[event] === process;
  };
}

/** Processes that take part in what is shown. */
function takingPart({ events, messages }: RunTrace, rows: Int32Array): ReadonlySet<number> {
  const found = new Set<number>();
  for (const event of rows) {
    const message = events.message[event] ?? -1;
    found.add(events.process[event] ?? -1);
    if (message < 0) continue;
    found.add(messages.from[message] ?? -1);
    found.add(messages.to[message] ?? -1);
  }
  return found;
}

const spawned = traceEventKinds.indexOf('spawned');
const exited = traceEventKinds.indexOf('exited');

/** Processes that do more than begin and end. */
function activeProcesses({ events, messages, processes }: RunTrace): Uint8Array {
  const active = new Uint8Array(processes.length);
  const note = (process: number): void => {
    if (process >= 0) active[process] = 1;
  };
  for (let message = 0; message < messages.length; message += 1) {
    note(messages.from[message] ?? -1);
    note(messages.to[message] ?? -1);
  }
  for (let event = 0; event < events.length; event += 1) {
    const kind = events.kind[event];
    if (kind !== spawned && kind !== exited) note(events.process[event] ?? -1);
  }
  // A run in which nothing happens is better shown whole than not at all.
  return active.includes(1) ? active : active.fill(1);
}

type Heights = Pick<Scene, 'ys' | 'laneOf' | 'firstOf'>;

/** Lanes of the two ends of a message; where nobody was there, the node's first lane stands for it. */
export function endLanes(
  { messages }: RunTrace,
  { laneOf, firstOf }: Pick<Scene, 'laneOf' | 'firstOf'>,
  message: number,
): readonly [from: number, to: number] {
  const to = messages.to[message] ?? -1;
  return [
    laneOf[messages.from[message] ?? -1] ?? -1,
    to < 0 ? (firstOf[messages.toNode[message] ?? -1] ?? -1) : (laneOf[to] ?? -1),
  ];
}

function messagePyramid(trace: RunTrace, heights: Heights, filter: Filter): Pyramid {
  const { messages } = trace;
  const { ys, laneOf } = heights;
  const from = new Float64Array(messages.length);
  const until = new Float64Array(messages.length);
  const keys = new Float64Array(messages.length);
  const passes = messageFilter(trace, filter);
  const ids: number[] = [];
  const lanes = laneOf.length + 1;
  for (let message = 0; message < messages.length; message += 1) {
    const [fromLane, toLane] = endLanes(trace, heights, message);
    const style = styleOf(trace, message);
    const sentY = ys[messages.sent[message] ?? -1] ?? 0;
    const endedY = style === 'lost' ? undefined : ys[messages.ended[message] ?? -1];
    from[message] = sentY;
    until[message] = endedY ?? (style === 'flying' ? (ys.at(-1) ?? 0) : sentY + lostFallPx);
    keys[message] = (fromLane * lanes + toLane) * 8 + messageStyles.indexOf(style);
    if (fromLane >= 0 && toLane >= 0 && passes(message)) ids.push(message);
  }
  ids.sort((a, b) => (from[a] ?? 0) - (from[b] ?? 0) || a - b);
  return buildPyramid(Int32Array.from(ids), { from, until, keys });
}

/** The lane of an event's sign: its process's, else the first of its node. */
export function signLane(
  { events }: RunTrace,
  scene: Pick<Scene, 'laneOf' | 'firstOf'>,
  event: number,
): number {
  const process = events.process[event] ?? -1;
  return process < 0
    ? (scene.firstOf[events.node[event] ?? -1] ?? -1)
    : (scene.laneOf[process] ?? -1);
}

function markPyramid(trace: RunTrace, heights: Heights, rows: Int32Array): Pyramid {
  const { events } = trace;
  const keys = new Float64Array(events.length);
  const ids = rows.filter((event) => isSign(trace, event));
  for (const event of ids)
    keys[event] = (signLane(trace, heights, event) + 1) * 16 + (events.kind[event] ?? 0);
  return buildPyramid(ids, { from: heights.ys, until: heights.ys, keys });
}

function placeSpans(trace: RunTrace, ys: Float64Array, { lanes }: LaneTable): SceneSpan[] {
  const { atMs } = trace.events;
  const indices = lanes.map((_, lane) => lane);
  return trace.spans
    .map((span) => ({
      fromY: yOf(span.fromMs, atMs, ys),
      untilY: span.untilMs === null ? (ys.at(-1) ?? 0) + endMarginPx : yOf(span.untilMs, atMs, ys),
      lanes: indices.filter((lane) => span.nodes.includes(lanes[lane]?.node ?? '')),
      label: spanWords(span),
    }))
    .filter((span) => span.lanes.length > 0);
}

/** Y of a process's ends: of the very events, where they are known. */
function endsOf({ processes, events }: RunTrace, ys: Float64Array) {
  const { atMs } = events;
  return {
    startY: Float64Array.from(processes, ({ born, bornMs }) =>
      born === null ? yOf(bornMs, atMs, ys) : (ys[born] ?? 0),
    ),
    endY: Float64Array.from(processes, ({ died, diedMs }) =>
      diedMs === null ? Infinity : died === null ? yOf(diedMs, atMs, ys) : (ys[died] ?? Infinity),
    ),
  };
}

/** The events that are shown, ascending, and the processes that have a lane. */
function shownOf(trace: RunTrace, { filter, hasIdle }: SceneOptions) {
  const { events } = trace;
  const active = hasIdle ? null : activeProcesses(trace);
  const isActive = (process: number): boolean => active === null || active[process] !== 0;
  const isFiltered = Object.values(filter).some((value) => value !== null);
  const passes = isFiltered ? eventFilter(trace, filter) : () => true;
  const rows = Int32Array.from({ length: events.length }, (_, event) => event).filter(
    (event) => isActive(events.process[event] ?? -1) && passes(event),
  );
  const parts = isFiltered ? takingPart(trace, rows) : null;
  const isShown = (process: number): boolean =>
    isActive(process) && (parts === null || parts.has(process));
  return { rows, isShown };
}

/** Builds the scene of a run. */
export function buildScene(trace: RunTrace, options: SceneOptions): Scene {
  const { scale, grain, filter } = options;
  const { atMs } = trace.events;
  const ys = placeEvents(atMs, scale);
  const { rows, isShown } = shownOf(trace, options);
  const table = layLanes(trace, grain, isShown);
  const heights = { ys, ...table };
  return {
    ...heights,
    heightY: (ys.at(-1) ?? 0) + endMarginPx,
    ...endsOf(trace, ys),
    spans: placeSpans(trace, ys, table),
    rows,
    messages: messagePyramid(trace, heights, filter),
    marks: markPyramid(trace, heights, rows),
    quiet: scale === 'folded' ? quietStretches(atMs, ys) : [],
  };
}

/** The buffers of a scene, to hand over instead of copying. */
export function buffersOf(scene: Scene): ArrayBuffer[] {
  const { ys, rows, laneOf, firstOf, startY, endY } = scene;
  const inside = [scene.messages, scene.marks].flatMap(({ from, until, levels }) => [
    from,
    until,
    ...levels.flatMap(({ ids, counts, reaches }) => [ids, counts, ...reaches]),
  ]);
  const arrays = [ys, rows, laneOf, firstOf, startY, endY, ...inside];
  return [...new Set(arrays.map(({ buffer }) => buffer as ArrayBuffer))];
}
