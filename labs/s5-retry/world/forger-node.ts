/**
 * What runs on the node `forger`: somebody who has read a request on the wire, and sends its key once more with a
 * payload of his own.
 */
import { call, now, receive, spawn } from 'nines';
import { conversation, observe } from 'nines/world';
import { shop } from './topology.ts';
import type { Order, Request, Sms } from './types.ts';

const patienceMs = 2_000;
const attemptsMax = 5;

interface Tapped {
  readonly tag: string;
  /** What the client sent, if it kept to the format. */
  readonly body: Partial<Request<Partial<Order & Sms>>> | null;
}

/** Gets each request to see long after it was served, and forges it in a process of its own. */
export async function forger(): Promise<void> {
  for (;;) {
    const tapped = await receive<Tapped>();
    conversation(tapped.tag);
    spawn(forge, tapped);
  }
}

/** Asks shop after shop until one has an answer for him. */
async function forge({ tag, body }: Tapped): Promise<void> {
  if (typeof body?.payload !== 'object') {
    observe({ kind: 'unreadable', operation: tag });
    return;
  }
  const payload = forged(body.payload);
  for (let attempt = 0; attempt < attemptsMax; attempt++) {
    const request = { ...body, payload, deadline: now() + patienceMs };
    const result = await call(shop(attempt), request, patienceMs);
    if (result.kind !== 'ok') continue;
    observe({ kind: 'forgerTold', operation: tag, answer: result.value });
    return;
  }
  observe({ kind: 'forgerTold', operation: tag, answer: null });
}

/** Another book at another price, or a vote for somebody else. */
function forged(payload: Partial<Order & Sms>): Partial<Order & Sms> {
  return payload.cents === undefined
    ? { ...payload, choice: 'The Forger' }
    : { ...payload, title: 'The Gold Edition', cents: payload.cents + 100_000 };
}
