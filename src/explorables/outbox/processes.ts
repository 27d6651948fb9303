/**
 * The room in three processes: browsers with an outbox, a server with a log on its disk, a console that follows it.
 *
 *     browser ──said {id}──▶ server ──▶ disk
 *     browser ◀──ack {id}─── server ──events {from, ids}──▶ console
 *                            server ◀──resume {after}────── console
 */
import { disk, now, random, receive, self, send, timeout } from '#runtime/index.ts';
import type { Pid } from '#runtime/pid.ts';
import { observe } from '#runtime/world.ts';
import { wait } from '#explorables/wait.ts';
import { scene, type Measures } from './scene.ts';

/** What the processes put on record. */
export type Observed =
  | { readonly kind: 'said'; readonly id: string }
  | { readonly kind: 'sent' }
  /** Stands in the log at this place; told again when a server that was killed reads it. */
  | { readonly kind: 'recorded'; readonly id: string; readonly place: number }
  | { readonly kind: 'seen'; readonly id: string };

const put = (value: Observed): void => observe(value);
const serverRef = { name: 'server', node: 'server' };
const consoleRef = { name: 'console', node: 'console' };

interface Ack {
  readonly kind: 'ack';
  readonly ids: readonly string[];
}

/** One learner's page: says a message now and then, and keeps it as long as the measures have it. */
export function* browser({ me, measures }: { readonly me: number; readonly measures: Measures }) {
  const outbox = new Map<string, number>();
  const everyMs = scene.speakUntilMs / scene.messagesEach;
  const transmit = (id: string): void => {
    put({ kind: 'sent' });
    send(serverRef, { kind: 'said', id, from: self() });
    if (measures.resend) outbox.set(id, now() + scene.resendMs);
  };
  let count = 0;
  let nextMs = random() * everyMs;
  for (;;) {
    const dueMs = Math.min(nextMs, ...outbox.values());
    const heard = yield* wait<Ack | typeof timeout>(
      Number.isFinite(dueMs) ? receive(undefined, Math.max(0, dueMs - now())) : receive(),
    );
    if (heard !== timeout) for (const id of heard.ids) outbox.delete(id);
    for (const [id, againMs] of outbox) if (againMs <= now()) transmit(id);
    if (nextMs > now()) continue;
    const id = `m-${me}-${count}`;
    put({ kind: 'said', id });
    transmit(id);
    count += 1;
    nextMs = count < scene.messagesEach ? nextMs + everyMs : Infinity;
  }
}

type Incoming =
  | { readonly kind: 'said'; readonly id: string; readonly from: Pid }
  | { readonly kind: 'resume'; readonly after: number };
type Said = Extract<Incoming, { kind: 'said' }>;

/** The room's server: what comes in for a moment goes to the disk in one write, and to the console after it. */
export function* server(measures: Measures) {
  const log = (yield* wait<string[] | undefined>(disk.get('log'))) ?? [];
  const known = new Set(log);
  const tellFrom = (from: number): void => {
    for (const [index, id] of log.slice(from).entries())
      put({ kind: 'recorded', id, place: from + index });
  };
  tellFrom(0);
  const acknowledge = (batch: readonly Said[]): void => {
    for (const { id, from } of batch) send(from, { kind: 'ack', ids: [id] });
  };
  for (;;) {
    const first = yield* wait<Incoming>(receive());
    if (first.kind === 'resume') {
      send(consoleRef, { kind: 'events', from: first.after, ids: log.slice(first.after) });
      continue;
    }
    const batch: Said[] = yield* gather(first, measures.commitFirst ? [] : [acknowledge]);
    const from = log.length;
    for (const { id } of batch) {
      if (measures.remember && known.has(id)) continue;
      known.add(id);
      log.push(id);
    }
    if (log.length > from) {
      yield* wait(disk.put('log', log));
      tellFrom(from);
      send(consoleRef, { kind: 'events', from, ids: log.slice(from) });
    }
    if (measures.commitFirst) acknowledge(batch);
  }
}

/** What is said within the time of one write; `atOnce` is called for each as it comes. */
function* gather(
  first: Said,
  atOnce: readonly ((batch: readonly Said[]) => void)[],
): Generator<unknown, Said[], unknown> {
  const untilMs = now() + scene.commitMs;
  const batch: Said[] = [];
  let next: Said | typeof timeout = first;
  while (next !== timeout) {
    const said: Said = next;
    batch.push(said);
    for (const tell of atOnce) tell([said]);
    next = yield* wait<Said | typeof timeout>(
      receive({ kind: 'said' }, Math.max(0, untilMs - now())),
    );
  }
  return batch;
}

/** The instructor's console: takes what follows what it has, and asks again for what it missed. */
export function* follower() {
  let upTo = 0;
  let askMs = now() + scene.resumeMs;
  for (;;) {
    const heard = yield* wait<
      { readonly from: number; readonly ids: readonly string[] } | typeof timeout
    >(receive(undefined, Math.max(0, askMs - now())));
    if (heard === timeout) {
      send(serverRef, { kind: 'resume', after: upTo });
      askMs = now() + scene.resumeMs;
    } else if (heard.from <= upTo) {
      for (const id of heard.ids.slice(upTo - heard.from)) put({ kind: 'seen', id });
      upTo = Math.max(upTo, heard.from + heard.ids.length);
    }
  }
}
