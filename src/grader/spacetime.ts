/**
 * The diagram of a failure: lanes are processes, time runs down, clipped to the story. What the story tells is
 * numbered as in the story; what happened around it in the same conversations is drawn too, within bounds.
 */
import type { Chronicle, ChronicleMessage, ChronicleProcess } from './chronicle.ts';
import { formatMeasure } from './format.ts';
import { familyOf } from './plan.ts';
import type { Struck } from './record.ts';
import type { Tellable } from './tellable.ts';
import type { Arrow, Lane, Mark, SpaceTime } from './verdict.ts';

/** More than this is no picture any more. */
const arrowsMax = 60;
const lanesMax = 16;

/** Draws a told failure. */
export function drawSpaceTime(
  chronicle: Chronicle,
  events: readonly Tellable[],
  options: {
    readonly tags: readonly string[];
    readonly label: (message: ChronicleMessage) => string;
  },
): SpaceTime {
  const { fromMs, untilMs } = span(events);
  const messages = around(chronicle, events, { ...options, fromMs, untilMs });
  const lanes = lanesOf(chronicle, messages, events);
  const laneIds = new Set(lanes.map((lane) => lane.id));
  const numbers = new Map(events.map((event, index) => [event, index + 1]));
  const arrows: Arrow[] = [];
  for (const message of messages) {
    const { fromProcess, toProcess } = message;
    const toLane = toProcess ?? receiverOf(lanes, message);
    if (fromProcess === null || toLane === null) continue;
    if (!laneIds.has(fromProcess) || !laneIds.has(toLane)) continue;
    const event = events.find((one) => one.message === message);
    arrows.push({
      fromLane: fromProcess,
      toLane,
      sentMs: message.sentMs,
      arrivedMs: message.arrivedMs,
      label: options.label(message),
      fate: message.fate,
      event: event === undefined ? null : (numbers.get(event) ?? null),
    });
  }
  const marks = events.flatMap((event): Mark[] => {
    const kind = markKind(event);
    return kind === null
      ? []
      : [markOf(event, { kind, number: numbers.get(event) ?? null, laneIds, chronicle })];
  });
  return { lanes, arrows, marks, fromMs, untilMs };
}

/** From a little before the first event to a little after the last. */
function span(events: readonly Tellable[]): { fromMs: number; untilMs: number } {
  let fromMs = Number.POSITIVE_INFINITY;
  let untilMs = 0;
  for (const { atMs, message } of events) {
    fromMs = Math.min(fromMs, message?.sentMs ?? atMs);
    untilMs = Math.max(untilMs, atMs);
  }
  const marginMs = Math.max(1, (untilMs - fromMs) * 0.05);
  return { fromMs: Math.max(0, fromMs - marginMs), untilMs: untilMs + marginMs };
}

/** The story's messages, and those of its conversations in between, the nearest to its end first to be kept. */
function around(
  chronicle: Chronicle,
  events: readonly Tellable[],
  {
    tags,
    fromMs,
    untilMs,
  }: { readonly tags: readonly string[]; readonly fromMs: number; readonly untilMs: number },
): ChronicleMessage[] {
  const told = new Set(events.flatMap((event) => (event.message === null ? [] : [event.message])));
  const near = chronicle.messages.filter(
    (message) =>
      !told.has(message) &&
      tags.includes(message.tag) &&
      message.sentMs >= fromMs &&
      message.sentMs <= untilMs,
  );
  const kept = new Set([...told, ...near.slice(-Math.max(0, arrowsMax - told.size))]);
  return chronicle.messages.filter((message) => kept.has(message));
}

/** Lanes in the order in which their processes come into play; those of the story's own events before all others. */
function lanesOf(
  chronicle: Chronicle,
  messages: readonly ChronicleMessage[],
  events: readonly Tellable[],
): Lane[] {
  const ids = new Set<number>();
  const told = new Set(events.map((event) => event.message));
  for (const message of messages.toSorted(
    (left, right) => Number(told.has(right)) - Number(told.has(left)),
  )) {
    if (message.fromProcess !== null) ids.add(message.fromProcess);
    if (message.toProcess !== null) ids.add(message.toProcess);
  }
  for (const { process } of events) if (process !== null) ids.add(process);
  const kept = new Set([...ids].slice(0, lanesMax));
  const order = new Map<number, number>();
  for (const { fromProcess, toProcess } of messages) {
    for (const id of [fromProcess, toProcess])
      if (id !== null && !order.has(id)) order.set(id, order.size);
  }
  return chronicle.processes
    .filter((process) => kept.has(process.id))
    .toSorted(
      (left, right) => (order.get(left.id) ?? order.size) - (order.get(right.id) ?? order.size),
    )
    .map(laneOf);
}

function laneOf({ id, node, label, startMs, endMs }: ChronicleProcess): Lane {
  return { id, node, label, startMs, endMs };
}

/** A lost message ends on a lane of the node it was going to, so that the arrow has a direction. */
function receiverOf(lanes: readonly Lane[], message: ChronicleMessage): number | null {
  return lanes.find((lane) => lane.node === message.to)?.id ?? null;
}

function markKind({ kind }: Tellable): Mark['kind'] | null {
  switch (kind) {
    case 'message':
    case 'lost': {
      return null;
    }
    default: {
      return kind;
    }
  }
}

function markOf(
  event: Tellable,
  context: {
    readonly kind: Mark['kind'];
    readonly number: number | null;
    readonly laneIds: ReadonlySet<number>;
    readonly chronicle: Chronicle;
  },
): Mark {
  const lane = event.process !== null && context.laneIds.has(event.process) ? event.process : null;
  const node =
    event.struck?.nodes[0] ??
    (event.kind === 'breach' ? null : (event.where.split(' › ')[0] ?? null));
  return {
    lane,
    node,
    kind: context.kind,
    atMs: event.atMs,
    untilMs: event.struck === null ? null : endOf(event.struck, context.chronicle),
    label: labelOf(event),
    event: context.number,
  };
}

/** When what a fault began came to its end; null for an instant. */
function endOf(struck: Struck, chronicle: Chronicle): number | null {
  const end = chronicle.struck.find(
    (other) =>
      other.phase === 'ends' && other.fault.id === struck.fault.id && other.atMs > struck.atMs,
  );
  return end?.atMs ?? null;
}

function labelOf(event: Tellable): string {
  if (event.struck !== null) return familyOf(event.struck.fault);
  return event.kind === 'breach' ? `breach at ${formatMeasure(event.atMs, 'ms')}` : event.name;
}
