/**
 * The shapes of what the pieces of a walk hold once they are put together: tables of a trace, frames of moments. They
 * are checked in the page like every report: who sends them has just run somebody's program.
 */
import type { SourcePlace } from '#grader/verdict.ts';
import type {
  TraceBreach,
  TraceEvents,
  TraceMessages,
  TraceProcess,
  TraceSeries,
  TraceSpan,
  TraceStoryEvent,
  TraceTables,
} from '#grader/walk.ts';
import { traceCarriers, traceEventKinds, traceFates } from '#grader/walk.ts';
import type {
  BehaviourState,
  ConnectionState,
  FlyingMessage,
  HeldMessage,
  NodeState,
  PendingTimer,
  ProcessState,
  SupervisedChild,
  Tree,
  Wait,
  Watch,
} from '#runtime/moment.ts';
import {
  type Checker,
  ShapeError,
  boolean,
  count,
  hash,
  list,
  nullable,
  number,
  oneOf,
  record,
  text,
  union,
} from './check.ts';
import type { MomentFrame } from './moment-frames.ts';

const name = text(200);
const place = record<SourcePlace>({ file: name, line: count, column: count });
const carries = oneOf('message', 'call', 'cast', 'reply');
const listMax = 20_000;
const storyEventsMax = 100;
const storyKind = oneOf('operation', 'message', 'lost', 'fault', 'effect', 'timeout', 'breach');

const seriesShape = record<TraceSeries>({
  what: oneOf('memory', 'load', 'processes', 'reductions', 'mailbox', 'inFlight'),
  node: nullable(name),
  process: nullable(count),
  unit: name,
  values: list(number, 2_000),
});

/** All of a trace but its columns. */
export const tablesShape: Checker<TraceTables> = record<TraceTables>({
  nodes: list(record<TraceTables['nodes'][number]>({ name, zone: nullable(name) }), 5_000),
  processes: list(
    record<TraceProcess>({
      id: count,
      node: count,
      label: name,
      parent: nullable(count),
      bornMs: number,
      diedMs: nullable(number),
      born: nullable(count),
      died: nullable(count),
    }),
    listMax,
  ),
  texts: list(text(200), 300_000),
  places: list(place, 70_000),
  spans: list(
    record<TraceSpan>({
      kind: name,
      label: text(),
      text: text(),
      nodes: list(name, 5_000),
      fromMs: number,
      untilMs: nullable(number),
      event: count,
      fork: nullable(count),
    }),
    listMax,
  ),
  breaches: list(
    record<TraceBreach>({
      code: name,
      sentence: text(),
      expected: text(),
      observed: text(),
      operation: text(),
      atMs: number,
      event: count,
    }),
    1_000,
  ),
  story: list(
    record<TraceStoryEvent>({ number: count, kind: storyKind, text: text(), event: count }),
    storyEventsMax,
  ),
  gridMs: list(number, 2_000),
  series: list(seriesShape, 25_000),
  eventsLeftOut: count,
});

/** True if every number in a column is one of a row, or -1 for none. */
function pointsInto(column: ArrayLike<number>, length: number): boolean {
  for (let row = 0; row < column.length; row += 1) {
    const index = column[row] ?? -2;
    if (index < -1 || index >= length) return false;
  }
  return true;
}

/** True if the columns point at nothing that is not in the tables, and time runs forwards. */
export function fitTogether(
  events: TraceEvents,
  messages: TraceMessages,
  { processes, nodes, texts, places, story }: TraceTables,
): boolean {
  const { length } = events;
  const isInside =
    story.every(({ event }) => event < Math.max(1, length)) &&
    pointsInto(events.process, processes.length) &&
    pointsInto(events.message, messages.length) &&
    pointsInto(events.node, nodes.length) &&
    pointsInto(events.text, texts.length) &&
    pointsInto(events.place, places.length) &&
    pointsInto(events.kind, traceEventKinds.length) &&
    pointsInto(messages.from, processes.length) &&
    pointsInto(messages.to, processes.length) &&
    pointsInto(messages.fromNode, nodes.length) &&
    pointsInto(messages.toNode, nodes.length) &&
    pointsInto(messages.tag, texts.length) &&
    pointsInto(messages.phrase, texts.length) &&
    pointsInto(messages.text, texts.length) &&
    pointsInto(messages.sent, length) &&
    pointsInto(messages.ended, length) &&
    pointsInto(messages.place, places.length) &&
    pointsInto(messages.carrier, traceCarriers.length) &&
    pointsInto(messages.fate, traceFates.length);
  return isInside && runsForwards(events.atMs) && runsForwards(events.step);
}

