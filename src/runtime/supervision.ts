/**
 * What a supervisor does with its children: starting, stopping, restarting by strategy, giving up by intensity.
 * Everything here runs in the supervisor's process.
 */
import { assert } from './assert.ts';
import { invoke, isTuple, rethrowUnwind, exitReasonOf } from './behaviour.ts';
import { isChild, readChild, type Child, type Flags } from './child-spec.ts';
import { Children } from './children.ts';
import { exit, monitor, unlink } from './api-process.ts';
import { toNs } from './clock.ts';
import { receive } from './api-wait.ts';
import { isOrderly } from './exit-reason.ts';
import { here, type Frame, type Steps } from './machine.ts';
import { timeout } from './pattern.ts';
import { isPid, type Pid, type Ref } from './pid.ts';

/** What a supervisor knows. */
export class Supervision {
  readonly flags: Flags;
  readonly children: Children;
  /** When it restarted something, in virtual nanoseconds, within the period. */
  restarts: number[] = [];
  readonly template: Child | null;
  /** Children whose restart has failed and is tried again, by the number in the message that says so. */
  readonly #retries = new Map<number, Child>();
  #numbers = 0;

  constructor(flags: Flags) {
    this.flags = flags;
    const simple = flags.strategy === 'simple_one_for_one';
    this.template = simple ? (flags.children[0] ?? null) : null;
    this.children = new Children(simple ? [] : flags.children, !simple);
  }

  /** Remembers what is to be tried again; gives the number to be asked for. */
  addRetry(child: Child): number {
    this.#numbers += 1;
    this.#retries.set(this.#numbers, child);
    return this.#numbers;
  }

  /** What was to be tried again under this number, once. */
  takeRetry(number: unknown): Child | undefined {
    const child = this.#retries.get(number as number);
    this.#retries.delete(number as number);
    return child;
  }
}

/** Whether the supervisor goes on, ends, or tries a failed restart again in a moment. */
export type Verdict = 'go on' | 'give up' | { readonly again: number };

/** Starts one child; gives null, or why it failed. */
function* start(
  { children }: Supervision,
  child: Child,
): Generator<unknown, { readonly reason: unknown } | null, unknown> {
  const [callback, ...args] = child.start;
  let result: unknown;
  try {
    result = yield* invoke(callback, ...args);
  } catch (error) {
    rethrowUnwind(error);
    return { reason: exitReasonOf(error) };
  }
  if (result === 'ignore') {
    children.become(child, undefined);
    return null;
  }
  if (isTuple(result) && result[0] === 'ok' && isPid(result[1])) {
    children.become(child, result[1]);
    return null;
  }
  return { reason: isTuple(result) && result[0] === 'error' ? result[1] : result };
}

/** Starts all children in order; stops them again if one fails. Gives what failed, or null. */
export function* startAll(state: Supervision): Generator<unknown, unknown, unknown> {
  for (const child of state.children) {
    const failed = yield* start(state, child);
    if (failed === null) continue;
    yield* stopAll(state);
    return ['failed_to_start_child', child.id, failed.reason];
  }
  for (const child of state.children) if (!keepsSpec(child)) state.children.remove(child);
  return null;
}

/** A temporary child that is not running is forgotten. */
function keepsSpec(child: Child): boolean {
  return child.pid !== undefined || child.restart !== 'temporary';
}

/** Stops all children, youngest first; those of one kind all at once. */
export function* stopAll(state: Supervision): Steps {
  if (state.template === null) {
    for (const child of [...state.children].toReversed()) yield* stop(state, child);
    return;
  }
  const running = [...state.children].map((child) => ({ child, watch: beginStop(child) }));
  assert(running.length === state.children.size, 'all are told before the first is waited for');
  for (const { child, watch } of running) yield* endStop(state, child, watch);
}

/** Stops one child as its specification says, and waits for its end. */
function* stop(state: Supervision, child: Child): Steps {
  yield* endStop(state, child, beginStop(child));
}

