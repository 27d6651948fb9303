/** Moves with messages: sending, selective receive, calls. */
import {
  any,
  call,
  cast,
  isDown,
  isExit,
  makeRef,
  matches,
  receive,
  receiveResponse,
  reply,
  self,
  send,
  sendRequest,
  timeout,
  type Call,
  type Pattern,
  type Pid,
} from 'nines';
import { child } from './child.ts';
import { aim, meet, type Actor, type Move } from './script.ts';

/** Two more levels that the console has, and its declaration does not name. */
const { info, debug } = console as unknown as Record<'info' | 'debug', typeof console.log>;

/** A value of every kind that a message can hold. */
function payload(actor: Actor, n: number): unknown {
  const values: readonly unknown[] = [
    n,
    -0,
    n / 7,
    NaN,
    `text ${n}`,
    'long '.repeat(n % 400),
    true,
    null,
    undefined,
    BigInt(n) * 2n ** 70n,
    [n, [n, [n]]],
    { kind: 'order', id: n, lines: [{ sku: 'a', count: 2 }], note: null },
    new Map<unknown, unknown>([
      [1, 'one'],
      ['two', { three: 3 }],
    ]),
    new Set([3, 1, 2]),
    new Uint8Array([1, 2, 250]),
    self(),
    makeRef(),
    { kind: 'work', body: child, arg: { kind: 'returns', n } },
    actor.known[0],
  ];
  return values[n % values.length];
}

export async function say(actor: Actor, { to, n }: Move): Promise<void> {
  send(aim(actor, to), payload(actor, n));
}

/** Many at once: order and head-of-line blocking show. */
export async function flood(actor: Actor, { to, n }: Move): Promise<void> {
  for (let i = 0; i < n % 24; i += 1) send(aim(actor, to), { kind: 'flood', i, from: self() });
}

export async function tell(actor: Actor, { to, n }: Move): Promise<void> {
  cast(aim(actor, to), { do: 'add', n });
}

const requests = [
  'echo',
  'add',
  'slow',
  'work',
  'native',
  'exit',
  'throw',
  'fail',
  'ignore',
  'forward',
  'late',
];

function request(n: number): { do: string; n: number } {
  return { do: requests[n % requests.length] ?? 'echo', n };
}

export async function ask(actor: Actor, { to, n, ms }: Move): Promise<void> {
  const target = aim(actor, to);
  const result = n % 4 === 0 ? await call(target, request(n)) : await call(target, request(n), ms);
  console.log('asked', request(n).do, result);
}

/** Several calls under way at once, their answers taken in another order. */
export async function askMany(actor: Actor, { to, n, ms }: Move): Promise<void> {
  const ids = [0, 1, 2].map((i) => sendRequest(aim(actor, to), request(n + i * i)));
  debug('open', ids[0]);
  for (const [i, id] of ids.toReversed().entries()) {
    console.log('answered', i === 2 ? await receiveResponse(id) : await receiveResponse(id, ms));
  }
}

/** A pattern of some kind, and a message that it takes. The type of what is received is nobody's concern here. */
interface Sample {
  readonly pattern: typeof any;
  readonly message: unknown;
}

function sample(n: number): Sample {
  const ref = makeRef();
  const all: readonly (readonly [Pattern, unknown])[] = [
    ['ready', 'ready'],
    [n, n],
    [false, false],
    [10n ** 30n, 10n ** 30n],
    [null, null],
    [undefined, undefined],
    [self(), self()],
    [ref, ref],
    [any, { n }],
    [(value: unknown) => typeof value === 'number' && value % 2 === 1, 2 * n + 1],
    [
      ['pair', any],
      ['pair', n],
    ],
    [
      { kind: 'order', lines: [any, { sku: 'b' }] },
      { kind: 'order', id: n, lines: [1, { sku: 'b', count: n }] },
    ],
  ];
  const [pattern, message] = all[n % all.length] ?? [any, n];
  return { pattern: pattern as typeof any, message };
}

/** Sends itself one message of a kind and takes that one before all others. */
export async function pick(_actor: Actor, { n, ms }: Move): Promise<void> {
  const taken = sample(n);
  send(self(), taken.message);
  const got = n % 2 === 0 ? await receive(taken.pattern) : await receive(taken.pattern, ms + 1);
  console.log('picked', got, matches(taken.message, taken.pattern));
}

/** Waits for something in particular, which may never come. */
export async function hear(actor: Actor, { n, ms }: Move): Promise<void> {
  const got = await receive(sample(n).pattern, ms);
  if (got === timeout) console.log('heard nothing in', ms);
  else take(actor, got);
}

/** Takes what comes, one after the other, until nothing comes for a while. */
export async function listen(actor: Actor, { n, ms }: Move): Promise<void> {
  for (let i = 0; i <= n % 6; i += 1) {
    const got = await receive(any, ms);
    if (got === timeout) return;
    take(actor, got);
  }
}

export async function drain(actor: Actor): Promise<void> {
  send(self(), 'last');
  take(actor, await receive());
  for (let got = await receive(any, 0); got !== timeout; got = await receive(any, 0))
    take(actor, got);
}

/** Notices of the runtime: which of them are here by now. */
export async function notices(actor: Actor, { ms }: Move): Promise<void> {
  const down = await receive(isDown, ms);
  if (down !== timeout) console.log('notice', down);
  const exit = await receive(isExit, 0);
  if (exit !== timeout) console.log('notice', exit);
  const lost = await receive({ kind: 'nodedown', node: any }, 0);
  if (lost !== timeout) console.log('notice', lost, actor.name);
}

/** What an actor does with a message that it was not waiting for. */
export function take(actor: Actor, message: unknown): void {
  info(actor.name, 'takes', message);
  if (matches(message, { kind: 'call', from: any, request: any })) {
    const { from, request: asked } = message as Call;
    meet(actor, from.pid);
    reply(from, [actor.name, asked]);
  } else if (matches(message, { kind: 'flood', from: any })) meet(actor, message.from as Pid);
}
