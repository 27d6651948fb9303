// Differs: nobody leads. Each place in the log is decided on its own (Lamport, "Paxos Made Simple", 2001), by whoever has orders.
/** What runs as `order` on each node: one acceptor of three, and a proposer for the orders that come here. */
import {
  any,
  makeRef,
  now,
  random,
  receive,
  reply,
  self,
  send,
  sendAfter,
  sleep,
  spawnLink,
  timeout,
  type Call,
  type From,
  type Pid,
  type Ref,
} from 'nines';
import type { Decision, Item, NodeName, Order, OrderGroup, OrderRequest } from './types.ts';

/** All orders that waited are decided in one go. */
type Batch = readonly Order[];
interface Accepted {
  readonly ballot: number;
  readonly batch: Batch;
}
interface Answer {
  readonly kind: 'answer';
  readonly ref: Ref;
  /** False: somebody with a higher ballot was here. */
  readonly isYes: boolean;
  readonly accepted: Accepted | null;
  /** What is decided there already, if it is. */
  readonly decided: Batch | null;
}
type Question =
  | { readonly kind: 'prepare'; readonly place: number; readonly ballot: number }
  | {
      readonly kind: 'accept';
      readonly place: number;
      readonly ballot: number;
      readonly batch: Batch;
    };
type Message =
  | Call<OrderRequest>
  | (Question & { readonly from: Pid; readonly ref: Ref })
  | { readonly kind: 'decided'; readonly place: number; readonly batch: Batch }
  | { readonly kind: 'behind'; readonly node: NodeName; readonly place: number }
  | { readonly kind: 'tick' };

const tickMs = 200;
/** A customer hears within a second. */
const patienceMs = 600;
/** How long a round waits for a second node. */
const roundMs = 50;
const backOffMs = 4;

export async function orderGroup({ me, peers, stock }: OrderGroup): Promise<void> {
  const acceptor = new Acceptor(stock);
  const proposer = spawnLink(propose, { me, peers });
  sendAfter(tickMs, self(), { kind: 'tick' });
  for (;;) {
    const message = await receive<Message>();
    switch (message.kind) {
      case 'call':
        if (acceptor.asked(message.from, message.request)) send(proposer, message.request);
        break;
      case 'prepare':
      case 'accept':
        send(message.from, acceptor.answer(message));
        break;
      case 'decided':
        acceptor.learn(message.place, message.batch);
        send(proposer, { kind: 'next', place: acceptor.next });
        break;
      case 'behind':
        for (const [place, batch] of acceptor.decidedFrom(message.place)) {
          send({ name: 'order', node: message.node }, { kind: 'decided', place, batch });
        }
        break;
      case 'tick':
        acceptor.giveUp();
        for (const node of peers) {
          send({ name: 'order', node }, { kind: 'behind', node: me, place: acceptor.next });
        }
        sendAfter(tickMs, self(), { kind: 'tick' });
        break;
    }
  }
}

/** What one node has promised, accepted and learnt. */
class Acceptor {
  /** The first place that is not decided here. */
  next = 0;
  readonly #promised = new Map<number, number>();
  readonly #accepted = new Map<number, Accepted>();
  readonly #decided = new Map<number, Batch>();
  readonly #left: Map<Item, number>;
  readonly #answers = new Map<string, Decision>();
  readonly #sold: Order[] = [];
  readonly #waiting = new Map<string, { readonly from: From; readonly untilMs: number }>();

  constructor(stock: OrderGroup['stock']) {
    this.#left = new Map(Object.entries(stock));
  }

