/** What lasts for a while, to be drawn as a span: the faults that struck, the times a node was down, the forks. */
import { printDeed, nodesOf } from './deed.ts';
import { familyOf, printFault } from './plan.ts';
import type { Struck } from './record.ts';
import type { EventRow } from './trace-rows.ts';
import { traceEventKinds, type Fork, type TraceSpan } from './walk.ts';

const spansMax = 1_000;

/** A fork that was made: at which instant. */
export interface MadeFork {
  readonly fork: Fork;
  readonly atMs: number;
  readonly event: number;
}

/** All spans, in the order in which they begin. `events` are those of the trace. */
export function spansOf(
  struck: readonly Struck[],
  forks: readonly MadeFork[],
  {
    events,
    nodes,
    texts,
  }: { events: readonly EventRow[]; nodes: readonly string[]; texts: readonly string[] },
): TraceSpan[] {
  const spans = [
    ...faultSpans(struck),
    ...nodeSpans(events, nodes, texts),
    ...forks.map(({ fork, atMs }, index): Unplaced => {
      const { deed } = fork;
      const lasts = 'forMs' in deed && deed.forMs !== undefined;
      return {
        kind: deed.kind,
        label: 'fork',
        text: printDeed(deed),
        nodes: nodesOf(deed),
        fromMs: atMs,
        untilMs: deed.kind === 'cut' && !lasts ? null : atMs + (lasts ? deed.forMs : 0),
        fork: index,
      };
    }),
  ];
  return spans
    .toSorted((left, right) => left.fromMs - right.fromMs)
    .slice(0, spansMax)
    .map((span) => ({ ...span, event: firstFrom(events, span.fromMs) }));
}

type Unplaced = Omit<TraceSpan, 'event'>;

function faultSpans(struck: readonly Struck[]): Unplaced[] {
  const spans: { -readonly [name in keyof Unplaced]: Unplaced[name] }[] = [];
  const open = new Map<string, (typeof spans)[number][]>();
  for (const { fault, phase, nodes, atMs, message } of struck) {
    const id = fault.id ?? '';
    const waiting = open.get(id) ?? [];
    open.set(id, waiting);
    if (phase === 'ends') {
      const span = waiting.shift();
      if (span !== undefined) span.untilMs = atMs;
      continue;
    }
    const lasts = message === null && lastsOf(fault.kind);
    const span = {
      kind: fault.kind,
      label: familyOf(fault),
      text: printFault(fault),
      nodes,
      fromMs: atMs,
      untilMs: lasts ? null : atMs,
      fork: null,
    };
    spans.push(span);
    waiting.push(span);
  }
  return spans;
}

/** True for faults that go on until something ends them. */
function lastsOf(kind: string): boolean {
  return [
    'partition',
    'ring',
    'cut',
    'impair',
    'leak',
    'fillDisk',
    'skew',
    'slow',
    'crash',
  ].includes(kind);
}

const began: ReadonlyMap<string, string> = new Map([
  ['crashed', 'down'],
  ['out-of-memory', 'down'],
  ['frozen', 'frozen'],
]);
const ended: ReadonlySet<string> = new Set(['booted', 'resumed']);

/** When nodes were down or stood still, from what happened to them. */
function nodeSpans(
  events: readonly EventRow[],
  nodes: readonly string[],
  texts: readonly string[],
): Unplaced[] {
  const spans: { -readonly [name in keyof Unplaced]: Unplaced[name] }[] = [];
  const changed = traceEventKinds.indexOf('nodeChanged');
  for (const { kind, node, text, atMs } of events) {
    if (kind !== changed) continue;
    const change = texts[text] ?? '';
    const name = nodes[node] ?? '';
    const state = began.get(change);
    const last = spans.findLast((span) => span.nodes[0] === name && span.untilMs === null);
    if (last !== undefined && (ended.has(change) || state === 'down')) last.untilMs = atMs;
    if (state === undefined) continue;
    const words = { kind: state, label: state, text: `${name} ${change}` };
    spans.push({ ...words, nodes: [name], fromMs: atMs, untilMs: null, fork: null });
  }
  return spans;
}

/** The first event at or after an instant; the last one if there is none. */
export function firstFrom(events: readonly EventRow[], atMs: number): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((events[middle]?.atMs ?? 0) < atMs) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, Math.min(low, events.length - 1));
}

/** The last event that is not after an instant; the first one if all are. */
export function lastUntil(events: readonly EventRow[], atMs: number): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((events[middle]?.atMs ?? 0) <= atMs) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}
