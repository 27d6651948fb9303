/** What runs on the web nodes: one function for each thing a customer can ask for. */
import { call, cast, node, now, random } from 'nines';
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

/** Buys one book. The key names this intent, so it is made once and sent with every attempt. */
export async function placeOrder(order: Order): Promise<OrderAnswer> {
  return (await ask<OrderAnswer>('placeOrder', newKey(), order)) ?? { unknown: true };
}

/** Counts one vote. The aggregator has already named the intent: it sends the same id again. */
export async function sendVote(sms: Sms): Promise<VoteAnswer> {
  return (await ask<VoteAnswer>('sendVote', sms.id, sms)) ?? 'unknown';
}

/** Brings one text to one reader. */
export async function sendChat(chat: Chat): Promise<ChatAnswer> {
  return (await ask<ChatAnswer>('sendChat', newKey(), chat)) ?? 'unknown';
}

/** Tells a customer that the book is on its way: one message, and no look back. */
export async function notify(notice: Notice): Promise<void> {
  const deadline = now() + policy.notify.deadlineMs;
  cast(shop(anywhere()), { fn: 'notify', key: newKey(), payload: notice, deadline });
}

/** Asks shop after shop for as long as the customer waits. `undefined`: nobody has said what became of it. */
async function ask<Answer>(fn: Fn, key: string, payload: unknown): Promise<Answer | undefined> {
  const rule = policy[fn];
  const giveUpAt = now() + rule.deadlineMs;
  const first = anywhere();
  for (let attempt = 0; attempt < rule.attempts; attempt++) {
    if (now() + rule.timeoutMs > giveUpAt) return undefined;
    const deadline = now() + rule.timeoutMs;
    const request: Request<unknown> = { fn, key, payload, deadline };
    const result = await call<Answer>(shop(first + attempt), request, rule.timeoutMs);
    if (result.kind === 'ok') return result.value;
  }
  return undefined;
}

function newKey(): string {
  return `${node()}:${now()}:${random()}`;
}

/** Where to begin: every shop gets its share. */
function anywhere(): number {
  return Math.floor(random() * 4);
}