interface Watch {
  readonly pid: Pid;
  readonly ref: Ref;
}

function beginStop(child: Child): Watch | null {
  assert(
    child.shutdown === 'infinity' || child.shutdown === 'brutal_kill' || child.shutdown >= 0,
    'a child has some time to end, or none',
  );
  const { pid } = child;
  if (!isPid(pid)) return null;
  const ref = monitor(pid);
  // From here on its end is told by the monitor alone.
  unlink(pid);
  exit(pid, child.shutdown === 'brutal_kill' ? 'kill' : 'shutdown');
  return { pid, ref };
}

function* endStop({ children }: Supervision, child: Child, watch: Watch | null): Steps {
  children.become(child, undefined);
  if (watch === null) return;
  const { pid, ref } = watch;
  const { shutdown } = child;
  const patienceMs = typeof shutdown === 'number' ? shutdown : undefined;
  const end = yield receive({ kind: 'DOWN', ref }, patienceMs);
  if (end === timeout) {
    exit(pid, 'kill');
    yield receive({ kind: 'DOWN', ref });
  }
  yield receive({ kind: 'EXIT', from: pid }, 0);
}

/** An EXIT message: a child has ended by itself. */
export function* childEnded(
  state: Supervision,
  pid: unknown,
  reason: unknown,
): Generator<unknown, Verdict, unknown> {
  const child = state.children.withPid(pid);
  if (child === undefined) return 'go on';
  const again =
    child.restart === 'permanent' || (child.restart === 'transient' && !isOrderly(reason));
  if (again) return yield* restart(state, child);
  state.children.become(child, undefined);
  if (child.restart === 'temporary' || state.template !== null) state.children.remove(child);
  return child.significant && endsWith(state) ? 'give up' : 'go on';
}

/** auto_shutdown: whether the end of a significant child is the end of the supervisor. */
function endsWith(state: Supervision): boolean {
  const { autoShutdown } = state.flags;
  if (autoShutdown === 'any_significant') return true;
  const running = [...state.children].some(
    ({ significant, pid }) => significant && pid !== undefined,
  );
  return autoShutdown === 'all_significant' && !running;
}

/** A restart that has failed before is tried once more, unless somebody has stopped the child since. */
export function* tryAgain(
  state: Supervision,
  retry: unknown,
): Generator<unknown, Verdict, unknown> {
  const child = state.takeRetry(retry);
  if (child?.pid !== 'restarting' || !state.children.has(child)) return 'go on';
  return yield* restart(state, child);
}

function* restart(state: Supervision, child: Child): Generator<unknown, Verdict, unknown> {
  assert(state.children.has(child), 'only a child that is known is started again');
  state.children.become(child, undefined);
  if (!mayRestart(state)) return 'give up';
  const { strategy } = state.flags;
  const alone = strategy === 'one_for_one' || strategy === 'simple_one_for_one';
  const all = alone ? [child] : [...state.children];
  const group = strategy === 'rest_for_one' ? all.slice(all.indexOf(child)) : all;
  for (const each of group.toReversed()) yield* stop(state, each);
  // Temporary ones that were stopped with the others are not started again.
  for (const each of group) {
    if (each !== child && each.restart === 'temporary') state.children.remove(each);
  }
  for (const each of group) {
    if (!state.children.has(each)) continue;
    const failed = yield* start(state, each);
    if (failed === null) continue;
    state.children.become(each, 'restarting');
    return { again: state.addRetry(each) };
  }
  return 'go on';
}

/**
 * Counts a restart; false if there were too many. OTP counts in whole seconds, which makes the verdict depend on
 * where the second turns; virtual time is exact, and the bounds of the window belong to it.
 */
function mayRestart(state: Supervision): boolean {
  const { intensity, periodMs } = state.flags;
  const { nowNs } = here().node.system.timeline;
  const sinceNs = nowNs - toNs(periodMs);
  state.restarts = [...state.restarts.filter((atNs) => atNs >= sinceNs), nowNs];
  assert(state.restarts.length <= intensity + 2, 'restarts outside of the window are forgotten');
  return state.restarts.length <= intensity;
}

