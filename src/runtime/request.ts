/**
 * Calls: a request on its way, and its response. As in OTP a call is a monitor of the server plus a message
 * with a unique reference; the reply goes to an alias that is valid until the caller stops waiting, so that a
 * late reply is dropped instead of turning up in the mailbox.
 */
import { assert } from './assert.ts';
import { copied, copy } from './copy.ts';
import { Raised } from './exit-reason.ts';
import { attachMonitor, demonitor } from './links.ts';
import type { Monitor } from './ties.ts';
import { here, machine, misuse, unwindIfDead } from './machine.ts';
import type { Node } from './node.ts';
import { Pid, aimRef, isPid, isRef, processOf, refTarget, type Ref } from './pid.ts';
import type { Process } from './process.ts';
import { waiting } from './process.ts';
import { resolveTarget, type ServerRef } from './server-ref.ts';
import { Signal, dueKind } from './signal.ts';

/** What a call comes to. */
export type CallResult =
  | { readonly kind: 'ok'; readonly value: unknown }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'noproc' }
  | { readonly kind: 'nodedown' }
  | { readonly kind: 'died'; readonly reason: unknown };

/** One call, from the request until its response was taken or given up. */
export class Request {
  readonly kind = 'request' as const;
  readonly ref: Ref;
  readonly owner: Process;
  monitor: Monitor | null = null;
  /** The response, once there is one. */
  result: CallResult | null = null;
  /** True once nobody waits for it any more. */
  closed = false;
  /** True while a wait that ends in vain is not the end of it. */
  keeps = false;

  constructor(ref: Ref, owner: Process) {
    this.ref = ref;
    this.owner = owner;
    assert(owner.alive, 'only the living ask');
    aimRef(ref, this);
  }

  /** Takes the first response; wakes the caller if it waits for this one. */
  settle(result: CallResult): void {
    if (this.closed || this.result !== null) return;
    this.result = result;
    const { owner } = this;
    if (owner.waitsFor === waiting.response && owner.held === this) {
      owner.node.system.queue.wake(owner);
    }
  }

  /** What a wait for it comes to. */
  take(): CallResult {
    return this.keeps && this.result === null ? { kind: 'timeout' } : this.close();
  }

  /** Ends it, with the result if there is one, else as a timeout. */
  close(): CallResult {
    assert(!this.closed, 'a request is closed once');
    this.closed = true;
    const { monitor } = this;
    if (monitor !== null && monitor.active) demonitor(monitor);
    return this.result ?? { kind: 'timeout' };
  }
}

/** Sends a request of the running process. */
export function startRequest(to: ServerRef, payload: unknown): Request {
  const process = here();
  const { system } = process.node;
  const target = resolveTarget(process, to);
  const own = copy(payload, 'the request');
  const { bytes, functions } = copied;
  const request = new Request(system.makeRef(), process);
  if (target === null) {
    request.settle({ kind: 'noproc' });
    return request;
  }
  if (target.process === process) throw new Raised('error', 'calling_self');
  request.monitor = attachMonitor(process, target, request.ref, request);
  const from = Object.freeze({ pid: process.pid, ref: request.ref });
  const body = { kind: 'call', from, request: own };
  const { process: server, node, name } = target;
  sendTo(process, server, node, name, dueKind.call, body, bytes + 32, functions);
  return request;
}

/** Sends a payload from the running process. */
// eslint-disable-next-line max-params -- called once for each message
export function sendTo(
  process: Process,
  to: Process | null,
  node: Node,
  name: string | null,
  kind: number,
  body: unknown,
  size: number,
  functions: boolean,
): void {
  const { system } = process.node;
  const site = machine.hooks === null ? 0 : machine.hooks.at;
  const signal = new Signal(kind, process, to, body, size, process.conversation, site, name);
  signal.functions = functions;
  system.delivery.sendPayload(signal, process.node, node);
  unwindIfDead(process);
}

/** Sends the reply of a server to who asked. */
export function sendReply(from: unknown, value: unknown): void {
  const process = here();
  const { pid, ref } = readFrom(from);
  const own = copy(value, 'the reply');
  const target = { process: processOf(pid), node: processOf(pid).node, name: null };
  const { system } = process.node;
  const site = machine.hooks === null ? 0 : machine.hooks.at;
  const signal = new Signal(
    dueKind.reply,
    process,
    target.process,
    own,
    copied.bytes + 16,
    process.conversation,
    site,
    ref,
  );
  signal.functions = copied.functions;
  system.delivery.sendPayload(signal, process.node, target.node);
  unwindIfDead(process);
}

function readFrom(from: unknown): { readonly pid: Pid; readonly ref: Ref } {
  if (typeof from === 'object' && from !== null) {
    const { pid, ref } = from as { readonly pid?: unknown; readonly ref?: unknown };
    if (isPid(pid) && isRef(ref)) return { pid, ref };
  }
  return misuse('`reply` was not given the `from` of a call', 'Pass the `from` field of the call.');
}

/** A reply arrives: it is taken by the request it answers, or dropped. True if it was taken. */
export function deliverReply(signal: Signal): boolean {
  assert(signal.kind === dueKind.reply, 'only replies answer requests');
  const target = isRef(signal.extra) ? refTarget(signal.extra) : null;
  if (target === null || target.kind !== 'request') return false;
  if (target.closed || target.result !== null) return false;
  target.settle({ kind: 'ok', value: signal.body });
  return true;
}

/** How the end of a monitored server reads to its caller. */
export function resultOfDown(reason: unknown): CallResult {
  if (reason === 'noproc') return { kind: 'noproc' };
  if (reason === 'noconnection') return { kind: 'nodedown' };
  return { kind: 'died', reason };
}
