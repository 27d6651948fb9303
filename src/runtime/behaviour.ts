/**
 * What gen-server, gen-statem and supervisor have in common: starting a process that says when it is ready
 * (OTP: proc_lib), calling callbacks, calling and stopping a server.
 *
 *     starter                         new process
 *       │ spawn, monitor ───────────────▶│ registers its name, runs init
 *       │◀──────────── started, result ──│
 *       │ ['ok', pid]                    │ loop
 *
 * The functions here are generators that run in the process that calls them: `operate` makes one the operation
 * that the caller awaits.
 */
import { assert } from './assert.ts';
import { exit, monitor, demonitor, spawnMonitor, unlink, register } from './api-process.ts';
import { receive } from './api-wait.ts';
import { makeRef } from './api-node.ts';
import { reply, send } from './api-message.ts';
import { Raised, unwind } from './exit-reason.ts';
import { reasonOf } from './lifecycle.ts';
import { callTimeoutMs } from './limits.ts';
import { begin, here, machine, operationKind, type Frame, type Steps } from './machine.ts';
import { durationNs } from './device.ts';
import { timeout } from './pattern.ts';
import { isPid, type Pid, type Ref } from './pid.ts';
import { startRequest, type CallResult, type Request } from './request.ts';
import type { ServerRef } from './server-ref.ts';
import { nativeFunction } from './toplevel.ts';

export type Callback = (...args: never[]) => unknown;

/** How a behaviour may be started. */
export interface StartOptions {
  /** Name to register on this node. OTP: {local, Name}. */
  readonly name?: string;
  /** How long init may take; without limit if left out. */
  readonly timeoutMs?: number;
}

/** OTP's `{ok, Pid} | ignore | {error, Reason}`. */
export type StartResult = readonly ['ok', Pid] | 'ignore' | readonly ['error', unknown];

/** Makes a generator of ours the operation that is awaited. */
export function operate<T>(frame: Frame): Promise<T> {
  here();
  const operation = begin(operationKind.frame);
  machine.frame = frame;
  return operation as unknown as Promise<T>;
}

/** Calls a callback: a compiled async function, a generator of ours, or an ordinary function. */
export function* invoke(callback: Callback, ...args: readonly unknown[]): Frame {
  const result = (callback as (...own: readonly unknown[]) => unknown)(...args);
  if (machine.pending !== null && result === machine.pending) return yield result;
  if (isFrame(result)) return yield* result;
  return result;
}

function isFrame(value: unknown): value is Frame {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.prototype.toString.call(value) === '[object Generator]'
  );
}

/** What a new process of a behaviour is told. */
export interface Start {
  readonly starter: Pid;
  /** The parent in OTP's sense: the starter if it is linked, else nobody. */
  readonly linked: boolean;
  readonly ref: Ref;
  readonly name: string | null;
  readonly module: unknown;
  readonly arg: unknown;
}

export type Loop = (start: Start) => Steps;

/** Starts a process with a loop and waits until it says that it is ready, or is not. */
export function* startLoop(
  loop: Loop,
  linked: boolean,
  { module, arg, options }: { module: unknown; arg: unknown; options: StartOptions },
): Frame {
  const ref = makeRef();
  assert(isPid(here().pid), 'a starter can be answered');
  const start = { starter: here().pid, linked, ref, name: options.name ?? null, module, arg };
  const { pid, ref: down } = spawnMonitor(nativeFunction(loop), start, { link: linked });
  const isAnswer = (message: unknown): boolean => {
    const { kind, ref: about } = message as { readonly kind?: unknown; readonly ref?: unknown };
    return (kind === '$started' && about === ref) || (kind === 'DOWN' && about === down);
  };
  const answer = yield receive(guard(isAnswer), options.timeoutMs);
  demonitor(down, { flush: true });
  if (answer === timeout) {
    if (linked) unlink(pid);
    exit(pid, 'kill');
    return ['error', 'timeout'];
  }
  const { kind, result, reason } = answer as {
    readonly kind: string;
    readonly result: StartResult;
    readonly reason: unknown;
  };
  return kind === 'DOWN' ? ['error', reason] : result;
}

/** A predicate that is only asked about objects. */
function guard(fits: (message: unknown) => boolean): (message: unknown) => boolean {
  return (message) => typeof message === 'object' && message !== null && fits(message);
}

/** Tells the starter how it went. */
export function answerStart(start: Start, result: StartResult): void {
  assert(
    result === 'ignore' || result[0] === 'ok' || result[0] === 'error',
    'a start ends in one of three ways',
  );
  send(start.starter, { kind: '$started', ref: start.ref, result });
}

/** Registers the name of a new process, or answers that it is taken. */
export function takeName(start: Start): boolean {
  if (start.name === null) return true;
  const process = here();
  const holder = process.node.names.get(start.name);
  if (holder === undefined) {
    register(start.name, process.pid);
    return true;
  }
  answerStart(start, ['error', ['already_started', holder.pid]]);
  return false;
}

