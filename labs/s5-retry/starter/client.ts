/** What runs on the web nodes: one function for each thing a customer can ask for. */
import { call, now, random } from 'nines';
import { policy } from './policy.ts';
import { shop } from './topology.ts';
import type {
  Chat,
  ChatAnswer,
  Fn,
  Notice,
  Order,
  OrderAnswer,
  Request,
  Sms,
  VoteAnswer,
} from './types.ts';

/** Buys one book. */
export async function placeOrder(order: Order): Promise<OrderAnswer> {
  return (await ask<OrderAnswer>('placeOrder', order)) ?? { error: 'no shop answers' };
}

/** Counts one vote that came by text message. */
export async function sendVote(sms: Sms): Promise<VoteAnswer> {
  return (await ask<VoteAnswer>('sendVote', sms)) ?? 'unknown';
}

/** Brings one text to one reader. */
export async function sendChat(chat: Chat): Promise<ChatAnswer> {
  return (await ask<ChatAnswer>('sendChat', chat)) ?? 'unknown';
}

/** Tells a customer that the book is on its way. */
export async function notify(notice: Notice): Promise<void> {
  await ask('notify', notice);
}

/** Asks a shop, and if it does not answer in time, the next one. */
async function ask<Answer>(fn: Fn, payload: unknown): Promise<Answer | undefined> {
  const rule = policy[fn];
  const first = Math.floor(random() * 4);
  for (let attempt = 0; attempt < rule.attempts; attempt++) {
    const deadline = now() + rule.timeoutMs;
    const request: Request<unknown> = { fn, key: '', payload, deadline };
    const result = await call<Answer>(shop(first + attempt), request, rule.timeoutMs);
    if (result.kind === 'ok') return result.value;
  }
  return undefined;
}
