/**
 * Tasks, as Elixir has them: a process that does one thing and sends back what came of it.
 *
 *     caller                                task
 *       │ async(f, arg): spawn, link, monitor ──▶│ runs f(arg)
 *       │                                        │
 *       │ await(task)  ◀──────── ref, value ─────│ ends
 *
 * `async` links the two: they end together. Under a supervisor of tasks, `asyncNolink` only monitors: what becomes of
 * the task is then the caller's to look at, and the supervisor ends it when the system is shut down.
 */
import { assert } from './assert.ts';
import { demonitor, exit, link, monitor, self, spawnLink, unlink } from './api-process.ts';
import { receive } from './api-wait.ts';
import { cast, reply } from './api-message.ts';
import {
  awaitRequest,
  invoke,
  leave,
  operate,
  type Callback,
  type StartOptions,
  type StartResult,
} from './behaviour.ts';
import { callTimeoutMs } from './limits.ts';
import { here, misuse, type Frame, type Steps } from './machine.ts';
import { isPid, isRef, refTarget, type Pid, type Ref } from './pid.ts';
import { startRequest, type CallResult, type Request } from './request.ts';
import type { ServerRef } from './server-ref.ts';
import { supervisor } from './supervisor.ts';
import { isPortable, nativeFunction } from './toplevel.ts';

/** A piece of work that is being done. OTP has no such thing; Elixir: Task.t(). */
export interface Task {
  readonly kind: 'task';
  readonly pid: Pid;
  readonly ref: Ref;
  readonly owner: Pid;
}

/** What a task comes to when it is looked at: nothing yet, its value, or its end. */
type Outcome = readonly ['ok', unknown] | readonly ['exit', unknown] | undefined;

/** What a task is told to do, as a call: its value is the reply, which nobody gets who has stopped waiting. */
interface Job {
  readonly body: Callback;
  readonly arg: unknown;
}

/** It waits for its job, so that its caller watches it before it begins; without a caller there is none. */
const runTask = nativeFunction(function* (owner: Pid | null): Steps {
  const ending = owner === null ? null : monitor(owner);
  const isNews = (message: unknown): boolean => {
    const { kind, ref } = message as { readonly kind?: unknown; readonly ref?: unknown };
    return kind === 'call' || kind === 'cast' || (kind === 'DOWN' && ref === ending);
  };
  const { kind, from, request } = (yield receive(isNews)) as Readonly<Record<string, unknown>>;
  if (kind === 'DOWN') return;
  if (ending !== null) demonitor(ending, { flush: true });
  const { body, arg } = request as Job;
  const value = yield* invoke(body, arg);
  if (kind === 'call') reply(from, value);
}, 'task');

/** How the supervisor of tasks starts one: linked to itself, like any child. */
const startTask = nativeFunction((owner: Pid | null) =>
  operate<StartResult>(
    // oxlint-disable-next-line require-yield -- a start function of a supervisor is async
    (function* (): Frame {
      return ['ok', spawnLink(runTask, owner)];
    })(),
  ),
);

function checkBody(body: unknown): asserts body is Callback {
  if (isPortable(body)) return;
  misuse(
    '`task` was given a function that is not a top-level async function of a file',
    'Move it to the top level, declare it with `async function`, and pass what it needs as its argument.',
  );
}

/** Gives a task its job. */
function begin(pid: Pid, body: Callback, arg: unknown): Task {
  const { ref } = startRequest(pid, { body, arg });
  assert(isRef(ref), 'a task is known by the reference of its call');
  return Object.freeze({ kind: 'task', pid, ref, owner: self() });
}

function* underSupervisor(to: ServerRef, owner: Pid | null): Generator<unknown, Pid, unknown> {
  const started = (yield supervisor.startChild(to, [owner])) as readonly [string, unknown];
  const [, pid] = started;
  return isPid(pid) ? pid : leave(started);
}

function* startUnder(to: ServerRef, body: Callback, arg: unknown, linked: boolean): Frame {
  const pid = yield* underSupervisor(to, self());
  if (linked) link(pid);
  return begin(pid, body, arg);
}

