/**
 * What runs on the node `clients`: everybody who wants to pay. A client waits two seconds for each attempt. Refused, or
 * left without an answer, it tries again after a pause drawn at random, three times in all.
 */
import { now, random, receive, self, send, sendAfter, spawn } from 'nines';
import { conversation, observe } from 'nines/world';
import { serve } from './pay-node.ts';
import type { Class, Req, Res } from './types.ts';

interface Habits {
  /** How often a client tries at most. */
  readonly attempts: number;
}
/** A customer wants to pay. */
interface Operation {
  readonly kind: 'operation';
  readonly id: string;
  readonly args: { readonly class: Class; readonly cents: number };
}
interface Answer {
  readonly kind: 'answer';
  readonly id: string;
  readonly attempt: number;
  readonly res: Res;
}
/** The pause before the next attempt is over. */
interface Again {
  readonly kind: 'again';
  readonly id: string;
}
/** Time to look who has waited too long. */
interface Look {
  readonly kind: 'look';
}
/** Time to put on record what the last tenth of a second was like. */
interface Beat {
  readonly kind: 'beat';
}

/** How long a client waits for one attempt. */
const patienceMs = 2_000;
const baseMs = 200;
/** Who is told to come back later than this comes back then. */
const longestMs = 1_000;
const beatMs = 100;
/** Fewer than this are not worth a copy of the rest. */
const forgottenMin = 2_000;
/** A refusal that took longer is slow: waiting in vain is worse than being sent away. */
const promptMs = 20;

interface Client {
  readonly id: string;
  readonly class: Class;
  readonly cents: number;
  attempt: number;
  sentMs: number;
  isWaiting: boolean;
}

/** All clients are one process: what they do is simple, and there are thousands of them. */
export async function clients({ attempts }: Habits): Promise<void> {
  const crowd = new Crowd(attempts);
  send(self(), { kind: 'beat' });
  for (;;) {
    const message = await receive<Operation | Answer | Again | Look | Beat>();
    switch (message.kind) {
      case 'operation':
        crowd.come(message);
        break;
      case 'answer':
        crowd.hear(message);
        break;
      case 'again':
        crowd.again(message);
        break;
      case 'look':
        crowd.look();
        break;
      case 'beat':
        crowd.beat();
        break;
    }
  }
}

/** What happened since the last beat. */
const quiet = { sent: 0, good: 0, late: 0, refused: 0 };
const nothing = { sent: 0, good: 0, late: 0, refused: 0, slow: 0, left: 0 };

class Crowd {
  readonly #attemptsMax: number;
  readonly #clients = new Map<string, Client>();
  /** Attempts in the order in which they were sent, which is that in which patience ends. */
  #sent: { readonly client: Client; readonly attempt: number; readonly untilMs: number }[] = [];
  #first = 0;
  #isLooking = false;
  #now = { ...nothing };
  #second = { ...quiet };
  #beats = 0;

  constructor(attemptsMax: number) {
    this.#attemptsMax = attemptsMax;
  }

  come({ id, args }: Operation): void {
    const client: Client = { id, ...args, attempt: 0, sentMs: 0, isWaiting: false };
    this.#clients.set(id, client);
    this.#try(client);
  }

  again({ id }: Again): void {
    const client = this.#clients.get(id);
    if (client !== undefined) this.#try(client);
  }

  hear({ id, attempt, res }: Answer): void {
    const client = this.#clients.get(id);
    if (client === undefined || client.attempt !== attempt || !client.isWaiting) {
      // PayHub has charged for somebody who has left.
      if (res.status === 200) {
        this.#now.late += 1;
        observe({ kind: 'late', operation: id });
      }
      return;
    }
    const tookMs = now() - client.sentMs;
    client.isWaiting = false;
    if (res.status === 200) {
      this.#now.good += 1;
      this.#end(client, { status: 200, tookMs });
      return;
    }
    if (res.status === 429) {
      this.#now.refused += 1;
      if (tookMs > promptMs) {
        this.#now.slow += 1;
        observe({ kind: 'slowNo', tookMs });
      }
    }
    this.#retry(client, res.status, res.status === 429 ? res.retryAfterMs : 0);
  }

  look(): void {
    this.#isLooking = false;
    for (;;) {
      const one = this.#sent[this.#first];
      if (one === undefined) break;
      const { client, attempt, untilMs } = one;
      const isOver = !client.isWaiting || client.attempt !== attempt;
      if (!isOver && untilMs > now()) break;
      this.#first += 1;
      if (isOver) continue;
      client.isWaiting = false;
      this.#now.left += 1;
      this.#retry(client, 0, 0);
    }
    this.#forget();
    this.#watch();
  }

  beat(): void {
    // It belongs to nobody in particular.
    conversation('');
    observe({ kind: 'beat', ...this.#now });
    this.#add();
    this.#now = { ...nothing };
    sendAfter(beatMs, self(), { kind: 'beat' });
  }

  /** Ten beats are a second, which is what a story counts in. */
  #add(): void {
    const { sent, good, late, refused } = this.#now;
    const all = this.#second;
    this.#second = {
      sent: all.sent + sent,
      good: all.good + good,
      late: all.late + late,
      refused: all.refused + refused,
    };
    this.#beats += 1;
    if (this.#beats % 10 !== 0) return;
    observe({ kind: 'second', ...this.#second });
    this.#second = { ...quiet };
  }

  #try(client: Client): void {
    conversation(client.id);
    client.attempt += 1;
    client.sentMs = now();
    client.isWaiting = true;
    this.#now.sent += 1;
    const { id, cents, attempt } = client;
    const deadline = client.sentMs + patienceMs;
    const req: Req = { id, class: client.class, cents, deadline };
    // What accepts connections on the node does nothing else, so it is left out.
    spawn(serve, { from: self(), attempt, req }, { node: 'pay' });
    this.#sent.push({ client, attempt, untilMs: deadline });
    this.#watch();
  }

  /** Lets go of those whose patience has ended, many at a time. */
  #forget(): void {
    if (this.#first < forgottenMin) return;
    this.#sent = this.#sent.slice(this.#first);
    this.#first = 0;
  }

  /** One timer for all, set for the oldest. */
  #watch(): void {
    const oldest = this.#sent[this.#first];
    if (this.#isLooking || oldest === undefined) return;
    this.#isLooking = true;
    sendAfter(Math.max(1, oldest.untilMs - now()), self(), { kind: 'look' });
  }

  #retry(client: Client, status: number, afterMs: number): void {
    if (client.attempt >= this.#attemptsMax) {
      this.#end(client, { status });
      return;
    }
    conversation(client.id);
    const pauseMs = random() * baseMs * 2 ** (client.attempt - 1);
    const waitMs = Math.max(pauseMs, Math.min(longestMs, afterMs));
    sendAfter(waitMs, self(), { kind: 'again', id: client.id });
  }

  #end(client: Client, answer: { readonly status: number; readonly tookMs?: number }): void {
    conversation(client.id);
    this.#clients.delete(client.id);
    observe({ kind: 'answered', operation: client.id, answer });
  }
}
