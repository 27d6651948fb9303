/** Who waits for an answer from the other end, and what each of them can be told. */
import { reply, send, type From } from 'nines';
import { BadFrame, type Answer, type Json, type Part } from './types.ts';
import { fromBytes } from './utf8.ts';

/** Somebody who has asked and has no answer yet. */
interface Caller {
  readonly from: From;
  /** True once a byte of the request has been handed to the socket: from then on nobody can say that it was not done. */
  isSent: boolean;
  /** So much of a stream has come. */
  parts: number;
}
/** By the id of their request, for answers come in any order. */
export type Callers = Map<bigint, Caller>;

export function admit(callers: Callers, id: bigint, from: From): void {
  callers.set(id, { from, isSent: false, parts: 0 });
}

/** Something of the request has left. */
export function markSent(callers: Callers, id: bigint): void {
  const caller = callers.get(id);
  if (caller !== undefined) caller.isSent = true;
}

/** Gives the answer to whoever asked, and to nobody if it is not known who. */
export function answer(callers: Callers, id: bigint, payload: Uint8Array): void {
  const caller = callers.get(id);
  callers.delete(id);
  // Whoever does not wait any more never sees it.
  if (caller !== undefined) reply(caller.from, answerIn(payload));
}

/** The answer, if it has the right form. */
function answerIn(payload: Uint8Array): Answer {
  const { ok, error, ...rest } = fromBytes(payload) as unknown as {
    ok?: Json;
    error?: 'forbidden';
  };
  if (Object.keys(rest).length > 0) throw new BadFrame('fields that nobody knows');
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
