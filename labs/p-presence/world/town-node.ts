/** What runs on the nodes of this lab: Ada's friends and their screens, whoever talks to her session, and her supervisor. */
import {
  isDown,
  makeRef,
  monitor,
  now,
  receive,
  self,
  send,
  sleep,
  spawn,
  spawnMonitor,
  timeout,
  whereis,
  type Pid,
} from 'nines';
import { conversation, observe } from 'nines/world';
import { publish } from './fanout.ts';
import { friend, type Health } from './friend.ts';
import { session } from './session.ts';
import { befriend } from './store.ts';
import { supervisor } from './supervisor.ts';
import type { FromSession } from './types.ts';

/** Longer than any run. */
const patienceMs = 100_000;
/** A session that has just been killed is asked again after this. */
const askAgainMs = 5;

type Operation = { readonly id: string } & (
  | { readonly fn: 'befriend'; readonly args: { readonly name: string; readonly health: Health } }
  | {
      readonly fn: 'publish';
      readonly args: { readonly statuses: readonly string[]; readonly waitMs: number };
    }
  | { readonly fn: 'ping' | 'status' }
  | { readonly fn: 'junk'; readonly args: { readonly word: string } }
);

/** Sees what the friends see. */
export async function screens(): Promise<void> {
  const timesOf = new Map<string, number>();
  for (;;) {
    const { name, text } = await receive<{ name: string; text: string }>();
    const key = `${name} ${text}`;
    const times = (timesOf.get(key) ?? 0) + 1;
    timesOf.set(key, times);
    observe({ kind: 'shown', friend: name, text, times });
  }
}

/** Starts Ada's session under a supervisor of yours, and says when either ends. */
export async function home({ store }: { readonly store: Pid }): Promise<void> {
  const children = [{ id: 'ada', start: session, arg: { user: 'ada', store } }];
  const { ref } = spawnMonitor(supervisor, { children, intensity: 3, periodMs: 5_000 });
  await sleep(1);
  monitor('ada');
  for (;;) {
    const down = await receive(isDown);
    const kind = down.ref === ref ? 'supervisorEnded' : 'sessionEnded';
    observe({ kind, reason: wordOf(down.reason) });
  }
}

/** Ten thousand people stand in the hall, and a status goes out to all of them, past every session. */
export async function crowd(arg: { count: number; limitMs: number; atMs: number }): Promise<void> {
  const { count, limitMs, atMs } = arg;
  const friends: Pid[] = [];
  while (friends.length < count) {
    friends.push(spawn(friend, { name: `guest-${friends.length + 1}`, health: 'well' }));
  }
  await sleep(atMs - now());
  const startedMs = now();
  const { delivered } = await publish(friends, 'The doors are open', limitMs);
  observe({ kind: 'crowdTold', delivered, tookMs: now() - startedMs });
}

/** Carries out what the run asks for. */
export async function town({ store }: { readonly store: Pid }): Promise<void> {
  for (;;) {
    const operation = await receive<Operation>();
    if (operation.fn === 'befriend') {
      conversation('');
      const { name } = operation.args;
      await befriend(store, spawn(friend, operation.args, { name }));
    } else {
      spawn(carryOut, operation);
    }
  }
}

async function carryOut(operation: Operation): Promise<void> {
  const { id, fn } = operation;
  switch (fn) {
    case 'publish':
      for (const status of operation.args.statuses) {
        await tell(id, status, operation.args.waitMs);
      }
      break;
    case 'ping':
      await ask('ping', patienceMs);
      observe({ kind: 'answered', operation: id, answer: 'pong' });
      break;
    case 'status': {
      const answer = await ask('status', patienceMs);
      const text = answer?.kind === 'status' ? answer.text : null;
      observe({ kind: 'answered', operation: id, answer: text });
      break;
    }
    case 'junk':
      send('ada', { kind: operation.args.word });
      break;
    default:
  }
}

/** Publishes one status, and compares what is said of it with what is known of the friends. */
async function tell(operation: string, status: string, waitMs: number): Promise<void> {
  observe({ kind: 'publishing', operation, status });
  const answer = await ask('publish', waitMs, status);
  if (answer?.kind !== 'published') return;
  const { delivered, failed } = answer;
  observe({ kind: 'published', operation, status, delivered, failed: failed.length });
  observe({ kind: 'answered', operation, answer: { delivered, failed: failed.length } });
}

/** Asks Ada's session; again, if it ends before it has taken the message. */
async function ask(
  kind: 'publish' | 'ping' | 'status',
  waitMs: number,
  status = '',
): Promise<FromSession | null> {
  const ref = makeRef();
  while (whereis('ada') === undefined) await sleep(askAgainMs);
  send('ada', { kind, status, from: self(), ref });
  const isMine = (message: unknown): message is FromSession =>
    typeof message === 'object' && message !== null && (message as FromSession).ref === ref;
  const answer = await receive(isMine, waitMs);
  return answer === timeout ? null : answer;
}

/** An exit reason in a word or two. */
export function wordOf(reason: unknown): string {
  if (typeof reason === 'string') return reason;
  const { name, message } = reason as { readonly name?: unknown; readonly message?: unknown };
  if (typeof name === 'string') {
    return typeof message === 'string' && message !== '' ? `${name}: ${message}` : name;
  }
  return JSON.stringify(reason);
}