function* startForgotten(to: ServerRef, body: Callback, arg: unknown): Frame {
  const pid = yield* underSupervisor(to, null);
  cast(pid, { body, arg });
  return ['ok', pid];
}

/** The call behind a task that this process has started and not yet taken the outcome of. */
function requestOf(given: unknown): Request {
  const { ref } = (given ?? {}) as Partial<Task>;
  const target = isRef(ref) ? refTarget(ref) : null;
  if (target?.kind === 'request' && target.owner === here() && !target.closed) return target;
  return misuse(
    'a task was waited for that is not an open one of this process',
    'Wait for it once, in the process that called `task.async`.',
  );
}

/** Waits for the task's value or end, and gives undefined if neither comes: it can then be waited for again. */
function* look(given: Task, ms: number): Generator<unknown, Outcome, unknown> {
  const request = requestOf(given);
  assert(!request.keeps, 'a task is looked at by its owner alone');
  request.keeps = true;
  const result = (yield awaitRequest(request, ms)) as CallResult;
  request.keeps = false;
  switch (result.kind) {
    case 'ok':
      return ['ok', result.value];
    case 'died':
      return ['exit', result.reason];
    case 'timeout':
      return undefined;
    default:
      return ['exit', result.kind === 'noproc' ? 'noproc' : 'noconnection'];
  }
}

function* awaitValue(given: Task, ms: number): Frame {
  const came = yield* look(given, ms);
  const call = ['task', 'await', [given.pid, ms]];
  if (came === undefined) {
    requestOf(given).close();
    return leave(['timeout', call]);
  }
  return came[0] === 'ok' ? came[1] : leave([came[1], call]);
}

function* shutDown(given: Task, ms: number | 'brutal_kill'): Frame {
  const early = yield* look(given, 0);
  if (early !== undefined) return early;
  const isBrutal = ms === 'brutal_kill';
  unlink(given.pid);
  exit(given.pid, isBrutal ? 'kill' : 'shutdown');
  let came = yield* look(given, isBrutal ? Infinity : ms);
  if (came === undefined) {
    exit(given.pid, 'kill');
    came = yield* look(given, Infinity);
  }
  assert(came !== undefined, 'a task that was killed has an end');
  const wasAsked = came?.[0] === 'exit' && (came[1] === 'shutdown' || came[1] === 'killed');
  return wasAsked ? undefined : came;
}

/** Elixir: Task and Task.Supervisor. */
export const task = {
  async: (body: Callback, arg?: unknown): Task => {
    checkBody(body);
    return begin(spawnLink(runTask, self()), body, arg);
  },
  await: (given: Task, timeoutMs: number = callTimeoutMs) =>
    operate<unknown>(awaitValue(given, timeoutMs)),
  yield: (given: Task, timeoutMs: number = callTimeoutMs) =>
    operate<Outcome>(look(given, timeoutMs)),
  shutdown: (given: Task, timeoutMs: number | 'brutal_kill' = callTimeoutMs) =>
    operate<Outcome>(shutDown(given, timeoutMs)),
  startSupervisor: nativeFunction((options: StartOptions = {}) =>
    supervisor.startLink(
      {
        strategy: 'simple_one_for_one',
        children: [{ id: 'task', start: [startTask], restart: 'temporary' }],
      },
      undefined,
      options,
    ),
  ),
  asyncUnder: (to: ServerRef, body: Callback, arg?: unknown) => {
    checkBody(body);
    return operate<Task>(startUnder(to, body, arg, true));
  },
  asyncNolink: (to: ServerRef, body: Callback, arg?: unknown) => {
    checkBody(body);
    return operate<Task>(startUnder(to, body, arg, false));
  },
  startChild: (to: ServerRef, body: Callback, arg?: unknown) => {
    checkBody(body);
    return operate<readonly ['ok', Pid]>(startForgotten(to, body, arg));
  },
};
