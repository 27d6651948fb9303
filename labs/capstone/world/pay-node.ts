/** What runs as `pay`, and a shop's way there. PayHub is asked for nobody who has no place in the queue. */
import {
  call,
  monitorNodes,
  node,
  now,
  receive,
  reply,
  self,
  send,
  sendAfter,
  spawn,
  type Call,
} from 'nines';
import { orderOf } from './buying.ts';
import { enter, leave } from './regulating.ts';
import { notePayment } from './telling.ts';
import { nearestFirst, nodesOf } from './town.ts';

type Request =
  | { readonly op: 'charge'; readonly key: string; readonly cents: number }
  | { readonly op: 'status'; readonly key: string };

/** Longer than PayHub takes on a bad day. */
const payMs = 1_650;
const attemptsMax = 3;
const lookMs = 200;

interface Pending {
  readonly message: Call<Request>;
  sentMs: number;
  attempts: number;
  to: string;
}

type ToTill =
  | Call<Request>
  | { readonly kind: 'paid'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'tick' }
  | { readonly kind: 'nodeup' | 'nodedown'; readonly node: string };

/** A shop's way to `pay`: if one pay node is gone, to the other, under the same key. */
export async function till(): Promise<void> {
  const pending = new Map<number, Pending>();
  const gone = new Set<string>();
  let last = 0;
  let isTicking = false;
  const ask = (id: number, one: Pending): void => {
    const pays = nearestFirst(nodesOf('pay'), node());
    const there = pays.filter((each) => !gone.has(each));
    const choice = there.length > 0 ? there : pays;
    one.to = choice[one.attempts % choice.length] ?? '';
    one.attempts += 1;
    one.sentMs = now();
    const { request } = one.message;
    if (one.attempts > 1 && request.op === 'charge') {
      send(
        { name: 'meter', node: 'clients' },
        { fn: 'order', key: orderOf(request.cents), bottom: one.to },
      );
    }
    send({ name: 'pay', node: one.to }, { kind: 'pay', id, from: self(), request });
  };
  monitorNodes();
  for (;;) {
    const message = await receive<ToTill>();
    if (message.kind === 'call') {
      last += 1;
      const one = { message, sentMs: now(), attempts: 0, to: '' };
      pending.set(last, one);
      ask(last, one);
    } else if (message.kind === 'paid') {
      const one = pending.get(message.id);
      pending.delete(message.id);
      if (one !== undefined) reply(one.message.from, message.value);
    } else if (message.kind === 'nodeup') {
      gone.delete(message.node);
    } else if (message.kind === 'nodedown') {
      gone.add(message.node);
      for (const [id, one] of pending) if (one.to === message.node) ask(id, one);
    } else {
      isTicking = false;
      for (const [id, one] of pending) {
        if (now() - one.sentMs < payMs) continue;
        if (one.attempts < attemptsMax) ask(id, one);
        else pending.delete(id);
      }
    }
    if (pending.size > 0 && !isTicking) {
      isTicking = true;
      sendAfter(lookMs, self(), { kind: 'tick' });
    }
  }
}

/** Each shop's way to the warehouse. */
export async function parcels(): Promise<void> {
  for (;;) send({ name: 'warehouse', node: 'warehouse' }, await receive());
}

interface Pay {
  readonly kind: 'pay';
  readonly id: number;
  readonly from: ReturnType<typeof self>;
  readonly request: Request;
}

/** Starts a process for each payment. */
export async function pay(): Promise<void> {
  for (;;) spawn(settle, await receive<Pay>());
}

async function settle({ id, from, request }: Pay): Promise<void> {
  const answer = (value: unknown): void => send(from, { kind: 'paid', id, value });
  const place = await enter('order', now() + payMs);
  if (place === null) {
    answer({ kind: 'busy' });
    return;
  }
  const askedMs = now();
  const result = await call({ name: 'payhub', node: 'payhub' }, request, 4_000);
  leave(place);
  notePayment(now() - askedMs);
  if (result.kind === 'ok') answer(result.value);
}
