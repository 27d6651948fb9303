/**
 * Messages under way, to be looked at and to be reached for: what a walk through a run shows as arrows that have not
 * come to their end, and what somebody who forks the run does to one of them.
 */
import { assert } from './assert.ts';
import { toNs } from './clock.ts';
import { recopy } from './copy.ts';
import { nsPerMs } from './limits.ts';
import { noteLost } from './loss.ts';
import { byDue } from './flying.ts';
import type { FlyingMessage } from './moment.ts';
import type { Node } from './node.ts';
import type { Rule } from './rules.ts';
import { Signal, carriesOf, isPayload } from './signal.ts';
import type { System } from './system.ts';
import { eventKind } from './trace.ts';

/** Names one message of a run. */
export interface MessageName {
  readonly tag: string;
  readonly from: string;
  readonly to: string;
  readonly ordinal: number;
}

/** Where a message under way is kept, and from when on it is due. */
interface Flight {
  readonly signal: Signal;
  readonly from: Node;
  readonly to: Node;
  /** Null where something else has to happen first. */
  readonly dueNs: number | null;
  readonly where:
    'on its way' | 'behind a cut' | 'in a node that stands still' | 'held back by a rule';
}

/** What can be done to a message. */
export type MessageDeed =
  | { readonly kind: 'deliver' }
  | { readonly kind: 'drop' }
  | { readonly kind: 'duplicate'; readonly afterMs: number }
  | { readonly kind: 'delay'; readonly byMs: number };

/** Every message that has set out and has neither arrived nor been lost. */
function* flights(system: System): Generator<Flight> {
  for (const { ns, due } of system.timeline.upcoming()) {
    if (due instanceof Signal) yield* flightOf(due, 'on its way', ns);
  }
  for (const from of system.nodes) {
    for (const to of system.nodes) {
      const parked = system.network.knownPath(from, to)?.parked ?? [];
      for (const signal of parked) yield* flightOf(signal, 'behind a cut', null);
    }
    for (const due of from.backlog) {
      if (due instanceof Signal) yield* flightOf(due, 'in a node that stands still', null);
    }
  }
  for (const { signal, from, to } of system.rules.held) {
    yield { signal, from, to, dueNs: null, where: 'held back by a rule' };
  }
}

function* flightOf(
  signal: Signal,
  where: Flight['where'],
  dueNs: number | null,
): Generator<Flight> {
  if (!isPayload(signal.kind)) return;
  const to = signal.path?.to ?? signal.to?.node ?? signal.from?.node;
  const from = signal.path?.from ?? signal.from?.node ?? to;
  if (from !== undefined && to !== undefined) yield { signal, from, to, dueNs, where };
}

/** The messages under way, in the order in which they are due; those that wait for something come last. */
export function inFlight(system: System): FlyingMessage[] {
  const all = [...flights(system)].map(({ signal, from, to, dueNs }) => ({
    tag: signal.conversation.tag,
    from: from.name,
    to: to.name,
    ordinal: signal.ordinal,
    carries: carriesOf(signal.kind),
    dueMs: dueNs === null ? null : dueNs / nsPerMs,
  }));
  return all.sort(byDue);
}

/**
 * Does something to one message: at once if it is under way, when it sets out if it has not yet. Gives why not if it
 * cannot be done. `id` names the rule that waits for a message that has not set out.
 */
export function reachFor(
  system: System,
  {
    message,
    deed,
    id,
  }: { readonly message: MessageName; readonly deed: MessageDeed; readonly id: string },
): string | null {
  const flight = find(system, message);
  if (flight !== null) return change(system, flight, deed);
  const from = system.nodesByName.get(message.from);
  const to = system.nodesByName.get(message.to);
  if (from === undefined || to === undefined) return 'there is no such node';
  const sent = system.conversations.of(message.tag).countOf((from.index << 12) + to.index);
  if (message.ordinal < sent) return 'the message has already arrived, or is lost';
  const { tag, ordinal } = message;
  const match = { from: from.name, to: to.name, tag, ordinal };
  if (deed.kind === 'deliver') system.rules.spare(match);
  else system.addRule({ id, match, action: actionOf(deed) });
  return null;
}

function find(system: System, { tag, from, to, ordinal }: MessageName): Flight | null {
  for (const flight of flights(system)) {
    const { signal } = flight;
    const isIt =
      signal.ordinal === ordinal &&
      signal.conversation.tag === tag &&
      flight.from.name === from &&
      flight.to.name === to;
    if (isIt) return flight;
  }
  return null;
}

function actionOf(deed: Exclude<MessageDeed, { kind: 'deliver' }>): Rule['action'] {
  switch (deed.kind) {
    case 'drop':
      return { kind: 'drop' };
    case 'delay':
      return { kind: 'delay', ms: deed.byMs };
    case 'duplicate':
      return { kind: 'duplicate', afterMs: deed.afterMs };
  }
}

function change(system: System, flight: Flight, deed: MessageDeed): string | null {
  const { signal, from, to, dueNs, where } = flight;
  assert(isPayload(signal.kind), 'only messages are reached for');
  const { timeline } = system;
  switch (deed.kind) {
    case 'drop': {
      noteLost(system, signal, 'rule');
      withdraw(system, flight);
      return null;
    }
    case 'duplicate': {
      note(system, signal);
      system.views.ruled('duplicated', signal, from, to, 'fork');
      const twin = copyOf(signal, recopy(signal.body));
      system.delivery.release(twin, from, to, toNs(deed.afterMs) + 1);
      return null;
    }
    case 'delay': {
      if (dueNs === null) return `the message is ${where} and has no instant to be put off from`;
      note(system, signal);
      system.views.ruled('delayed', signal, from, to, 'fork', deed.byMs);
      reschedule(system, flight, dueNs + toNs(deed.byMs));
      return null;
    }
    case 'deliver': {
      if (where === 'behind a cut' || where === 'in a node that stands still') {
        return `the message is ${where}`;
      }
      if (where === 'held back by a rule') {
        withdraw(system, flight);
        system.delivery.release(signal, from, to, 1);
      } else reschedule(system, flight, timeline.nowNs);
      return null;
    }
  }
}

/** The same message, due at another instant. */
function reschedule(system: System, flight: Flight, dueNs: number): void {
  assert(dueNs >= system.timeline.nowNs, 'no message arrives in the past');
  const again = copyOf(flight.signal, flight.signal.body);
  again.path = flight.signal.path;
  again.era = flight.signal.era;
  again.view = flight.signal.view;
  withdraw(system, flight);
  system.timeline.schedule(dueNs, again);
}

function copyOf(signal: Signal, body: unknown): Signal {
  const { kind, from, to, size, conversation, site, extra } = signal;
  assert(signal.next === null, 'what is under way is in no mailbox');
  const copy = new Signal(kind, from, to, body, size, conversation, site, extra);
  copy.ordinal = signal.ordinal;
  copy.functions = signal.functions;
  return copy;
}

function withdraw(system: System, { signal, from, to, where }: Flight): void {
  switch (where) {
    case 'on its way':
      system.timeline.withdraw(signal);
      return;
    case 'behind a cut':
      system.network.path(from, to).unpark(signal);
      return;
    case 'in a node that stands still':
      to.backlog = to.backlog.filter((due) => due !== signal);
      return;
    case 'held back by a rule':
      system.rules.takeHeld(signal);
  }
}

/** Puts on record that a message was interfered with. */
function note(system: System, signal: Signal): void {
  const from = signal.from === null ? 0 : signal.from.id;
  const to = signal.to === null ? 0 : signal.to.id;
  system.trace.add(eventKind.ruled, from, to, 0, signal.site);
}
