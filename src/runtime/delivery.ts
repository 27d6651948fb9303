/** The middle of a signal's way: from the sender's hands to lane or network, and from there to the mailbox. */
import { assert } from './assert.ts';
import { copied, copy } from './copy.ts';
import type { Conversation } from './conversation.ts';
import { eventKind } from './trace.ts';
import { crash } from './faults.ts';
import { localLatencyNs } from './limits.ts';
import { beginProcess } from './lifecycle.ts';
import { deliverControl } from './links.ts';
import { announceLoss } from './loss.ts';
import type { Rule } from './rules.ts';
import type { Node } from './node.ts';
import { isPid, processOf, type Pid } from './pid.ts';
import { waiting, type Process } from './process.ts';
import { deliverReply } from './request.ts';
import type { Chooser, SchedulerSpec } from './scheduler.ts';
import { Signal, carriesOf, dueKind, isPayload, type Due } from './signal.ts';
import type { System } from './system.ts';
import { Timer } from './timer.ts';
import { rehome } from './toplevel.ts';
import type { MessageView } from './events.ts';

export class Delivery {
  readonly #system: System;
  /** Who hears of each signal that sets out, to know whom a turn has touched. */
  readonly #hearer: Chooser | null;

  constructor(system: System, scheduler: SchedulerSpec) {
    this.#system = system;
    this.#hearer =
      typeof scheduler === 'object' && scheduler.kind === 'chosen' ? scheduler.by : null;
  }

  /** A message, call, cast or reply sets out; rules may stop, delay or double it. */
  sendPayload(signal: Signal, from: Node, to: Node): void {
    const system = this.#system;
    // Counted on the short way too: a message is the same message whether or not anybody looks at it yet.
    signal.ordinal = signal.conversation.nextOrdinal((from.index << 12) + to.index);
    if (from === to && system.plain && this.#hearer === null) {
      system.timeline.sendLocal(signal);
      return;
    }
    // Of a message that stays on its node, the delivery a microsecond later is record enough.
    if (from !== to) {
      const fromId = signal.from === null ? 0 : signal.from.id;
      const toId = signal.to === null ? 0 : signal.to.id;
      system.trace.add(eventKind.sent, fromId, toId, signal.size, signal.site);
    }
    if (system.observer !== undefined) {
      system.views.tell({ kind: 'sent', message: system.views.message(signal, from, to) });
    }
    if (system.rules.idle) {
      this.#transport(signal, from, to, 0);
      return;
    }
    const extraNs = system.rules.apply(signal, from, to);
    if (extraNs >= 0) this.#transport(signal, from, to, extraNs);
  }

  /** Lets a message go on that a rule had held, or the copy that a rule has made. */
  release(signal: Signal, from: Node, to: Node, extraNs: number): void {
    assert(extraNs > 0, 'what was held back arrives later');
    this.#transport(signal, from, to, extraNs);
  }

  /** A link, monitor or exit signal sets out. */
  sendControl(signal: Signal, from: Node, to: Node): void {
    assert(!isPayload(signal.kind), 'messages go past the rules');
    if (from !== to) {
      const route = this.#system.network.routeOf(signal.kind, from, to);
      signal.ordinal = signal.conversation.nextOrdinal(route);
    }
    this.#transport(signal, from, to, 0);
  }

