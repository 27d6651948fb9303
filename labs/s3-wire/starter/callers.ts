/** Who waits for an answer from the other end: the oldest first. */
import { reply, type From } from 'nines';
import { fromBytes } from './utf8.ts';

export type Callers = From[];

export function admit(callers: Callers, from: From): void {
  callers.push(from);
}

/** Gives an answer to whoever asked: answers come in the order of the questions. */
export function answer(callers: Callers, payload: Uint8Array): void {
  const oldest = callers.shift();
  if (oldest !== undefined) reply(oldest, fromBytes(payload));
}
