/**
 * OTP's gen_server: a process that keeps a state and answers calls one after the other. The callbacks are
 * functions; each gives a tuple that says what comes next.
 *
 *     genServer                            callback
 *     start, startLink ──────────────────▶ init(arg)                      ['ok', state, next?] | ['stop', reason] | 'ignore'
 *     call ──────────────────────────────▶ handleCall(request, from, state) ['reply', value, state, next?] | …
 *     cast ──────────────────────────────▶ handleCast(request, state)     ['noreply', state, next?] | ['stop', reason, state]
 *     any other message, or the timeout ─▶ handleInfo(message, state)
 *     next = { continue: c } ────────────▶ handleContinue(c, state)
 *     stop, parent's exit, an error ─────▶ terminate(reason, state)
 *
 * `next` is `{ timeoutMs }` (if nothing comes for so long, handleInfo gets 'timeout') or `{ continue }`.
 */
import { assert } from './assert.ts';
import {
  answerStart,
  callOrExit,
  exitReasonOf,
  invoke,
  isTuple,
  keepSite,
  leave,
  operate,
  receive,
  refuseStart,
  reply,
  rethrowUnwind,
  runInit,
  sortMessage,
  startLoop,
  stopServer,
  type Callback,
  type Incoming,
  type ServerRef,
  type Start,
  type StartOptions,
  type StartResult,
} from './behaviour.ts';
import { cast as sendCast } from './api-message.ts';
import { here, misuse, type Frame, type Steps } from './machine.ts';
import { any, timeout } from './pattern.ts';
import { showState } from './shown-state.ts';
import { nativeFunction } from './toplevel.ts';

/** The callbacks. Those of a learner are top-level async functions. */
export interface GenServer {
  readonly init: Callback;
  readonly handleCall?: Callback;
  readonly handleCast?: Callback;
  readonly handleInfo?: Callback;
  readonly handleContinue?: Callback;
  readonly terminate?: Callback;
}

/** What happens before the next message is waited for. */
interface Next {
  readonly timeoutMs?: number;
  readonly continue?: unknown;
}

/** A callback's decision, after its reply has been sent. */
type Decision =
  | { readonly kind: 'go'; readonly state: unknown; readonly next: Next }
  | { readonly kind: 'stop'; readonly reason: unknown; readonly state: unknown };

const nothing: Next = {};

/** The third or fourth element of a tuple: what comes next. */
function readNext(value: unknown): Next | null {
  if (value === undefined || value === 'hibernate') return nothing;
  if (typeof value === 'number') return { timeoutMs: value };
  if (typeof value !== 'object' || value === null) return null;
  return value;
}

export const serverLoop = nativeFunction(function* genServer(start: Start): Steps {
  const server = start.module as GenServer;
  const result = yield* runInit(start, server.init);
  if (!isTuple(result) || result[0] !== 'ok' || result.length < 2) refuseStart(start, result);
  const first = readNext(result[2]);
  if (first === null) refuseStart(start, result);
  answerStart(start, ['ok', here().pid]);
  yield* serve(start, server, result[1], first);
}, 'genServer');

function* serve(start: Start, server: GenServer, initial: unknown, first: Next): Steps {
  let state = initial;
  const shown = showState({ kind: 'genServer', state });
  assert(start.ref.kind === 'ref', 'a start can be answered');
  let next = first;
  for (;;) {
    let incoming: Incoming | null = null;
    if (!('continue' in next)) {
      const message = yield receive(any, next.timeoutMs);
      incoming =
        message === timeout ? { kind: 'info', message: 'timeout' } : sortMessage(start, message);
      if (incoming.kind === 'stop') return yield* terminate(server, incoming.reason, state);
    }
    let decision: Decision;
    try {
      decision = yield* handle(server, incoming, state, next);
    } catch (error) {
      rethrowUnwind(error);
      const goBack = keepSite();
      yield* runTerminate(server, exitReasonOf(error), state);
      goBack();
      throw error;
    }
    if (decision.kind === 'stop') return yield* terminate(server, decision.reason, decision.state);
    ({ state, next } = decision);
    shown.state = state;
  }
}

