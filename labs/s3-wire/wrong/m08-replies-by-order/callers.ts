/** Who waits for an answer from the other end, and what each of them can be told. */
import { reply, send, type From } from 'nines';
import type { Answer, Json, Part } from './types.ts';
import { fromBytes } from './utf8.ts';

/** Somebody who has asked and has no answer yet. */
interface Caller {
  readonly from: From;
  /** True once a byte of the request has been handed to the socket: from then on nobody can say that it was not done. */
  isSent: boolean;
  /** So much of a stream has come. */
  parts: number;
}
/** By the id of their request. */
export type Callers = Map<bigint, Caller>;

export function admit(callers: Callers, id: bigint, from: From): void {
  callers.set(id, { from, isSent: false, parts: 0 });
}

/** Something of the request has left. */
export function markSent(callers: Callers, id: bigint): void {
  const caller = callers.get(id);
  if (caller !== undefined) caller.isSent = true;
}

/** Gives the answer to whoever has waited longest: what was asked first is answered first. */
export function answer(callers: Callers, _: bigint, payload: Uint8Array): void {
  const [oldest] = callers;
  if (oldest === undefined) return;
  callers.delete(oldest[0]);
  reply(oldest[1].from, answerIn(payload));
}

/** What is known of an answer; fields that are not are left aside. */
function answerIn(payload: Uint8Array): Answer {
  const { ok, error } = fromBytes(payload) as unknown as { ok?: Json; error?: 'forbidden' };
  return error === undefined ? { ok: ok ?? null } : { error };
}

/** Passes a part of a stream on; false if it is not known to whom. */
export function passOn(callers: Callers, id: bigint, bytes: Uint8Array): boolean {
  const caller = callers.get(id);
  if (caller === undefined) return false;
  send(caller.from.pid, { kind: 'part', id, n: caller.parts, bytes } satisfies Part);
  caller.parts += 1;
  return true;
}

/** There will be no answers any more. What was sent may have been done; what was not, was not. */
export function dismiss(callers: Callers): void {
  for (const { from, isSent } of callers.values()) {
    reply(from, { error: isSent ? 'unknown' : 'busy' } satisfies Answer);
  }
  callers.clear();
}
