// Differs: a pause is drawn from what the one before came to, up to three times as much, so no two customers keep step.
/** What runs on the web nodes: one function for each thing a customer can ask for. */
import { call, cast, node, now, random, sleep } from 'nines';
import { policy } from './policy.ts';
import { shop } from './topology.ts';
import type {
  Chat,
  ChatAnswer,
  Fn,
  Notice,
  Order,
  OrderAnswer,
  Policy,
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

/** Asks shop after shop until one answers. `undefined`: nobody has said what became of it. */
async function ask<Answer>(fn: Fn, key: string, payload: unknown): Promise<Answer | undefined> {
  const rule = policy[fn];
  const giveUpAt = now() + rule.deadlineMs;
  const first = anywhere();
  earnRetries(rule);
  let pauseMs = rule.baseMs;
  for (let attempt = 0; attempt < rule.attempts; attempt++) {
    if (attempt > 0) {
      pauseMs = nextPauseMs(rule, pauseMs);
      if (now() + pauseMs >= giveUpAt || !spendRetry(rule)) return undefined;
      await sleep(pauseMs);
    }
    const deadline = Math.min(now() + rule.timeoutMs, giveUpAt);
    const request: Request<unknown> = { fn, key, payload, deadline };
    const result = await call<Answer>(shop(first + attempt), request, deadline - now());
    if (result.kind === 'ok') return result.value;
  }
  return undefined;
}

/**
 * Decorrelated jitter: anything from half the base to three times the last pause, or to the cap. If the cap cut the pause
 * after the draw, many would meet at it.
 */
function nextPauseMs({ baseMs, capMs }: Policy, lastMs: number): number {
  const leastMs = baseMs / 2;
  return leastMs + random() * (Math.min(capMs, lastMs * 3) - leastMs);
}

/** The retries that this web node has left, for all functions together. `null` until the first request. */
const bucket: { tokens: number | null } = { tokens: null };

/** Every request pays a share of a retry in. */
function earnRetries({ budget }: Policy): void {
  if (budget === undefined) return;
  bucket.tokens = Math.min(budget.burst, (bucket.tokens ?? budget.burst) + budget.ratio);
}

/** Takes one retry out, if there is one. */
function spendRetry({ budget }: Policy): boolean {
  if (budget === undefined) return true;
  if ((bucket.tokens ?? 0) < 1) return false;
  bucket.tokens = (bucket.tokens ?? 0) - 1;
  return true;
}

function newKey(): string {
  return `${node()}:${now()}:${random()}`;
}

/** Where to begin: every shop gets its share. */
function anywhere(): number {
  return Math.floor(random() * 4);
}
