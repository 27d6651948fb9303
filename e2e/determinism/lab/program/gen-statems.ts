/** Moves with state machines built on gen_statem. */
import {
  genStatem,
  matches,
  send,
  trapExit,
  type EventType,
  type ExitReason,
  type From,
  type GenStatem,
  type Pid,
  type StartResult,
  type StatemInit,
  type StatemResult,
} from 'nines';
import { meet, type Actor, type Move } from './script.ts';

/** A door: how often it was opened, and how long it stays so. */
interface Door {
  readonly opened: number;
  readonly ms: number;
}
type State = 'open' | 'closed' | 'locked';
type Result = StatemResult<State, Door>;

interface Plan {
  readonly how: string;
  readonly ms: number;
}

async function init({ how, ms }: Plan): Promise<StatemInit<State, Door>> {
  const door = { opened: 0, ms };
  if (how === 'stops') return ['stop', 'no door'];
  if (how === 'ignores') return 'ignore';
  if (how === 'creaks') return ['ok', 'closed', door, [['next_event', 'internal', 'creak']]];
  return ['ok', 'closed', door];
}

function caller(type: EventType): From | undefined {
  return typeof type === 'object' && type[0] === 'call' ? type[1] : undefined;
}

async function closed(type: EventType, event: unknown, door: Door): Promise<Result> {
  const from = caller(type);
  if (type === 'enter')
    return ['keep_state_and_data', [[['timeout', 'draught'], door.ms + 2, 'cold']]];
  if (event === 'open') {
    const next = { ...door, opened: door.opened + 1 };
    return ['next_state', 'open', next, from === undefined ? [] : [['reply', from, next.opened]]];
  }
  if (event === 'lock') return ['next_state', 'locked', door];
  if (event === 'again') return ['repeat_state', door];
  return await ordinary(type, event, door);
}

async function open(type: EventType, event: unknown, door: Door): Promise<Result> {
  if (type === 'enter') return ['keep_state', door, [['state_timeout', door.ms, 'wind']]];
  if (type === 'state_timeout') return ['next_state', 'closed', door];
  if (event === 'close') return ['next_state', 'closed', door, [['timeout', 1, 'settled']]];
  if (event === 'lock')
    return ['keep_state_and_data', ['postpone', ['timeout', door.ms, 'lock later']]];
  return await ordinary(type, event, door);
}

async function locked(type: EventType, event: unknown, door: Door): Promise<Result> {
  if (type === 'enter') return ['keep_state', door, [[['timeout', 'draught'], Infinity, '']]];
  if (event === 'unlock')
    return ['next_state', 'closed', door, [['next_event', 'internal', 'creak']]];
  if (event === 'break') return ['stop', { kind: 'broken' }, { ...door, opened: -1 }];
  const from = caller(type);
  if (event === 'remove' && from !== undefined)
    return ['stop_and_reply', 'normal', [['reply', from, 'removed']]];
  return from === undefined
    ? 'keep_state_and_data'
    : ['keep_state_and_data', [['reply', from, 'locked']]];
}

async function ordinary(type: EventType, event: unknown, door: Door): Promise<Result> {
  console.log('door', type, event, door);
  const from = caller(type);
  if (event === 'slam') throw new Error('off its hinges');
  if (event === 'burn') return ['stop'];
  if (from !== undefined) genStatem.reply(from, event);
  return ['keep_state', door];
}

async function terminate(reason: ExitReason, state: State, door: Door): Promise<void> {
  console.log('door ends', reason, state, door.opened);
}

const door: GenStatem<State, Door, Plan> = {
  init,
  states: { open, closed, locked },
  stateEnter: true,
  terminate,
};

/** The same door in the other callback mode. */
async function handleEvent(
  type: EventType,
  event: unknown,
  state: State,
  data: Door,
): Promise<Result> {
  if (state === 'open') return await open(type, event, data);
  return state === 'closed' ? await closed(type, event, data) : await locked(type, event, data);
}
const plainDoor: GenStatem<State, Door, Plan> = { init, handleEvent };

const events = [
  'open',
  'lock',
  'close',
  'again',
  'knock',
  'unlock',
  'slam',
  'lock',
  'break',
  'remove',
  'burn',
];
const ways = ['stands', 'creaks', 'stands', 'stands', 'stops', 'creaks', 'ignores'];

async function hang(n: number, ms: number): Promise<StartResult> {
  const plan = { how: ways[n % ways.length] ?? 'stands', ms };
  const options = { name: `door-${n % 3}`, timeoutMs: 30 };
  switch (n % 5) {
    case 0:
      return await genStatem.start(plainDoor, plan);
    case 1:
      return await genStatem.start(door, plan, options);
    case 2:
      return await genStatem.startLink(door, plan);
    case 3:
      return await genStatem.startLink(plainDoor, plan, options);
    default:
      return await genStatem.start(door, plan);
  }
}

/** Hangs a door and uses it in every way. */
export async function enter(actor: Actor, { n, ms }: Move): Promise<void> {
  trapExit(true);
  const started = await hang(n, ms);
  console.log('door', started);
  if (!matches(started, ['ok', (pid: unknown): boolean => pid !== undefined])) return;
  const [, pid] = started as readonly ['ok', Pid];
  meet(actor, pid);
  for (let i = 0; i < n % 9; i += 1) await push(pid, n + 3 * i, ms);
  try {
    if (n % 3 === 0) await genStatem.stop(pid);
    else
      await (n % 3 === 1 ? genStatem.stop(pid, 'shutdown') : genStatem.stop(pid, 'shutdown', 50));
  } catch (error) {
    console.log('door was gone', error);
  }
}

async function push(pid: Pid, n: number, ms: number): Promise<void> {
  const event = events[n % events.length];
  if (n % 4 === 0) genStatem.cast(pid, event);
  else if (n % 4 === 1) send(pid, event);
  else {
    try {
      console.log(
        'door says',
        n % 4 === 2 ? await genStatem.call(pid, event, ms + 5) : await genStatem.call(pid, event),
      );
    } catch (error) {
      console.log('door is silent', error);
    }
  }
}
