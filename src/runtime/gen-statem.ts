/**
 * OTP's gen_statem: a process that is in one of several states, in each of which events mean something else.
 *
 *     event                    type given to the callback
 *     call                     ['call', from]
 *     cast                     'cast'
 *     any other message        'info'
 *     event timeout            'timeout'              cancelled by any other event
 *     state timeout            'state_timeout'        cancelled by a change of state
 *     named timeout            ['timeout', name]      stays until it fires or is set anew
 *     next_event action        as given: 'internal'
 *     entering a state         'enter'                if the machine has `stateEnter`
 *
 * Postponed events come again, in order and before newer ones, after the next change of state.
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
  type ServerRef,
  type Start,
  type StartOptions,
  type StartResult,
} from './behaviour.ts';
import { cancelTimer, cast as sendCast, sendAfter, type TimerRef } from './api-message.ts';
import { here, type Frame, type Steps } from './machine.ts';
import { show } from './print.ts';
import { any, fits } from './pattern.ts';
import { showState } from './shown-state.ts';
import { nativeFunction } from './toplevel.ts';
import { readTransition, type Action, type Transition } from './statem-result.ts';

/** The callbacks: either one function for each state, or one for all. */
export interface GenStatem {
  readonly init: Callback;
  /** callback_mode state_functions: (type, content, data). */
  readonly states?: Readonly<Record<string, Callback>>;
  /** callback_mode handle_event_function: (type, content, state, data). */
  readonly handleEvent?: Callback;
  /** Call the state with type 'enter' whenever it is entered. */
  readonly stateEnter?: boolean;
  readonly terminate?: Callback;
}

interface Event {
  readonly type: unknown;
  readonly content: unknown;
}

/** One running machine. */
class Machine {
  readonly kind = 'genStatem' as const;
  readonly statem: GenStatem;
  state: unknown;
  data: unknown;
  /** To be handled next, before any message: inserted events and those that were postponed. */
  queue: Event[] = [];
  /** Oldest first. */
  postponed: Event[] = [];
  /** Timeouts by name; the texts of the three kinds never meet. */
  readonly timers = new Map<string, { readonly timer: TimerRef; readonly number: number }>();
  numbers = 0;

  constructor(statem: GenStatem, state: unknown, data: unknown) {
    this.statem = statem;
    this.state = state;
    this.data = data;
  }
}

function keyOf(type: unknown): string {
  return typeof type === 'string' ? type : `timeout ${show(type)}`;
}

const statemLoop = nativeFunction(function* genStatem(start: Start): Steps {
  const statem = start.module as GenStatem;
  const result = yield* runInit(start, statem.init);
  if (!isTuple(result) || result[0] !== 'ok' || result.length < 3) refuseStart(start, result);
  const machine = showState(new Machine(statem, result[1], result[2]));
  answerStart(start, ['ok', here().pid]);
  yield* guarded(machine, function* () {
    const first = readTransition(['next_state', result[1], result[2], result[3] ?? []]);
    yield* apply(machine, { ...first, entered: true }, null);
  });
  for (;;) {
    const event = machine.queue.shift() ?? (yield* nextEvent(machine, start));
    yield* guarded(machine, () => handle(machine, event));
  }
}, 'genStatem');

/** Runs callbacks; an error in them ends the machine through `terminate`. */
function* guarded(machine: Machine, run: () => Steps): Steps {
  try {
    yield* run();
  } catch (error) {
    rethrowUnwind(error);
    const goBack = keepSite();
    yield* runTerminate(machine, exitReasonOf(error));
    goBack();
    throw error;
  }
}

/** Waits for a message and says what event it is. */
function* nextEvent(machine: Machine, start: Start): Generator<unknown, Event, unknown> {
  for (;;) {
    const message = yield receive(any);
    const timed = readTimeout(machine, message);
    if (timed === 'stale') continue;
    if (timed !== null) return timed;
    const incoming = sortMessage(start, message);
    if (incoming.kind === 'stop') {
      yield* runTerminate(machine, incoming.reason);
      leave(incoming.reason);
    }
    if (incoming.kind === 'call')
      return { type: ['call', incoming.from], content: incoming.request };
    if (incoming.kind === 'cast') return { type: 'cast', content: incoming.request };
    return { type: 'info', content: message };
  }
}

interface TimeoutMessage {
  readonly kind: '$timeout';
  readonly type: unknown;
  readonly number: number;
  readonly content: unknown;
}

