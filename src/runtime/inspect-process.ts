/** How a process stands: part of `inspect.ts`. */
import { assert } from './assert.ts';
import type { Child } from './child-spec.ts';
import type { Monitor } from './ties.ts';
import type {
  BehaviourState,
  HeldMessage,
  PendingTimer,
  ProcessState,
  SupervisedChild,
  Wait,
  Watch,
} from './moment.ts';
import { any } from './pattern.ts';
import { isPid } from './pid.ts';
import { show } from './print.ts';
import { waiting, type Process } from './process.ts';
import { Request } from './request.ts';
import { shownStateOf } from './shown-state.ts';
import { carriesOf, isPayload, payloadOf, type Signal } from './signal.ts';
import { Supervision } from './supervision.ts';
import { treeOf } from './tree.ts';

/** Messages of a mailbox, ties and children that are shown. */
const messagesMax = 20;
const tiesMax = 50;
const childrenMax = 100;
const textMax = 200;

export function inspectProcess(process: Process, timers: readonly PendingTimer[]): ProcessState {
  const { id, node, label, ties, site, conversation, trapsExits, hasMail } = process;
  assert(process.alive, 'only the living are looked at');
  const links = [...(ties?.links ?? [])].filter(([, unlinking]) => unlinking === 0);
  return {
    id,
    node: node.name,
    label,
    name: ties?.name ?? null,
    wait: waitOf(process),
    place: node.system.program.place(site),
    tag: conversation.tag,
    trapsExits,
    mailboxLength: hasMail ? process.mailbox.length : 0,
    mailbox: hasMail ? process.mailbox.oldest(messagesMax).map(heldMessage) : [],
    links: links.slice(0, tiesMax).map(([peer]) => peer.id),
    monitors: watches(ties?.monitors ?? null, ({ target }) => target),
    watchers: watches(ties?.watchers ?? null, ({ owner }) => owner),
    timers,
    behaviour: behaviourOf(process),
  };
}

function waitOf({ waitsFor, held }: Process): Wait {
  switch (waitsFor) {
    case waiting.message:
      return { kind: 'message', pattern: held === any ? null : cut(show(held)) };
    case waiting.response:
      return { kind: 'response', to: held instanceof Request ? serverOf(held) : null };
    case waiting.device:
      return { kind: 'device' };
    case waiting.start:
      return { kind: 'start' };
    default:
      return { kind: 'nothing' };
  }
}

function serverOf({ monitor }: Request): string | null {
  if (monitor === null) return null;
  const { name, target, node } = monitor;
  return `${name ?? target?.label ?? 'a process'} on ${node.name}`;
}

function heldMessage(signal: Signal): HeldMessage {
  const { from, kind, conversation, ordinal } = signal;
  return {
    from: from?.id ?? null,
    carries: carriesOf(isPayload(kind) ? kind : 1),
    tag: conversation.tag,
    ordinal,
    text: cut(show(payloadOf(signal))),
  };
}

function watches(
  monitors: ReadonlySet<Monitor> | null,
  other: (monitor: Monitor) => Process | null,
): Watch[] {
  return [...(monitors ?? [])].slice(0, tiesMax).map((monitor) => {
    const process = other(monitor);
    const node = process?.node ?? monitor.node;
    return {
      process: process?.id ?? null,
      node: node.name,
      name: monitor.target === process ? monitor.name : null,
      isCall: monitor.request !== null,
    };
  });
}

function behaviourOf(process: Process): BehaviourState | null {
  const shown = shownStateOf(process);
  if (shown === undefined) return null;
  const { state } = shown;
  if (shown.kind === 'genStatem') {
    const { data, postponed } = shown;
    const trees = { state: treeOf(state), data: treeOf(data) };
    return { kind: 'genStatem', ...trees, postponed: postponed.length };
  }
  if (!(state instanceof Supervision)) return { kind: 'genServer', state: treeOf(state) };
  const { strategy, intensity, periodMs } = state.flags;
  return {
    kind: 'supervisor',
    strategy,
    intensity,
    periodMs,
    restarts: state.restarts.length,
    children: [...state.children].slice(0, childrenMax).map(childOf),
  };
}

function childOf({ id, pid, restart, type }: Child): SupervisedChild {
  return { id: cut(show(id)), process: isPid(pid) ? pid.id : null, restart, type };
}

function cut(text: string): string {
  return text.length <= textMax ? text : `${text.slice(0, textMax - 1)}…`;
}
