/**
 * The store: a process that keeps what must outlive a session. It never fails, and a copy of this file on another
 * node talks to the same one.
 */
import { call, receive, reply, type Call, type Pid } from 'nines';

/** What is kept of a member. */
export interface Member {
  readonly status: string;
  readonly friends: readonly Pid[];
}

/** The member's last status and friends. */
export async function load(store: Pid): Promise<Member> {
  return ask<Member>(store, { op: 'get' });
}

/** Keeps a status; it is safe when this returns. */
export async function keep(store: Pid, status: string): Promise<void> {
  await ask(store, { op: 'put', status });
}

/** One friend more. */
export async function befriend(store: Pid, friend: Pid): Promise<void> {
  await ask(store, { op: 'befriend', friend });
}

type Operation =
  | { readonly op: 'get' }
  | { readonly op: 'put'; readonly status: string }
  | { readonly op: 'befriend'; readonly friend: Pid };

/** What the store runs. */
export async function store(): Promise<void> {
  let status = '';
  const friends: Pid[] = [];
  for (;;) {
    const { from, request } = await receive<Call<Operation>>();
    if (request.op === 'put') status = request.status;
    if (request.op === 'befriend') friends.push(request.friend);
    reply(from, request.op === 'get' ? { status, friends } : 'ok');
  }
}

async function ask<Reply>(store: Pid, operation: Operation): Promise<Reply> {
  const result = await call<Reply>(store, operation);
  if (result.kind !== 'ok') throw new Error(`the store gives no answer: ${result.kind}`);
  return result.value;
}
