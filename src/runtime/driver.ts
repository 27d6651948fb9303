/**
 * Gives a process its turn: resumes the innermost of its generators, looks at what comes out, and goes on
 * until the process has to wait, ends, or has used up its slice.
 *
 *   yields or returns the pending operation   do it: call a frame, receive, wait for a device …
 *   yields anything else                      nothing to wait for: goes on with it, as `await 5` does
 *   returns anything else                     the call is over: goes on in the caller
 *   throws                                    the call is over: throws in the caller, or ends the process
 */
import { setAside } from './busy.ts';
import { Failure, askSocket, useDevice } from './device.ts';
import { isStackOverflow, unwind } from './exit-reason.ts';
import { fail } from './lifecycle.ts';
import { sliceNs, sliceReductions } from './limits.ts';
import { Operation, machine, misuse, operationKind, stopDeep, type Frame } from './machine.ts';
import { noteTimedOut } from './notes.ts';
import { any, timeout } from './pattern.ts';
import { waiting, type Body, type Process } from './process.ts';
import type { Request } from './request.ts';
import { BrokenRule, assert, present } from './assert.ts';
import type { Signal } from './signal.ts';
import type { System } from './system.ts';
import { Timer } from './timer.ts';
import { rehome } from './toplevel.ts';
import { waits } from './waiter.ts';

/** What the next resumption gives or throws. Module variables, because a slice allocates nothing of its own. */
let given: unknown;
let raised: unknown;
let hasRaised = false;

/** Runs a process until it waits, ends, or its slice is over. */
export function runSlice(system: System, process: Process): void {
  process.queued = false;
  if (!process.alive) return;
  if (process.suspendedBy !== null || process.node.frozen > 0) {
    setAside(process);
    return;
  }
  const { hooks } = system;
  system.steps.refill();
  const stepsBefore = hooks.n;
  hooks.at = process.site;
  machine.process = process;
  machine.pending = null;
  machine.sliceMax = sliceReductions;
  given = undefined;
  hasRaised = false;
  try {
    if (endWait(process)) drive(system, process);
  } catch (error) {
    // Leaving a process that is over, or a run that was stopped, ends here; anything else is our mistake.
    if (error !== unwind) throw error;
  } finally {
    machine.process = null;
    process.site = hooks.at;
    process.reductions += stepsBefore - hooks.n;
    process.node.reductions += stepsBefore - hooks.n;
    hooks.stopping = system.stopped !== null;
  }
}

/** True for what no handler of the learner's may see. */
function isOurs(error: unknown): boolean {
  return error === unwind || error instanceof BrokenRule;
}

/** Looks whether what the process waits for is there; leaves it in `given`. */
function endWait(process: Process): boolean {
  switch (process.waitsFor) {
    case waiting.nothing:
    case waiting.device:
      given = process.held;
      if (given instanceof Failure) throwNext(given.error);
      break;
    case waiting.message:
    case waiting.messageInVain: {
      const signal = search(process, process.held);
      if (signal !== null) accept(process, signal);
      else if (process.waitsFor === waiting.messageInVain) giveTimeout(process, 'message');
      else if (!hasRaised) return false;
      break;
    }
    case waiting.response:
    case waiting.responseInVain: {
      const request = process.held as Request;
      if (request.result === null) {
        if (process.waitsFor === waiting.response) return false;
        giveTimeout(process, 'response');
      }
      given = request.take();
      break;
    }
    default:
      start(process);
  }
  process.waitsFor = waiting.nothing;
  process.held = undefined;
  if (process.timer !== null) {
    process.node.system.timeline.cancel(process.timer);
    process.timer = null;
  }
  return true;
}

function giveTimeout(process: Process, waitedFor: 'message' | 'response'): void {
  given = timeout;
  noteTimedOut(process, waitedFor);
}

function throwNext(error: unknown): void {
  raised = error;
  hasRaised = true;
}

/** The first turn: calls the body with its argument. */
function start(process: Process): void {
  const { node } = process;
  const body = process.held as Body;
  try {
    const callable = body.resolve(node);
    const frame = callable(body.functions ? rehome(body.arg, node) : body.arg);
    if (
      machine.pending !== null &&
      frame === machine.pending &&
      machine.kind === operationKind.frame
    ) {
      machine.pending = null;
      process.push(present(machine.frame, 'a pending call has a frame'));
      return;
    }
    if (machine.pending === null && isFrame(frame)) {
      process.push(frame);
      return;
    }
    misuse('the body of a process must be an async function', 'Write `async function`.');
  } catch (error) {
    if (isOurs(error)) throw error;
    throwNext(error);
  }
}

function isFrame(value: unknown): value is Frame {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as Partial<Frame>).next === 'function'
  );
}