  /** True if it is an order that has to be proposed. */
  asked(from: From, request: OrderRequest): boolean {
    if (request.op === 'log') reply(from, this.#sold);
    else if (request.op === 'leader') reply(from, null);
    else {
      const known = this.#answers.get(request.key);
      if (known === undefined) {
        this.#waiting.set(request.key, { from, untilMs: now() + patienceMs });
        return true;
      }
      reply(from, known);
    }
    return false;
  }

  answer(question: Question & { readonly ref: Ref }): Answer {
    const { place, ballot, ref } = question;
    const promised = this.#promised.get(place) ?? 0;
    const isYes = ballot >= promised;
    if (isYes) this.#promised.set(place, ballot);
    if (isYes && question.kind === 'accept') {
      this.#accepted.set(place, { ballot, batch: question.batch });
    }
    const accepted = this.#accepted.get(place) ?? null;
    return { kind: 'answer', ref, isYes, accepted, decided: this.#decided.get(place) ?? null };
  }

  learn(place: number, batch: Batch): void {
    this.#decided.set(place, batch);
    for (let next = this.#decided.get(this.next); next !== undefined;) {
      for (const order of next) this.#sell(order);
      this.next++;
      next = this.#decided.get(this.next);
    }
  }

  *decidedFrom(place: number): Generator<[number, Batch]> {
    for (let at = place; at < this.next; at++) yield [at, this.#decided.get(at) ?? []];
  }

  giveUp(): void {
    for (const [key, { from, untilMs }] of this.#waiting) {
      if (now() < untilMs) continue;
      this.#waiting.delete(key);
      reply(from, 'unavailable');
    }
  }

  #sell({ key, item }: Order): void {
    if (!this.#answers.has(key)) {
      const left = this.#left.get(item) ?? 0;
      this.#answers.set(key, left > 0 ? 'ok' : 'sold_out');
      if (left > 0) {
        this.#left.set(item, left - 1);
        this.#sold.push({ key, item });
      }
    }
    const waiting = this.#waiting.get(key);
    this.#waiting.delete(key);
    if (waiting !== undefined) reply(waiting.from, this.#answers.get(key));
  }
}

interface Proposer {
  readonly me: NodeName;
  readonly peers: readonly NodeName[];
}
type Errand =
  ({ readonly op: 'decide' } & Order) | { readonly kind: 'next'; readonly place: number };

/** Takes the orders that have come, and proposes them at one place after another until they are decided. */
async function propose({ me, peers }: Proposer): Promise<void> {
  const nodes = [me, ...peers];
  const number = [...nodes].sort().indexOf(me);
  const waiting = new Map<string, { readonly order: Order; readonly untilMs: number }>();
  let place = 0;
  for (;;) {
    for (const errand of await errands(waiting.size > 0)) {
      if ('kind' in errand) place = Math.max(place, errand.place);
      else {
        const { key, item } = errand;
        waiting.set(key, { order: { key, item }, untilMs: now() + patienceMs });
      }
    }
    for (const [key, { untilMs }] of waiting) if (now() >= untilMs) waiting.delete(key);
    if (waiting.size === 0) continue;
    const mine = [...waiting.values()].map(({ order }) => order);
    const batch = await decide(nodes, { place, number, mine });
    if (batch === null) continue;
    for (const node of nodes) send({ name: 'order', node }, { kind: 'decided', place, batch });
    for (const { key } of batch) waiting.delete(key);
    place++;
  }
}

/** All that has come; waits for something if there is nothing else to do. Answers that came too late are let go. */
async function errands(isBusy: boolean): Promise<Errand[]> {
  const found: Errand[] = [];
  for (;;) {
    const more = await receive<Errand | Answer>(any, isBusy || found.length > 0 ? 0 : Infinity);
    if (more === timeout) return found;
    if (!('kind' in more) || more.kind === 'next') found.push(more);
  }
}

/** One ballot at a place, or several until somebody wins it; null if no majority can be reached. */
async function decide(
  nodes: readonly NodeName[],
  { place, number, mine }: { place: number; number: number; mine: Batch },
): Promise<Batch | null> {
  for (let round = 1; ; round++) {
    const ballot = 3 * round + number;
    const promises = await ask(nodes, { kind: 'prepare', place, ballot });
    const known = promises.find(({ decided }) => decided !== null)?.decided;
    if (known) return known;
    if (promises.length < 2) return null;
    if (promises.every(({ isYes }) => isYes)) {
      const [latest] = promises
        .flatMap(({ accepted }) => accepted ?? [])
        .sort((left, right) => right.ballot - left.ballot);
      const batch = latest?.batch ?? mine;
      const votes = await ask(nodes, { kind: 'accept', place, ballot, batch });
      if (votes.length >= 2 && votes.every(({ isYes }) => isYes)) return batch;
    }
    await sleep(backOffMs * random() * round);
  }
}

/** The first two of three answers: a majority, or as many as come in time. */
async function ask(nodes: readonly NodeName[], question: Question): Promise<Answer[]> {
  const ref = makeRef();
  for (const node of nodes) send({ name: 'order', node }, { ...question, from: self(), ref });
  const answers: Answer[] = [];
  const untilMs = now() + roundMs;
  while (answers.length < 2) {
    const answer = await receive({ kind: 'answer', ref }, Math.max(0, untilMs - now()));
    if (answer === timeout) break;
    answers.push(answer as unknown as Answer);
  }
  return answers;
}
