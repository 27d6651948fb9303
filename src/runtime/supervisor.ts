/**
 * OTP's supervisor: a process whose only work is to start other processes and to start them again.
 *
 *     one_for_one         only the child that ended is started again
 *     one_for_all         all others are stopped, youngest first, and all are started again, oldest first
 *     rest_for_one        those started after it are stopped, and it and those are started again
 *     simple_one_for_one  any number of children of one kind, started on demand
 *
 * More than `intensity` restarts within `periodMs` end the supervisor itself: its own supervisor may know more.
 * It is a gen-server; what it does with its children is in supervision.ts.
 */
import { assert } from './assert.ts';
import {
  callOrExit,
  invoke,
  isTuple,
  operate,
  startLoop,
  type Callback,
  type ServerRef,
  type StartOptions,
  type StartResult,
} from './behaviour.ts';
import { readSpec, type ChildSpec, type SupervisorSpec } from './child-spec.ts';
import { serverLoop, type GenServer } from './gen-server.ts';
import { sendAfter } from './api-message.ts';
import { trapExit } from './api-process.ts';
import { here, misuse, type Frame } from './machine.ts';
import type { Pid } from './pid.ts';
import * as supervision from './supervision.ts';
import { nativeFunction } from './toplevel.ts';

interface InitArg {
  readonly init: Callback | SupervisorSpec;
  readonly arg: unknown;
}

const init = nativeFunction(function* supervisorInit({ init: given, arg }: InitArg): Frame {
  trapExit(true);
  const result = typeof given === 'function' ? yield* invoke(given, arg) : ['ok', given];
  if (result === 'ignore') return result;
  if (!isTuple(result) || result[0] !== 'ok') return ['stop', ['bad_return', result]];
  const spec = readSpec(result[1]);
  if (typeof spec === 'string') return ['stop', ['supervisor_data', spec]];
  const state = new supervision.Supervision(spec);
  const failed = yield* supervision.startAll(state);
  return failed === null ? ['ok', state] : ['stop', ['shutdown', failed]];
});

type State = supervision.Supervision;

const handleCall = nativeFunction(function* (
  request: readonly unknown[],
  _from: unknown,
  state: State,
): Frame {
  return ['reply', yield* supervision.answer(state, request), state];
});

/** A child has ended, or a failed restart is tried again. */
const handleInfo = nativeFunction(function* (message: unknown, state: State): Frame {
  const { kind, from, reason, retry } = message as Readonly<Record<string, unknown>>;
  let verdict: supervision.Verdict = 'go on';
  if (kind === 'EXIT') verdict = yield* supervision.childEnded(state, from, reason);
  if (kind === '$restart') verdict = yield* supervision.tryAgain(state, retry);
  if (verdict === 'go on') return ['noreply', state];
  if (verdict === 'give up') return ['stop', 'shutdown', state];
  assert(verdict.again > 0, 'what is tried again has a number');
  sendAfter(0, here().pid, { kind: '$restart', retry: verdict.again });
  return ['noreply', state];
});

const terminate = nativeFunction(function* (_reason: unknown, state: State): Frame {
  yield* supervision.stopAll(state);
  return undefined;
});

const callbacks: GenServer = {
  init,
  handleCall,
  handleInfo,
  terminate,
};

function begin(given: unknown, arg: unknown, options: StartOptions): Frame {
  if (typeof given !== 'function' && (typeof given !== 'object' || given === null)) {
    misuse(
      'supervisor.startLink was given neither an init function nor a specification',
      'Pass a top-level async function that returns [ok, specification], or the specification.',
    );
  }
  return startLoop(serverLoop, true, { module: callbacks, arg: { init: given, arg }, options });
}

type Refused = readonly ['error', unknown];
type Started = readonly ['ok', Pid | undefined] | Refused;
type Done = 'ok' | Refused;

/** A request to a supervisor; without a timeout, as in OTP. */
function ask<T>(to: ServerRef, ...request: readonly unknown[]): Promise<T> {
  return operate<T>(callOrExit(to, request, Infinity));
}

/** OTP: supervisor. */
export const supervisor = {
  startLink: nativeFunction(
    (given: Callback | SupervisorSpec, arg?: unknown, options: StartOptions = {}) =>
      operate<StartResult>(begin(given, arg, options)),
  ),
  startChild: (to: ServerRef, specOrArgs: ChildSpec | readonly unknown[]) =>
    ask<Started>(to, 'startChild', specOrArgs),
  terminateChild: (to: ServerRef, id: unknown) => ask<Done>(to, 'terminateChild', id),
  restartChild: (to: ServerRef, id: unknown) => ask<Started>(to, 'restartChild', id),
  deleteChild: (to: ServerRef, id: unknown) => ask<Done>(to, 'deleteChild', id),
  whichChildren: (to: ServerRef) => ask<supervision.ChildInfo[]>(to, 'whichChildren'),
  countChildren: (to: ServerRef) => ask<supervision.ChildCount>(to, 'countChildren'),
};