  #transport(signal: Signal, from: Node, to: Node, extraNs: number): void {
    const { timeline, network } = this.#system;
    this.#hearer?.signalled(signal, from, to);
    if (from !== to) network.transmit(signal, from, to, extraNs);
    else if (extraNs === 0) timeline.sendLocal(signal);
    else timeline.schedule(timeline.nowNs + localLatencyNs + extraNs, signal);
  }

  /** A message from outside the simulated world. */
  sendFromHost(
    to: Pid | { readonly name: string; readonly node: string },
    message: unknown,
    conversation: Conversation,
  ): void {
    const body = copy(message, 'the message');
    const process = isPid(to)
      ? processOf(to)
      : (this.#system.node(to.node).names.get(to.name) ?? null);
    if (process === null) return;
    const signal = new Signal(
      dueKind.message,
      null,
      process,
      body,
      copied.bytes,
      conversation,
      0,
      null,
    );
    this.sendPayload(signal, process.node, process.node);
  }

  /** Something is due. */
  fire(due: Due): void {
    if (due.kind < dueKind.wake) this.#arrive(due as Signal);
    else this.#fireTimer(due as Timer);
  }

  #arrive(signal: Signal): void {
    const { path } = signal;
    if (path === null) {
      const { to } = signal;
      if (to !== null && signal.kind === dueKind.message && to.alive && to.node.frozen === 0) {
        this.#deliverLocal(signal, to);
        return;
      }
      const node = to?.node ?? signal.from?.node;
      if (node !== undefined) this.#reach(signal, node);
    } else if (this.#system.network.arrives(signal, path)) this.#reach(signal, path.to);
  }

  /** The commonest case by far, without a detour. */
  #deliverLocal(signal: Signal, to: Process): void {
    if (this.#system.plain) {
      this.#note(signal, to);
      this.#put(to, signal);
    } else this.#deliverPayload(signal, to, to.node);
  }

  #reach(signal: Signal, node: Node): void {
    if (node.frozen > 0) node.backlog.push(signal);
    else this.#deliver(signal, node);
  }

  /** A node goes on after it was frozen: all that waited takes effect, in order, now. */
  deliverBacklog(node: Node): void {
    assert(node.frozen === 0, 'a backlog is delivered to a node that runs');
    const { backlog } = node;
    node.backlog = [];
    for (const due of backlog) {
      if (!node.up) return;
      if (due instanceof Signal) this.#deliver(due, node);
      else if (due instanceof Timer && due.kind !== dueKind.cancelled) this.#fireTimer(due);
    }
  }

  #deliver(signal: Signal, node: Node): void {
    if (signal.path !== null && signal.functions) signal.body = rehome(signal.body, node);
    const to = signal.to ?? this.#named(signal, node);
    if (isPayload(signal.kind)) this.#deliverPayload(signal, to, node);
    else if (signal.kind === dueKind.close) {
      if (signal.path !== null) this.#system.network.connections.takeClose(signal.path, signal.era);
    } else if (signal.kind === dueKind.spawn) {
      if (to !== null && to.alive) beginProcess(to);
      else announceLoss(this.#system, signal, 'process-dead');
    } else {
      this.#note(signal, to);
      signal.to = to;
      deliverControl(signal, node);
    }
  }

  #named(signal: Signal, node: Node): Process | null {
    return typeof signal.extra === 'string' ? (node.names.get(signal.extra) ?? null) : null;
  }

  #deliverPayload(signal: Signal, to: Process | null, node: Node): void {
    const system = this.#system;
    if (to === null || !to.alive) {
      announceLoss(system, signal, 'process-dead');
      return;
    }
    const watched = system.rules.watchDeliveries;
    const from = signal.from?.node ?? node;
    if (watched && (system.rules.stopsAtEnd(signal, from, node) || !to.alive)) {
      announceLoss(system, signal, 'rule');
      return;
    }
    this.#note(signal, to);
    if (signal.kind === dueKind.reply) {
      if (!deliverReply(signal)) announceLoss(system, signal, 'late-reply');
    } else this.#put(to, signal);
    if (system.observer !== undefined) this.#tellDelivered(signal, to);
    if (watched) system.rules.delivered(signal, from, node);
  }

  #note(signal: Signal, to: Process | null): void {
    const fromId = signal.from === null ? 0 : signal.from.id;
    const toId = to === null ? 0 : to.id;
    const { trace } = this.#system;
    trace.add(eventKind.delivered, fromId, toId, signal.kind, signal.site);
  }

  #tellDelivered(signal: Signal, to: Process): void {
    const { views } = this.#system;
    const message: MessageView | null = views.messageOf(signal);
    if (message !== null) views.tell({ kind: 'delivered', message, to: views.process(to) });
  }

  #put(process: Process, signal: Signal): void {
    const { node } = process;
    process.mailbox.append(signal);
    node.messageCount += 1;
    node.memory += signal.size;
    if (process.waitsFor === waiting.message) this.#system.queue.wake(process);
    if (node.memory > node.memoryMax) crash(node, 'out-of-memory');
  }

  /** A message of the runtime's own, which has no sender and takes no way. */
  putMessage(process: Process, body: unknown): void {
    assert(process.alive, 'only the living get messages');
    const { conversation } = process;
    const signal = new Signal(dueKind.message, null, process, body, 64, conversation, 0, null);
    this.#put(process, signal);
  }

  /** The same for what comes from outside, has a size, and belongs to a conversation. */
  putSized(
    process: Process,
    body: unknown,
    { size, conversation }: { readonly size: number; readonly conversation: Conversation },
  ): void {
    assert(size >= 0 && process.alive, 'the living get something, or nothing');
    const bytes = size + 64;
    this.#put(
      process,
      new Signal(dueKind.message, null, process, body, bytes, conversation, 0, null),
    );
  }

  #fireTimer(timer: Timer): void {
    const { process, node } = timer;
    const home = node ?? process?.node;
    if (home !== undefined && home.frozen > 0) {
      home.backlog.push(timer);
      return;
    }
    if (node !== null && (!node.up || node.boot !== timer.boot)) return;
    if (timer.kind === dueKind.sendAfter) this.#sendLater(timer);
    else if (timer.action !== null) timer.action();
    else if (process !== null && process.alive) {
      if (timer.kind === dueKind.wake) {
        process.timer = null;
        process.waitsFor =
          process.waitsFor === waiting.message ? waiting.messageInVain : waiting.responseInVain;
        this.#system.queue.wake(process);
      } else this.#system.queue.resume(process, timer.value);
    }
  }

  #sendLater(timer: Timer): void {
    const { value: signal, node } = timer;
    timer.kind = dueKind.cancelled;
    assert(node !== null && node.up, 'a timer of a node fires while it is up');
    if (!(signal instanceof Signal) || node === null) return;
    if (signal.to === null && typeof signal.extra === 'string' && signal.path === null) {
      // A name on this node is looked up when the timer fires, as in OTP.
      signal.to = node.names.get(signal.extra) ?? null;
      if (signal.to === null) return;
    }
    this.sendPayload(signal, node, signal.to?.node ?? node);
  }

  // ---- What rules do, on record ----

  noteRule(number: number, rule: Rule, signal: Signal, from: Node, to: Node): void {
    const system = this.#system;
    const fromId = signal.from === null ? 0 : signal.from.id;
    const toId = signal.to === null ? 0 : signal.to.id;
    system.trace.add(eventKind.ruled, fromId, toId, number, signal.site);
    if (system.occurrences.length >= system.limits.occurrencesMax) return;
    system.occurrences.push({
      rule: rule.id,
      tag: signal.conversation.tag,
      from: from.name,
      to: to.name,
      ordinal: signal.ordinal,
      carries: carriesOf(signal.kind),
      atMs: system.nowMs,
    });
  }
}
