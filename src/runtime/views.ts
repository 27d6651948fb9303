/** Tells an observer in words what the trace keeps in numbers. Nothing here runs unless somebody observes. */
import { assert } from './assert.ts';
import { recopy } from './copy.ts';
import type { MessageView, NodeChange, Observation, ProcessView, RuntimeEvent } from './events.ts';
import type { Loss } from './loss.ts';
import type { Node } from './node.ts';
import type { Process } from './process.ts';
import { carriesOf, isPayload, payloadOf, type Signal } from './signal.ts';
import type { System } from './system.ts';

export class Views {
  readonly #system: System;

  constructor(system: System) {
    this.#system = system;
  }

  process(process: Process): ProcessView {
    const { id, label } = process;
    return { id, node: process.node.name, label, name: process.ties?.name ?? null };
  }

  /** One view for each message, the same at each event about it. */
  message(signal: Signal, from: Node, to: Node): MessageView {
    assert(isPayload(signal.kind), 'only messages are shown');
    if (signal.view !== null) return signal.view;
    const target =
      signal.to ?? (typeof signal.extra === 'string' ? (to.names.get(signal.extra) ?? null) : null);
    const view: MessageView = {
      from: signal.from === null ? null : this.process(signal.from),
      to: target === null ? null : this.process(target),
      toName: typeof signal.extra === 'string' ? signal.extra : null,
      fromNode: from.name,
      toNode: to.name,
      carries: carriesOf(signal.kind),
      tag: signal.conversation.tag,
      ordinal: signal.ordinal,
      payload: recopy(payloadOf(signal)),
      bytes: signal.size,
      site: signal.site,
      sentMs: this.#system.nowMs,
    };
    assert(from !== to || signal.path === null, 'what stays on its node takes no way');
    signal.view = view;
    return view;
  }

  /** View of a message whose ends are only known from the signal. */
  messageOf(signal: Signal): MessageView | null {
    const to = signal.path?.to ?? signal.to?.node;
    const from = signal.path?.from ?? signal.from?.node ?? to;
    return to === undefined || from === undefined ? null : this.message(signal, from, to);
  }

  tell(event: Event): void {
    this.#system.observer?.({ atMs: this.#system.nowMs, ...event });
  }

  spawned(process: Process, parent: Process | null): void {
    const view = this.process(process);
    this.tell({
      kind: 'spawned',
      process: view,
      parent: parent === null ? null : this.process(parent),
    });
  }

  exited(process: Process, reason: unknown): void {
    const { site } = process;
    this.tell({ kind: 'exited', process: this.process(process), reason: recopy(reason), site });
  }

  lost(signal: Signal, why: Loss, rule: string | null): void {
    const message = this.messageOf(signal);
    if (message !== null) this.tell({ kind: 'dropped', message, why, rule });
  }

  /** A rule has done something to a message. */
  // eslint-disable-next-line max-params -- a message, its two ends, and what befell it
  ruled(
    kind: 'dropped' | 'delayed' | 'duplicated',
    signal: Signal,
    from: Node,
    to: Node,
    rule: string,
    byMs = 0,
  ): void {
    if (this.#system.observer === undefined) return;
    const message = this.message(signal, from, to);
    if (kind === 'dropped') this.tell({ kind, message, why: 'rule', rule });
    else if (kind === 'delayed') this.tell({ kind, message, rule, byMs });
    else this.tell({ kind, message, rule });
  }

  nodeChanged(node: Node, change: NodeChange): void {
    this.tell({ kind: 'nodeChanged', node: node.name, change });
  }

  observed(observation: Observation): void {
    this.tell({ kind: 'observed', observation });
  }
}

/** An event before its instant is filled in. */
type Event = RuntimeEvent extends infer E ? (E extends unknown ? Omit<E, 'atMs'> : never) : never;