function runsForwards(column: ArrayLike<number>): boolean {
  let last = 0;
  for (let row = 0; row < column.length; row += 1) {
    const value = column[row] ?? Number.NaN;
    if (!(value >= last) || value === Infinity) return false;
    last = value;
  }
  return true;
}

/** Depth of a tree: as deep as the runtime makes them. */
const depthMax = 12;

function treeAt(depth: number): Checker<Tree> {
  const tooDeep: Checker<Tree> = (_, path) => {
    throw new ShapeError(path, 'a tree of bounded depth');
  };
  const items = list(depth === depthMax ? tooDeep : treeAt(depth + 1), 200);
  return record<Tree>({
    key: nullable(text(300)),
    type: oneOf(
      'scalar',
      'pid',
      'ref',
      'function',
      'list',
      'object',
      'map',
      'set',
      'bytes',
      'error',
    ),
    text: text(300),
    items,
    more: count,
  });
}
const tree = treeAt(0);

const wait = union<Wait>({
  nothing: record<Extract<Wait, { kind: 'nothing' }>>({ kind: oneOf('nothing') }),
  message: record<Extract<Wait, { kind: 'message' }>>({
    kind: oneOf('message'),
    pattern: nullable(text()),
  }),
  response: record<Extract<Wait, { kind: 'response' }>>({
    kind: oneOf('response'),
    to: nullable(text()),
  }),
  device: record<Extract<Wait, { kind: 'device' }>>({ kind: oneOf('device') }),
  start: record<Extract<Wait, { kind: 'start' }>>({ kind: oneOf('start') }),
});

const behaviour = union<BehaviourState>({
  genServer: record<Extract<BehaviourState, { kind: 'genServer' }>>({
    kind: oneOf('genServer'),
    state: tree,
  }),
  genStatem: record<Extract<BehaviourState, { kind: 'genStatem' }>>({
    kind: oneOf('genStatem'),
    state: tree,
    data: tree,
    postponed: count,
  }),
  supervisor: record<Extract<BehaviourState, { kind: 'supervisor' }>>({
    kind: oneOf('supervisor'),
    strategy: name,
    intensity: number,
    periodMs: number,
    restarts: count,
    children: list(
      record<SupervisedChild>({
        id: text(),
        process: nullable(count),
        restart: oneOf('permanent', 'transient', 'temporary'),
        type: oneOf('worker', 'supervisor'),
      }),
      200,
    ),
  }),
});

const watches = list(
  record<Watch>({ process: nullable(count), node: name, name: nullable(name), isCall: boolean }),
  200,
);

const processShape = record<ProcessState>({
  id: count,
  node: name,
  label: name,
  name: nullable(name),
  wait,
  place: nullable(place),
  tag: text(),
  trapsExits: boolean,
  mailboxLength: count,
  mailbox: list(
    record<HeldMessage>({
      from: nullable(count),
      carries,
      tag: text(),
      ordinal: count,
      text: text(),
    }),
    200,
  ),
  links: list(count, 200),
  monitors: watches,
  watchers: watches,
  timers: list(
    record<PendingTimer>({
      kind: oneOf('timeout', 'wake', 'send'),
      atMs: number,
      text: nullable(text()),
    }),
    listMax,
  ),
  behaviour: nullable(behaviour),
});

const nodeShape = record<NodeState>({
  name,
  state: oneOf('up', 'frozen', 'down'),
  boot: count,
  cores: count,
  load: count,
  memoryBytes: number,
  memoryMaxBytes: number,
  processCount: count,
  clockAheadMs: number,
  backlog: count,
  connections: list(
    record<ConnectionState>({ peer: name, up: boolean, isCut: boolean, parked: count }),
    5_000,
  ),
  names: list(record<NodeState['names'][number]>({ name, process: count }), listMax),
  diskFilled: number,
  disk: list(tree, 200),
});

/** What has changed in one step. */
export const frameShape: Checker<MomentFrame> = record<MomentFrame>({
  step: count,
  atMs: number,
  hash,
  ran: nullable(count),
  nodes: list(nodeShape, 5_000),
  processes: list(processShape, listMax),
  gone: list(count, listMax),
  flew: list(
    record<FlyingMessage>({
      tag: text(),
      from: name,
      to: name,
      ordinal: count,
      carries,
      dueMs: nullable(number),
    }),
    listMax,
  ),
  landed: list(text(), listMax),
});