/** Calls the callback for what came in, and reads its tuple. */
function* handle(
  server: GenServer,
  incoming: Incoming | null,
  state: unknown,
  next: Next,
): Generator<unknown, Decision, unknown> {
  if (incoming === null) {
    const callback = need(server.handleContinue, 'handleContinue');
    return read(yield* invoke(callback, next.continue, state), null);
  }
  if (incoming.kind === 'call') {
    const { from, request } = incoming;
    return read(yield* invoke(need(server.handleCall, 'handleCall'), request, from, state), from);
  }
  if (incoming.kind === 'cast') {
    return read(
      yield* invoke(need(server.handleCast, 'handleCast'), incoming.request, state),
      null,
    );
  }
  // OTP logs a message that nobody handles; here it is dropped.
  if (server.handleInfo === undefined || incoming.kind === 'stop') {
    return { kind: 'go', state, next: nothing };
  }
  return read(yield* invoke(server.handleInfo, incoming.message, state), null);
}

function need(callback: Callback | undefined, name: string): Callback {
  return callback ?? leave(['undef', name]);
}

/** Reads a callback's tuple and sends the reply it holds. */
function read(result: unknown, from: unknown): Decision {
  assert(from !== undefined, 'whoever calls is known');
  const tuple = isTuple(result) ? result : [];
  const isCall = from !== null;
  if (tuple[0] === 'reply' && isCall && tuple.length >= 3) {
    const next = readNext(tuple[3]);
    if (next !== null) {
      reply(from, tuple[1]);
      return { kind: 'go', state: tuple[2], next };
    }
  }
  if (tuple[0] === 'noreply' && tuple.length >= 2) {
    const next = readNext(tuple[2]);
    if (next !== null) return { kind: 'go', state: tuple[1], next };
  }
  if (tuple[0] === 'stop' && tuple.length === 3) {
    return { kind: 'stop', reason: tuple[1], state: tuple[2] };
  }
  if (tuple[0] === 'stop' && isCall && tuple.length === 4) {
    reply(from, tuple[2]);
    return { kind: 'stop', reason: tuple[1], state: tuple[3] };
  }
  return leave(['bad_return_value', result]);
}

function* runTerminate(server: GenServer, reason: unknown, state: unknown): Steps {
  if (server.terminate !== undefined) yield* invoke(server.terminate, reason, state);
}

function* terminate(server: GenServer, reason: unknown, state: unknown): Steps {
  yield* runTerminate(server, reason, state);
  leave(reason);
}

function isServer(server: unknown): boolean {
  return typeof server === 'object' && server !== null && 'init' in server;
}

function begin(server: unknown, linked: boolean, arg: unknown, options: StartOptions): Frame {
  if (!isServer(server)) {
    misuse('`genServer` was not given callbacks', 'Pass an object with init and the handlers.');
  }
  return startLoop(serverLoop, linked, { module: server, arg, options });
}

/** OTP: gen_server. */
export const genServer = {
  start: nativeFunction((server: GenServer, arg?: unknown, options: StartOptions = {}) =>
    operate<StartResult>(begin(server, false, arg, options)),
  ),
  startLink: nativeFunction((server: GenServer, arg?: unknown, options: StartOptions = {}) =>
    operate<StartResult>(begin(server, true, arg, options)),
  ),
  call: (to: ServerRef, request: unknown, timeoutMs?: number) =>
    operate<unknown>(callOrExit(to, request, timeoutMs)),
  cast: sendCast,
  reply,
  stop: (to: ServerRef, reason: unknown = 'normal', timeoutMs?: number) =>
    operate<'ok'>(stopServer(to, reason, timeoutMs)),
};