function drive(system: System, process: Process): void {
  const { hooks } = system;
  let reductions = 0;
  for (;;) {
    const { frame } = process;
    if (frame === null) {
      if (hasRaised) fail(process, raised);
      else system.end(process, 'normal');
      return;
    }
    if (reductions >= machine.sliceMax && !hasRaised) {
      preempt(system, process);
      return;
    }
    reductions += 1;
    hooks.n -= 1;
    if (hooks.n < 0) hooks.trip();
    let result: IteratorResult<unknown, unknown>;
    try {
      if (hasRaised) {
        hasRaised = false;
        result = frame.throw(raised);
      } else result = frame.next(given);
    } catch (error) {
      if (!leave(system, process, error)) return;
      continue;
    }
    if (!process.alive) return;
    const { value } = result;
    if (machine.pending !== null) {
      if (value !== machine.pending) refusePending();
      machine.pending = null;
      if (result.done === true) process.pop();
      if (!perform(system, process)) return;
    } else {
      given = value;
      if (typeof value === 'object' && value !== null) refuseStale(value);
      if (result.done === true && !process.pop() && !hasRaised) {
        system.end(process, 'normal');
        return;
      }
    }
  }
}

/** A frame has thrown: goes on in its caller, or ends the process. False if there is nothing to go on with. */
function leave(system: System, process: Process, error: unknown): boolean {
  machine.pending = null;
  if (error instanceof BrokenRule) throw error;
  if (!process.alive || system.stopped !== null || error === unwind) return false;
  if (!system.hooks.isThrown(error) && isStackOverflow(error)) stopDeep(system.hooks.at);
  if (!process.pop()) {
    fail(process, error);
    return false;
  }
  throwNext(error);
  return true;
}

function refusePending(): never {
  return misuse(
    'the result of an async operation was not awaited at once',
    'Write await in front of the call. To have several calls on their way at once, use sendRequest and receiveResponse, or spawn a process for each.',
    machine.pendingSite,
  );
}

/** A token that is not pending any more, or a promise of the engine. */
function refuseStale(value: object): void {
  if (value instanceof Operation) {
    misuse(
      'an async operation was awaited twice',
      'Keep its result in a variable, not the operation.',
    );
  }
  if (hasThen(value)) {
    misuse(
      'a value with a `then` method was awaited',
      "Await only async functions of your own and operations of 'nines'.",
    );
  }
}

/** Looks for a `then`; what a getter of that name throws, the process that awaited it gets. */
function hasThen(value: object): boolean {
  try {
    return typeof (value as { then?: unknown }).then === 'function';
  } catch (error) {
    if (isOurs(error)) throw error;
    throwNext(error);
    return false;
  }
}

/** The slice is over: others go first, and time passes. */
function preempt(system: System, process: Process): void {
  assert(process.alive && process.frame !== null, 'only a process that runs is preempted');
  process.waitsFor = waiting.device;
  const { timeline } = system;
  const dueNs = timeline.nowNs + (process.suspendedBy === null ? sliceNs : 0);
  timeline.schedule(dueNs, Timer.resume(dueNs, process, given));
}

/** Does the operation that was pending. True if the process goes on at once. */
function perform(system: System, process: Process): boolean {
  switch (machine.kind) {
    case operationKind.frame: {
      const depth = process.push(present(machine.frame, 'a pending call has a frame'));
      if (depth > system.limits.framesMax) stopDeep(system.hooks.at);
      given = undefined;
      return true;
    }
    case operationKind.receive:
      return receive(system, process);
    case operationKind.response: {
      const request = present(machine.request, 'a pending response has a request');
      if (request.result !== null) {
        given = request.close();
        return true;
      }
      process.waitsFor = waiting.response;
      process.held = request;
      setTimeout(system, process, machine.ns);
      return false;
    }
    case operationKind.socket: {
      const answer = askSocket(system, process);
      if (answer === waits) return false;
      given = answer;
      return true;
    }
    default:
      return useDevice(system, process);
  }
}

function receive(system: System, process: Process): boolean {
  if (process.hasMail) process.mailbox.seen = null;
  const signal = search(process, machine.match);
  if (signal !== null) {
    accept(process, signal);
    return true;
  }
  if (hasRaised) return true;
  if (machine.ns === 0) {
    giveTimeout(process, 'message');
    return true;
  }
  process.waitsFor = waiting.message;
  process.held = machine.match;
  setTimeout(system, process, machine.ns);
  return false;
}

function setTimeout(system: System, process: Process, ns: number): void {
  assert(process.timer === null, 'a process waits with one timeout');
  if (ns < 0) return;
  const dueNs = system.timeline.nowNs + process.node.clock.durationNs(ns);
  const timer = Timer.wake(dueNs, process);
  process.timer = timer;
  system.timeline.schedule(dueNs, timer);
}

/** The first message that fits, taken out of the mailbox. A predicate that throws, throws in the process. */
function search(process: Process, match: unknown): Signal | null {
  if (!process.hasMail) return null;
  const { mailbox } = process;
  if (match === any) return mailbox.shift();
  machine.process = null;
  machine.busy = 'while a receive looked at a message';
  try {
    return mailbox.take(match);
  } catch (error) {
    if (isOurs(error)) throw error;
    throwNext(error);
    return null;
  } finally {
    machine.busy = null;
    machine.process = process;
  }
}

function accept(process: Process, signal: Signal): void {
  assert(signal.next === null, 'a message that was taken is in no mailbox');
  const { node } = process;
  node.memory -= signal.size;
  node.messageCount -= 1;
  process.conversation = signal.conversation;
  given = signal.body;
}
