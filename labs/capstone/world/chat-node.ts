/** What runs as `chat` and `presence`: texts go to the reader's machine, and everybody hears who is there. */
import {
  call,
  node,
  now,
  receive,
  reply,
  send,
  sleep,
  spawn,
  whereis,
  type Call,
  type Pid,
} from 'nines';
import { attemptsOf, decisions, system } from './setup.ts';
import { nodesOf } from './town.ts';

/** Texts that came together: number and reader of each. */
export interface Texts {
  readonly kind: 'say';
  readonly texts: readonly (readonly [key: number, reader: number])[];
}
/** Beats of people who are there. */
export interface Beats {
  readonly kind: 'beats';
  readonly people: readonly number[];
}
interface Bring {
  readonly texts: readonly (readonly [number, number])[];
}

/** Texts by reader that have come, so that none is shown twice. */
const seen = new Set<number>();
const dataMs = 400;

export async function chat(): Promise<void> {
  for (;;) {
    const message = await receive<Texts | Call<Bring>>();
    if (message.kind === 'say') {
      for (const home of nodesOf('chat')) {
        const texts = message.texts.filter(([, reader]) => homeOf(reader) === home);
        if (texts.length > 0) spawn(bring, { home, texts });
      }
    } else {
      for (const [key] of message.request.texts) seen.add(key);
      reply(message.from, 'there');
    }
  }
}

function homeOf(reader: number): string {
  const homes = nodesOf('chat');
  return homes[reader % homes.length] ?? '';
}

/** Brings texts to the reader's machine, as often as the ledger's row allows; the reader's inbox knows a repetition. */
async function bring(arg: {
  readonly home: string;
  readonly texts: Bring['texts'];
}): Promise<void> {
  const until = now() + decisions['chat.send'].deadlineMs;
  let attempts = 0;
  let isThere = false;
  while (!isThere && attempts < attemptsOf('chat.send') && now() < until) {
    attempts += 1;
    // The reader's own machine first; else the other one keeps the text for it.
    const others = nodesOf('chat').filter((one) => one !== arg.home);
    const to = attempts === 1 ? arg.home : (others[attempts % others.length] ?? arg.home);
    const found = await call({ name: 'chat', node: to }, { texts: arg.texts }, dataMs);
    isThere = found.kind === 'ok';
  }
  const outcome = isThere ? 'ok' : 'unavailable';
  const keys = arg.texts.map(([key]) => key);
  send({ name: 'chatters', node: 'clients' }, { kind: 'told', keys, outcome, attempts });
}

const board = new Set<number>();

type ToPresence =
  | Beats
  | { readonly kind: 'status'; readonly text: string; readonly from: Pid; readonly ref: unknown };

/** Collects who is there for a second, then tells the other chat node, by your fan-out of chapter P. */
export async function presence(): Promise<void> {
  spawn(spreading);
  for (;;) {
    const message = await receive<ToPresence>();
    if (message.kind === 'beats') {
      for (const one of message.people) board.add(one);
      send({ name: 'chatters', node: 'clients' }, { kind: 'seen', people: message.people });
    } else if ('from' in message) send(message.from, { kind: 'ack', ref: message.ref });
  }
}

async function spreading(): Promise<void> {
  const others = nodesOf('chat').filter((one) => one !== node());
  const friends = new Map<string, Pid>();
  for (;;) {
    await sleep(1_000);
    if (board.size === 0) continue;
    for (const other of others) {
      if (friends.has(other)) continue;
      const found = await call<Pid>({ name: 'hello', node: other }, 'presence', 200);
      if (found.kind === 'ok') friends.set(other, found.value);
    }
    const text = [...board].join(',');
    board.clear();
    await system.slots.publish([...friends.values()], text, 300);
  }
}

/** Tells who asks which process runs under a name here. */
export async function hello(): Promise<void> {
  for (;;) {
    const { from, request } = await receive<Call<string>>();
    reply(from, whereis(request));
  }
}