function readTimeout(machine: Machine, message: unknown): Event | 'stale' | null {
  assert(machine.numbers >= machine.timers.size, 'each timeout has a number of its own');
  if (!fits({ kind: '$timeout' }, message)) return null;
  const { type, number, content } = message as TimeoutMessage;
  if (machine.timers.get(keyOf(type))?.number !== number) return 'stale';
  machine.timers.delete(keyOf(type));
  return { type, content };
}

function* handle(machine: Machine, event: Event): Steps {
  // Any event but its own firing ends the event timeout.
  if (event.type !== 'timeout') stopTimer(machine, 'timeout');
  const transition = yield* ask(machine, event);
  yield* apply(machine, transition, event);
}

function* ask(machine: Machine, { type, content }: Event): Generator<unknown, Transition, unknown> {
  const { statem, state, data } = machine;
  if (statem.states !== undefined) {
    const callback = statem.states[String(state)] ?? leave(['undef', state]);
    return readTransition(yield* invoke(callback, type, content, data));
  }
  const callback = statem.handleEvent ?? leave(['undef', 'handleEvent']);
  return readTransition(yield* invoke(callback, type, content, state, data));
}

/** Makes a transition: replies, timers, postponing, the new state. */
function* apply(machine: Machine, transition: Transition, event: Event | null): Steps {
  for (const action of transition.actions) {
    if (action.kind === 'reply') reply(action.from, action.value);
  }
  if (transition.data !== undefined) machine.data = transition.data.held;
  if (transition.stop !== undefined) {
    yield* runTerminate(machine, transition.stop.reason);
    leave(transition.stop.reason);
  }
  const next = transition.state === undefined ? machine.state : transition.state.held;
  const changes = !fits(next, machine.state);
  assert(
    event !== null || machine.postponed.length === 0 || changes || transition.entered !== true,
    'nothing is postponed before the first event',
  );
  const postpones = transition.actions.some(({ kind }) => kind === 'postpone');
  if (postpones && event !== null) machine.postponed.push(event);
  if (changes) {
    machine.queue = [...machine.postponed, ...machine.queue];
    machine.postponed = [];
  }
  if (changes) stopTimer(machine, 'state_timeout');
  machine.state = next;
  const inserted = transition.actions.flatMap((action) =>
    action.kind === 'next_event' ? [{ type: action.type, content: action.content }] : [],
  );
  machine.queue = [...inserted, ...machine.queue];
  assert(
    !changes || machine.postponed.length === 0,
    'nothing is postponed beyond a change of state',
  );
  for (const action of transition.actions) setTimer(machine, action);
  const enters = changes || transition.repeats || transition.entered === true;
  if (enters && machine.statem.stateEnter === true) {
    const entering = yield* ask(machine, { type: 'enter', content: machine.state });
    yield* apply(machine, { ...entering, entered: false }, null);
  }
}

function setTimer(machine: Machine, action: Action): void {
  if (action.kind !== 'timeout') return;
  const { type, ms, content } = action;
  stopTimer(machine, keyOf(type));
  if (ms === Infinity) return;
  machine.numbers += 1;
  const message: TimeoutMessage = { kind: '$timeout', type, number: machine.numbers, content };
  const timer = sendAfter(ms, here().pid, message);
  machine.timers.set(keyOf(type), { timer, number: machine.numbers });
}

function stopTimer(machine: Machine, key: string): void {
  const running = machine.timers.get(key);
  if (running === undefined) return;
  machine.timers.delete(key);
  cancelTimer(running.timer);
}

function* runTerminate(machine: Machine, reason: unknown): Steps {
  const { terminate } = machine.statem;
  if (terminate !== undefined) yield* invoke(terminate, reason, machine.state, machine.data);
}

function begin(statem: GenStatem, linked: boolean, arg: unknown, options: StartOptions): Frame {
  return startLoop(statemLoop, linked, { module: statem, arg, options });
}

/** OTP: gen_statem. */
export const genStatem = {
  start: nativeFunction((statem: GenStatem, arg?: unknown, options: StartOptions = {}) =>
    operate<StartResult>(begin(statem, false, arg, options)),
  ),
  startLink: nativeFunction((statem: GenStatem, arg?: unknown, options: StartOptions = {}) =>
    operate<StartResult>(begin(statem, true, arg, options)),
  ),
  call: (to: ServerRef, request: unknown, timeoutMs?: number) =>
    operate<unknown>(callOrExit(to, request, timeoutMs)),
  cast: sendCast,
  reply,
  stop: (to: ServerRef, reason: unknown = 'normal', timeoutMs?: number) =>
    operate<'ok'>(stopServer(to, reason, timeoutMs)),
};
