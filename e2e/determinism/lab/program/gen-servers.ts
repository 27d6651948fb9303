/** Moves with servers built on gen_server. */
import {
  genServer,
  receive,
  send,
  sendAfter,
  trapExit,
  type ExitReason,
  type From,
  type GenServer,
  type InitResult,
  type NoReply,
  type Pid,
  type StartResult,
  type WithReply,
} from 'nines';
import { meet, reasonOf, type Actor, type Move } from './script.ts';

/** A till: what it holds, and who waits for it to hold more. */
interface Till {
  readonly total: number;
  readonly waiting: readonly From[];
}

interface Opening {
  readonly how: string;
  readonly n: number;
}

async function init({ how, n }: Opening): Promise<InitResult<Till>> {
  const till = { total: n, waiting: [] };
  switch (how) {
    case 'stops':
      return ['stop', { kind: 'no change', n }];
    case 'ignores':
      return 'ignore';
    case 'fails':
      throw new Error('no key');
    case 'goes on':
      trapExit(true);
      return ['ok', till, { continue: ['count', n] }];
    case 'is impatient':
      return ['ok', till, { timeoutMs: (n % 9) + 1 }];
    default:
      return ['ok', till];
  }
}

interface Request {
  readonly do: string;
  readonly n: number;
}

async function handleCall(request: Request, from: From, till: Till): Promise<WithReply<Till>> {
  const total = till.total + request.n;
  switch (request.do) {
    case 'add':
      return ['reply', total, { ...till, total }];
    case 'add and see':
      return ['reply', total, { ...till, total }, n3(request.n)];
    case 'wait':
      return ['noreply', { ...till, waiting: [...till.waiting, from] }, 5];
    case 'close':
      return ['stop', 'normal', total, till];
    case 'burn':
      return ['stop', { kind: 'burnt', n: request.n }, till];
    default:
      throw new Error(`cannot ${request.do}`);
  }
}

function n3(n: number): { readonly continue: unknown } | number {
  return n % 2 === 0 ? { continue: ['count', n] } : (n % 7) + 1;
}

async function handleCast(request: Request, till: Till): Promise<NoReply<Till>> {
  for (const from of till.waiting) genServer.reply(from, ['at last', request.n]);
  if (request.do === 'close') return ['stop', 'shutdown', till];
  return ['noreply', { total: till.total + request.n, waiting: [] }];
}

async function handleInfo(message: unknown, till: Till): Promise<NoReply<Till>> {
  console.log('till hears', message, till.total);
  return message === 'timeout' ? ['noreply', till] : ['noreply', till, { timeoutMs: 3 }];
}

async function handleContinue(what: unknown, till: Till): Promise<NoReply<Till>> {
  console.log('till goes on', what);
  return ['noreply', { ...till, total: till.total * 2 }];
}

async function terminate(reason: ExitReason, till: Till): Promise<void> {
  console.log('till closes', reason, till.total);
}

/** With every callback, and with those alone that it cannot do without. */
export const till: GenServer<Till, Opening> = {
  init,
  handleCall,
  handleCast,
  handleInfo,
  handleContinue,
  terminate,
};
const bareTill: GenServer<Till, Opening> = { init, handleCall };

const openings = [
  'plainly',
  'goes on',
  'is impatient',
  'plainly',
  'stops',
  'ignores',
  'fails',
  'goes on',
];
const requests = ['add', 'add and see', 'wait', 'add', 'close', 'burn', 'break'];

async function open(n: number): Promise<StartResult> {
  const opening = { how: openings[n % openings.length] ?? 'plainly', n };
  switch (n % 5) {
    case 0:
      return await genServer.start(bareTill, opening);
    case 1:
      return await genServer.start(till, opening, { name: `till-${n % 3}`, timeoutMs: 50 });
    case 2:
      return await genServer.startLink(till, opening, { name: `till-${n % 2}`, timeoutMs: 9 });
    default:
      return await genServer.startLink(till, opening);
  }
}

/** Opens a till, uses it, closes it. */
export async function trade(actor: Actor, { n, ms }: Move): Promise<void> {
  trapExit(true);
  const started = await open(n);
  console.log('till', started);
  if (started === 'ignore' || started[0] === 'error') return;
  const [, pid] = started;
  meet(actor, pid);
  send(pid, { kind: 'coin', n });
  for (let i = 0; i < n % 5; i += 1)
    await use(pid, { do: requests[(n + i) % requests.length] ?? 'add', n: i }, ms);
  await close(pid, n);
}

async function use(pid: Pid, request: Request, ms: number): Promise<void> {
  if (request.do === 'wait') sendAfter(ms, pid, { kind: 'cast', request: { do: 'add', n: 1 } });
  try {
    const reply =
      request.n % 2 === 0
        ? await genServer.call(pid, request)
        : await genServer.call(pid, request, 20 + ms);
    console.log('till says', reply);
    genServer.cast(pid, { do: 'add', n: request.n });
  } catch (error) {
    console.error('till is silent', reasonOf(error));
  }
}

async function close(pid: Pid, n: number): Promise<void> {
  try {
    if (n % 3 === 0) console.log('closed', await genServer.stop(pid));
    else if (n % 3 === 1) console.log('closed', await genServer.stop(pid, { kind: 'evening', n }));
    else console.log('closed', await genServer.stop(pid, 'shutdown', 100));
  } catch (error) {
    console.log('was closed', error);
  }
  console.log('exit', await receive({ kind: 'EXIT', from: pid }, 0));
}