/** Gives a new process's name back before its starter hears that it failed. */
export function dropName(start: Start): void {
  const process = here();
  if (start.name === null || process.node.names.get(start.name) !== process) return;
  process.node.names.delete(start.name);
  if (process.ties !== null) process.ties.name = null;
}

/** Runs init as OTP does: gives what it returned, or ends the process with its reason. */
export function* runInit(start: Start, init: Callback): Frame {
  if (!takeName(start)) return leave('normal');
  try {
    return yield* invoke(init, start.arg);
  } catch (error) {
    rethrowUnwind(error);
    dropName(start);
    answerStart(start, ['error', exitReasonOf(error)]);
    throw error;
  }
}

/** An init that returned `stop`, `ignore`, or something else that is no start. */
export function refuseStart(start: Start, result: unknown): never {
  dropName(start);
  if (result === 'ignore' || (isTuple(result) && result[0] === 'ignore')) {
    answerStart(start, 'ignore');
    throw new Raised('exit', 'normal');
  }
  const stops = isTuple(result) && result[0] === 'stop' && result.length === 2;
  const reason = stops ? result[1] : ['bad_return_value', result];
  answerStart(start, ['error', reason]);
  throw new Raised('exit', reason);
}

export function isTuple(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** Lets what must not be caught go on. */
export function rethrowUnwind(error: unknown): void {
  machine.hooks?.caught(error);
}

/** Remembers where the code is; calling what it gives goes back there: an error's place is not its clean-up's. */
export function keepSite(): () => void {
  const { hooks } = machine;
  const site = hooks === null ? 0 : hooks.at;
  return () => {
    if (hooks !== null) hooks.at = site;
  };
}

/** The exit reason that an error would give the running process. */
export function exitReasonOf(error: unknown): unknown {
  return reasonOf(here(), error);
}

/** Ends the process, unless it is over already. */
export function leave(reason: unknown): never {
  if (machine.process === null) throw unwind;
  throw new Raised('exit', reason);
}

/** Waits for the response of a request that has been sent. */
export function awaitRequest(request: Request, ms: number): unknown {
  assert(!request.closed, 'an open request is waited for');
  const ns = durationNs(ms, 'the timeout of the call');
  const operation = begin(operationKind.response);
  machine.request = request;
  machine.ns = ns;
  return operation;
}

/** Calls as OTP's behaviours do: gives the reply itself, and exits the caller if there is none. */
export function* callOrExit(to: ServerRef, request: unknown, ms?: number): Frame {
  const call = ['genServer', 'call', ms === undefined ? [to, request] : [to, request, ms]];
  if (isPid(to) && to === here().pid) return leave(['calling_self', call]);
  const pending = awaitRequest(startRequest(to, request), ms ?? callTimeoutMs);
  const result = (yield pending) as CallResult;
  return result.kind === 'ok' ? result.value : leave([failureOf(to, result), call]);
}

function failureOf(to: ServerRef, result: Exclude<CallResult, { readonly kind: 'ok' }>): unknown {
  if (result.kind === 'died') return result.reason;
  if (result.kind !== 'nodedown') return result.kind;
  return ['nodedown', isPid(to) || typeof to === 'object' ? to.node : here().node.name];
}

/** Asks a server to end with a reason, and waits for it. */
export function* stopServer(to: ServerRef, reason: unknown, ms: number | undefined): Frame {
  const down = monitor(to);
  send(to, { kind: '$stop', reason });
  const end = yield receive({ kind: 'DOWN', ref: down }, ms);
  if (end === timeout) {
    demonitor(down, { flush: true });
    return leave('timeout');
  }
  const { reason: got } = end as { readonly reason: unknown };
  if (JSON.stringify(got) === JSON.stringify(reason)) return 'ok';
  return leave(got);
}

/** What a behaviour's process receives, told apart. */
export type Incoming =
  | { readonly kind: 'call'; readonly from: unknown; readonly request: unknown }
  | { readonly kind: 'cast'; readonly request: unknown }
  | { readonly kind: 'stop'; readonly reason: unknown }
  | { readonly kind: 'info'; readonly message: unknown };

/** Sorts a message; a parent's exit is a request to stop. */
export function sortMessage(start: Start, message: unknown): Incoming {
  if (typeof message !== 'object' || message === null) return { kind: 'info', message };
  const { kind, from, request, reason } = message as Readonly<Record<string, unknown>>;
  if (kind === 'call' && from !== undefined) return { kind, from, request };
  if (kind === 'cast') return { kind, request };
  if (kind === '$stop') return { kind: 'stop', reason };
  if (kind === 'EXIT' && start.linked && from === start.starter) return { kind: 'stop', reason };
  return { kind: 'info', message };
}

export { exit, receive, reply, send, unlink, type Pid, type ServerRef };
