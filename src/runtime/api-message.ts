/** 'nines': messages, calls and timers. */
import { assert } from './assert.ts';
import { copied, copy } from './copy.ts';
import { begin, here, machine, misuse, operationKind } from './machine.ts';
import { awaitable } from './api-wait.ts';
import { callTimeoutMs, forEverNs, nsPerMs } from './limits.ts';
import { aimRef, isRef, looksLikePid, processOf, refTarget, type Ref } from './pid.ts';
import { Request, sendReply, sendTo, startRequest, type CallResult } from './request.ts';
import { badarg, resolveTarget, type ServerRef } from './server-ref.ts';
import { Signal, dueKind } from './signal.ts';
import { durationNs } from './device.ts';
import { Timer } from './timer.ts';

export function send(to: ServerRef, message: unknown): void {
  const process = here();
  if (looksLikePid(to)) {
    const receiver = processOf(to);
    const body = copy(message, 'the message');
    const { bytes, functions } = copied;
    sendTo(process, receiver, receiver.node, null, dueKind.message, body, bytes, functions);
    return;
  }
  const target = resolveTarget(process, to);
  const body = copy(message, 'the message');
  if (target === null) {
    if (typeof to === 'string') {
      badarg(
        `nobody on ${process.node.name} is called ${to}: register it first, or look with whereis`,
      );
    }
    return;
  }
  const { process: receiver, node, name } = target;
  sendTo(process, receiver, node, name, dueKind.message, body, copied.bytes, copied.functions);
}

export function cast(to: ServerRef, request: unknown): void {
  const process = here();
  const target = resolveTarget(process, to);
  const own = copy(request, 'the request');
  if (target === null) return;
  const { bytes, functions } = copied;
  const body = { kind: 'cast', request: own };
  const { process: receiver, node, name } = target;
  sendTo(process, receiver, node, name, dueKind.cast, body, bytes + 16, functions);
}

export function reply(from: unknown, value: unknown): void {
  sendReply(from, value);
}

function awaitResponse(request: Request, timeoutMs: number): Promise<unknown> {
  const ns = durationNs(timeoutMs, 'the timeout of the call');
  const operation = begin(operationKind.response);
  machine.request = request;
  machine.ns = ns;
  return awaitable(operation);
}

export function call(
  to: ServerRef,
  request: unknown,
  timeoutMs: number = callTimeoutMs,
): Promise<CallResult> {
  return awaitable(awaitResponse(startRequest(to, request), timeoutMs));
}

/** What `sendRequest` gives. */
export interface RequestId {
  readonly kind: 'request';
  readonly ref: Ref;
}

export function sendRequest(to: ServerRef, request: unknown): RequestId {
  const { ref } = startRequest(to, request);
  return Object.freeze({ kind: 'request', ref });
}

export function receiveResponse(
  id: RequestId,
  timeoutMs: number = callTimeoutMs,
): Promise<CallResult> {
  const process = here();
  const target = isRef(id.ref) ? refTarget(id.ref) : null;
  if (target === null || target.kind !== 'request' || target.owner !== process || target.closed) {
    return misuse(
      '`receiveResponse` was not given an open request of this process',
      'Pass what sendRequest returned, once, in the process that called it.',
    );
  }
  assert(target.owner.alive, 'who waits for a response lives');
  return awaitable(awaitResponse(target, timeoutMs));
}

/** What `sendAfter` gives. */
export interface TimerRef {
  readonly kind: 'timer';
  readonly ref: Ref;
}

export function sendAfter(ms: number, to: ServerRef, message: unknown): TimerRef {
  const process = here();
  const { system, node } = { system: process.node.system, node: process.node };
  const ns = durationNs(ms, 'the delay of sendAfter');
  const body = copy(message, 'the message');
  const { bytes, functions } = copied;
  const target = typeof to === 'string' ? { process: null, name: to } : resolveTarget(process, to);
  const signal = new Signal(
    dueKind.message,
    process,
    target === null ? null : target.process,
    body,
    bytes,
    process.conversation,
    system.hooks.at,
    target === null ? null : target.name,
  );
  signal.functions = functions;
  const dueNs = system.timeline.nowNs + node.clock.durationNs(ns < 0 ? forEverNs : ns);
  assert(dueNs >= system.timeline.nowNs, 'a timer fires later');
  const timer = Timer.sendAfter(dueNs, process, signal);
  system.timeline.schedule(dueNs, timer);
  const ref = system.makeRef();
  aimRef(ref, timer);
  return Object.freeze({ kind: 'timer', ref });
}

export function cancelTimer(timer: TimerRef): number | false {
  const process = here();
  const target = isRef(timer.ref) ? refTarget(timer.ref) : null;
  if (!(target instanceof Timer)) {
    return misuse('`cancelTimer` was not given a timer', 'Pass what sendAfter returned.');
  }
  if (target.kind === dueKind.cancelled) return false;
  const { timeline } = process.node.system;
  timeline.cancel(target);
  return Math.ceil((target.dueNs - timeline.nowNs) / nsPerMs);
}
