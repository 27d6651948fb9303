/** Reads out of a trace what its columns say only by numbers. */
import { traceCarriers, traceFates, type RunTrace, type TraceFate } from '#grader/walk.ts';

/** Names one message of a run, and still names it in a fork of the run. */
export interface MessageName {
  readonly tag: string;
  readonly from: string;
  readonly to: string;
  readonly ordinal: number;
}

export function fateOf({ messages }: RunTrace, message: number): TraceFate | null {
  return traceFates[messages.fate[message] ?? -1] ?? null;
}

/** The name of a message, as deeds need it. */
export function messageIdentity(trace: RunTrace, message: number): MessageName {
  const { messages, nodes, texts } = trace;
  return {
    tag: texts[messages.tag[message] ?? -1] ?? '',
    from: nodes[messages.fromNode[message] ?? -1]?.name ?? '',
    to: nodes[messages.toNode[message] ?? -1]?.name ?? '',
    ordinal: messages.ordinal[message] ?? 0,
  };
}

/**
 * The step after which something is to be done to a message, for somebody who looks at an event: right after that
 * event while the message is under way, else before it sets out, so that what would befall it does not.
 */
export function forkStep(
  { events, messages }: RunTrace,
  { event, message }: { readonly event: number; readonly message: number },
): number {
  const sent = messages.sent[message] ?? -1;
  const ended = messages.ended[message] ?? -1;
  const stepOf = (row: number): number => events.step[row] ?? 0;
  const now = stepOf(event);
  const isUnderWay = stepOf(sent) <= now && (ended === -1 || stepOf(ended) > now);
  return isUnderWay || now < stepOf(sent) ? now : Math.max(0, stepOf(sent) - 1);
}

/** Where two traces part: the first event that is not the same in both; null if there is none. */
export function divergence(
  left: RunTrace,
  right: RunTrace,
): { readonly event: number; readonly atMs: number } | null {
  const length = Math.max(left.events.length, right.events.length);
  for (let event = 0; event < length; event += 1) {
    if (isSameEvent(left, right, event)) continue;
    const atMs = right.events.atMs[event] ?? left.events.atMs[event] ?? 0;
    return { event, atMs };
  }
  return null;
}

function isSameEvent(left: RunTrace, right: RunTrace, event: number): boolean {
  const a = left.events;
  const b = right.events;
  if (event >= a.length || event >= b.length) return false;
  if (a.atMs[event] !== b.atMs[event] || a.kind[event] !== b.kind[event]) return false;
  if (a.node[event] !== b.node[event]) return false;
  const process = (trace: RunTrace): number | undefined =>
    trace.processes[trace.events.process[event] ?? -1]?.id;
  const text = (trace: RunTrace): string | undefined => trace.texts[trace.events.text[event] ?? -1];
  if (process(left) !== process(right) || text(left) !== text(right)) return false;
  const message = a.message[event] ?? -1;
  const other = b.message[event] ?? -1;
  if (message < 0 || other < 0) return message === other;
  return isSameMessage(left, message, { trace: right, message: other });
}

function isSameMessage(
  left: RunTrace,
  message: number,
  other: { readonly trace: RunTrace; readonly message: number },
): boolean {
  const a = messageIdentity(left, message);
  const b = messageIdentity(other.trace, other.message);
  const carrier = (trace: RunTrace, row: number): string | undefined =>
    traceCarriers[trace.messages.carrier[row] ?? -1];
  return (
    a.ordinal === b.ordinal &&
    a.tag === b.tag &&
    a.from === b.from &&
    a.to === b.to &&
    carrier(left, message) === carrier(other.trace, other.message)
  );
}