// ---- Requests ----

/** Does what somebody asked of the supervisor. */
export function* answer(state: Supervision, request: readonly unknown[]): Frame {
  const [what, argument] = request;
  switch (what) {
    case 'startChild':
      return yield* startChild(state, argument);
    case 'terminateChild':
      return yield* terminateChild(state, argument);
    case 'restartChild':
      return yield* restartChild(state, argument);
    case 'deleteChild':
      return deleteChild(state, argument);
    case 'whichChildren':
      return [...state.children].toReversed().map((child) => describe(state, child));
    case 'countChildren':
      return count(state);
    default:
      return ['error', 'unknown_request'];
  }
}

/** A child, as `whichChildren` tells of it. */
export interface ChildInfo {
  readonly id: unknown;
  readonly pid: Child['pid'];
  readonly type: Child['type'];
}

/** What `countChildren` tells. */
export interface ChildCount {
  readonly specs: number;
  readonly active: number;
  readonly supervisors: number;
  readonly workers: number;
}

function describe(state: Supervision, { id, pid, type }: Child): ChildInfo {
  return { id: state.template === null ? id : undefined, pid, type };
}

function count(state: Supervision): ChildCount {
  assert(
    state.template === null || state.flags.strategy === 'simple_one_for_one',
    'a template is for children of one kind',
  );
  const { template } = state;
  const children = [...state.children];
  const running = children.filter(({ pid }) => isPid(pid)).length;
  const kinds = children.map(({ type }) => type);
  const supervisors = kinds.filter((type) => type === 'supervisor').length;
  const specs = template === null ? children.length : 1;
  return { specs, active: running, supervisors, workers: kinds.length - supervisors };
}

function* startChild(state: Supervision, given: unknown): Frame {
  const { template } = state;
  const child =
    template === null
      ? readChild(given)
      : { ...template, start: extended(template.start, given), pid: undefined };
  if (!isChild(child)) return ['error', child];
  const known = template === null ? state.children.withId(child.id) : undefined;
  if (known !== undefined) {
    return ['error', isPid(known.pid) ? ['already_started', known.pid] : 'already_present'];
  }
  const failed = yield* start(state, child);
  if (failed !== null) return ['error', failed.reason];
  const keeps = template === null ? keepsSpec(child) : child.pid !== undefined;
  if (keeps) state.children.add(child);
  return ['ok', child.pid];
}

function extended(start: Child['start'], args: unknown): Child['start'] {
  assert(start.length > 0, 'a child has a function that starts it');
  const [callback, ...own] = start;
  return [callback, ...own, ...(isTuple(args) ? args : [])];
}

function find(state: Supervision, id: unknown): Child | undefined {
  return state.template === null ? state.children.withId(id) : state.children.withPid(id);
}

function* terminateChild(state: Supervision, id: unknown): Frame {
  const child = find(state, id);
  if (child === undefined) return ['error', 'not_found'];
  yield* stop(state, child);
  if (child.restart === 'temporary' || state.template !== null) state.children.remove(child);
  return 'ok';
}

function* restartChild(state: Supervision, id: unknown): Frame {
  if (state.template !== null) return ['error', 'simple_one_for_one'];
  const child = find(state, id);
  if (child === undefined) return ['error', 'not_found'];
  if (child.pid !== undefined) return ['error', isPid(child.pid) ? 'running' : 'restarting'];
  const failed = yield* start(state, child);
  return failed === null ? ['ok', child.pid] : ['error', failed.reason];
}

function deleteChild(state: Supervision, id: unknown): unknown {
  if (state.template !== null) return ['error', 'simple_one_for_one'];
  const child = find(state, id);
  if (child === undefined) return ['error', 'not_found'];
  if (child.pid !== undefined) return ['error', isPid(child.pid) ? 'running' : 'restarting'];
  state.children.remove(child);
  return 'ok';
}
