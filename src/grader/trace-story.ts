/**
 * The story of a failure on the trace of its run: each numbered event of the story with the row of the trace in which
 * it is seen. It is told anew from the walk itself, so a shared run has the numbers of the verdict it came from.
 */
import type { Failing } from './scene.ts';
import { tellStory } from './story.ts';
import type { Tellable } from './tellable.ts';
import type { TraceRecorder } from './trace-recorder.ts';
import type { EventRow } from './trace-rows.ts';
import { firstFrom, lastUntil } from './trace-spans.ts';
import type { StoryEventKind } from './verdict.ts';
import { traceEventKinds, type TraceEventKind, type TraceStoryEvent } from './walk.ts';

/** What was written down of the run. */
export interface Written {
  readonly recorder: Pick<TraceRecorder, 'events' | 'messages' | 'processes' | 'texts'>;
  /** Names of the nodes, as the rows number them. */
  readonly nodes: readonly string[];
}

/** As what an event of a story is written down, the likeliest first. */
const writtenAs: Readonly<Record<StoryEventKind, readonly TraceEventKind[]>> = {
  operation: ['observed', 'delivered', 'sent'],
  message: ['delivered'],
  lost: ['dropped', 'delayed', 'duplicated', 'sent'],
  fault: ['nodeChanged', 'connection'],
  effect: ['observed'],
  timeout: ['timedOut'],
  breach: [],
};
/** What a client is asked comes from outside, and is the first that is seen of it. */
const askedAs: readonly TraceEventKind[] = ['delivered', 'observed', 'sent'];

/** What two descriptions of one event may have in common, and what that says. */
const weights = { message: 32, process: 16, node: 8, kind: 4 } as const;

/** Tells a failure, and finds each of its events in the trace. */
export function storyOnTrace(failing: Failing, written: Written): TraceStoryEvent[] {
  const { story, events } = tellStory(failing);
  return story.events.flatMap(({ number, kind, text }, index) => {
    const told = events[index];
    return told === undefined ? [] : [{ number, kind, text, event: rowOf(told, written) }];
  });
}

/** Of the rows at its instant the one that has most in common with it. */
function rowOf(told: Tellable, written: Written): number {
  const rows = written.recorder.events;
  const last = lastUntil(rows, told.atMs);
  if (told.kind === 'breach') return last;
  const first = firstFrom(rows, told.atMs);
  // A fault may strike while nothing else happens: it shows in what comes next.
  let best = { row: told.kind === 'fault' ? first : last, likeness: 0 };
  for (let row = first; row <= last; row += 1) {
    const found = rows[row];
    if (found === undefined) continue;
    const likeness = likenessOf(found, told, written);
    if (likeness > best.likeness) best = { row, likeness };
  }
  return best.row;
}

function likenessOf(row: EventRow, told: Tellable, written: Written): number {
  const { recorder, nodes } = written;
  const kinds = told.name.startsWith('ask ') ? askedAs : writtenAs[told.kind];
  const rank = kinds.indexOf(traceEventKinds[row.kind] ?? 'forked');
  if (rank === -1) return 0;
  const isProcess = told.process !== null && recorder.processes[row.process]?.id === told.process;
  const isNode = told.where.split(/ › | → |, /).includes(nodes[row.node] ?? '');
  return (
    weights.kind -
    rank +
    (isMessage(row, told, written) ? weights.message : 0) +
    (isProcess ? weights.process : 0) +
    (isNode ? weights.node : 0)
  );
}

function isMessage(row: EventRow, { message }: Tellable, { recorder, nodes }: Written): boolean {
  const found = recorder.messages[row.message];
  return (
    found !== undefined &&
    message !== null &&
    found.ordinal === message.ordinal &&
    recorder.texts.all[found.tag] === message.tag &&
    nodes[found.fromNode] === message.from &&
    nodes[found.toNode] === message.to
  );
}
