/** What runs as `sms`: takes text messages from the carrier and brings each to the machine that counts it. */
import { node, now, receive, self, send, sendAfter } from 'nines';
import { conversation, observe } from 'nines/world';
import type { Ask, Heard } from './group.ts';
import { retryOf, system } from './setup.ts';
import { nodesOf, type NodeName } from './town.ts';

/** Messages that the carrier hands over together, by number. */
interface Texts {
  readonly kind: 'texts';
  readonly votes: readonly number[];
}
interface View {
  readonly kind: 'view';
  readonly epoch: number;
  readonly leader: NodeName;
  readonly members: readonly NodeName[];
}
interface Counted {
  readonly kind: 'counted';
  readonly id: number;
  readonly result: 'ok' | 'rejected' | 'unknown';
}
/** A machine that counts is gone: told by the campaign, so that the take-over can be timed. */
interface Lost {
  readonly kind: 'lost';
  readonly node: NodeName;
  readonly lostMs: number;
}
type Message = Texts | Lost | View | Counted | Heard | { readonly kind: 'tick' };

interface Pending {
  readonly votes: readonly number[];
  readonly sinceMs: number;
  to: NodeName;
  attempts: number;
  /** When the group was last asked to make them void if they are not counted; 0 before that. */
  voidedMs: number;
}

/** Ballots are counted in so many parts. */
const partitions = 64;
/** Votes that one machine is asked to count at once, at most: a tenth of a second of work. */
const batchMax = 16;
const lookMs = 100;
const demandMs = 5_000;
/** Whoever has not been answered for so long is asked for no more: the votes are made void, or turn out to be in. */
const countedMs = 1_500;
const patienceMs = 1_950;

export async function sms(): Promise<void> {
  const desk = new Desk();
  for (;;) {
    const message = await receive<Message>();
    switch (message.kind) {
      case 'texts':
        desk.bring(message.votes);
        break;
      case 'counted':
        desk.counted(message);
        break;
      case 'heard':
        desk.settled(message.id, message.value);
        break;
      case 'view':
        desk.follow(message);
        break;
      case 'lost':
        desk.lost = message;
        break;
      case 'tick':
        desk.look();
        break;
      case 'elsewhere':
        break;
    }
  }
}

class Desk {
  lost: Lost | null = null;
  readonly #pending = new Map<number, Pending>();
  #owners = system.slots.ring.claim(null, nodesOf('vote'), partitions, 1);
  #before = this.#owners;
  #view: Omit<View, 'kind'> = { epoch: 0, leader: 'vote-1', members: nodesOf('vote') };
  #last = 0;
  #isLooking = false;
  #came = 0;
  #toldMs = 0;

  bring(votes: readonly number[]): void {
    this.#note(votes.length);
    const parts = new Map<NodeName, number[]>();
    for (const vote of votes) {
      const owner = this.#ownerOf(vote);
      const part = parts.get(owner);
      if (part === undefined) parts.set(owner, [vote]);
      else part.push(vote);
    }
    for (const [to, all] of parts) {
      for (let from = 0; from < all.length; from += batchMax) {
        this.#last += 1;
        const some = all.slice(from, from + batchMax);
        const one = { votes: some, sinceMs: now(), to, attempts: 0, voidedMs: 0 };
        this.#pending.set(this.#last, one);
        this.#ask(this.#last, one);
      }
    }
    this.#lookLater();
  }

  /** Tells the scaler every now and then how many came. */
  #note(count: number): void {
    this.#came += count;
    if (now() - this.#toldMs < demandMs) return;
    const demand = { kind: 'demand', of: 'votes', count: this.#came };
    send({ name: 'scaler', node: 'ops-1' }, demand);
    this.#came = 0;
    this.#toldMs = now();
  }

  /** Neighbours are counted together. */
  #ownerOf(vote: number): NodeName {
    return this.#owners[partitionOf(vote)] ?? '';
  }

  #ask(id: number, one: Pending): void {
    one.attempts += 1;
    conversation(`vote-${one.votes[0] ?? 0}`);
    const deadline = one.sinceMs + countedMs;
    send(
      { name: 'votes', node: one.to },
      { kind: 'ballot', id, from: self(), votes: one.votes, deadline },
    );
  }

  counted({ id, result }: Counted): void {
    const one = this.#pending.get(id);
    if (one === undefined || one.voidedMs > 0) return;
    // Somebody was asked before and may have counted them: a refusal of the second is not the whole truth.
    if (result === 'unknown' || (result === 'rejected' && one.attempts > 1)) {
      this.#void(id, one);
      return;
    }
    this.#pending.delete(id);
    if (result === 'ok') this.#noteTakeOver(one);
    tell(one.votes, result, one.attempts);
  }

  /** The first votes of the lost machine's part that somebody else has counted. */
  #noteTakeOver({ votes, to }: Pending): void {
    if (this.lost === null || to === this.lost.node) return;
    if (this.#before[partitionOf(votes[0] ?? 0)] !== this.lost.node) return;
    const { node: lost, lostMs } = this.lost;
    observe({ kind: 'takenOver', what: 'votes', lost, by: to, lostMs });
    this.lost = null;
  }

  /** From now on they are counted or not, and nobody will change that. */
  #void(id: number, one: Pending): void {
    one.voidedMs = now();
    const op = { kind: 'void', votes: one.votes };
    const ask: Ask = { kind: 'ask', id: `${node()} ${id}`, to: self(), op };
    send({ name: 'group', node: this.#view.leader }, ask);
  }

  settled(name: string, value: unknown): void {
    const id = Number(name.split(' ')[1]);
    const one = this.#pending.get(id);
    if (one === undefined) return;
    this.#pending.delete(id);
    const isIn = new Set(value as readonly number[]);
    tell(
      one.votes.filter((vote) => isIn.has(vote)),
      'ok',
      one.attempts,
    );
    tell(
      one.votes.filter((vote) => !isIn.has(vote)),
      'rejected',
      one.attempts,
    );
  }

  /** The machines that count have changed: what a lost one was asked is asked of whoever counts for it now. */
  follow({ epoch, leader, members }: View): void {
    if (epoch <= this.#view.epoch) return;
    this.#view = { epoch, leader, members };
    const there = nodesOf('vote').filter((one) => members.includes(one));
    this.#before = this.#owners;
    this.#owners = system.slots.ring.claim(null, there, partitions, 1);
    for (const [id, one] of this.#pending) {
      if (one.voidedMs > 0) this.#void(id, one);
      else if (!there.includes(one.to)) {
        one.to = this.#ownerOf(one.votes[0] ?? 0);
        if (retryOf('sms.vote') === 'at-most-once') this.#void(id, one);
        else this.#ask(id, one);
      }
    }
  }

  look(): void {
    this.#isLooking = false;
    for (const [id, one] of this.#pending) {
      const waitedMs = now() - one.sinceMs;
      if (waitedMs >= patienceMs) {
        this.#pending.delete(id);
        tell(one.votes, 'unknown', one.attempts);
      } else if (waitedMs >= countedMs && now() - one.voidedMs >= lookMs) {
        this.#void(id, one);
      }
    }
    this.#lookLater();
  }

  #lookLater(): void {
    if (this.#isLooking || this.#pending.size === 0) return;
    this.#isLooking = true;
    sendAfter(lookMs, self(), { kind: 'tick' });
  }
}

function partitionOf(vote: number): number {
  return Math.floor(vote / 16) % partitions;
}

function tell(votes: readonly number[], result: string, attempts: number): void {
  if (votes.length === 0) return;
  send({ name: 'carrier', node: 'clients' }, { kind: 'told', votes, result, attempts });
}
