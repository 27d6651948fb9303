/**
 * What runs as `order` on each node: a group of three with one leader, who sells only what one more node has written
 * down (Ongaro and Ousterhout, "In Search of an Understandable Consensus Algorithm", 2014). A leader's orders carry its
 * term; who has heard of a later term refuses them. Here no node of the group restarts: else term, vote and log would
 * have to be on disk before they are answered for.
 */
import {
  call,
  now,
  random,
  receive,
  reply,
  self,
  send,
  sendAfter,
  spawn,
  type Call,
  type From,
} from 'nines';
import type { Decision, Item, NodeName, Order, OrderGroup, OrderRequest } from './types.ts';

interface Entry extends Order {
  readonly term: number;
}
interface Append {
  readonly kind: 'append';
  readonly from: NodeName;
  readonly term: number;
  /** What stands before the new entries. */
  readonly after: Place;
  readonly entries: readonly Entry[];
  /** So many entries of the leader's log are decided. */
  readonly decided: number;
}
type FromPeer =
  | { readonly kind: 'vote'; readonly from: NodeName; readonly term: number; readonly last: Place }
  | {
      readonly kind: 'voted';
      readonly from: NodeName;
      readonly term: number;
      readonly isGranted: boolean;
    }
  | Append
  | {
      readonly kind: 'appended';
      readonly from: NodeName;
      readonly term: number;
      /** So many entries are the leader's; null if what stands before them is not. */
      readonly length: number | null;
    };
/** The end of a log: how long it is, and of which term its last entry. */
interface Place {
  readonly length: number;
  readonly term: number;
}
type Request = OrderRequest & { readonly isPassedOn?: boolean };
type Message = Call<Request> | FromPeer | { readonly kind: 'tick' };

const tickMs = 50;
const heartbeatMs = 100;
/** A leader that nobody confirms for so long sells nothing more, and who hears no leader for longer stands for election. */
const silenceMs = 400;
/** A customer hears within a second, so a question that is passed on is given up before. */
const passedOnMs = 600;

export async function orderGroup(group: OrderGroup): Promise<void> {
  const member = new Member(group);
  sendAfter(0, self(), { kind: 'tick' });
  for (;;) {
    const message = await receive<Message>();
    if (message.kind === 'tick') {
      member.tick();
      sendAfter(tickMs, self(), { kind: 'tick' });
    } else if (message.kind === 'call') {
      member.asked(message.from, message.request);
    } else {
      member.heard(message);
    }
  }
}

class Member {
  readonly #group: OrderGroup;
  #term = 0;
  #votedFor: NodeName | null = null;
  #leader: NodeName | null = null;
  #votes = new Set<NodeName>();
  /** When to stand for election; heard of a leader, it is put off. */
  #patientUntil: number;
  #log: readonly Entry[] = [];
  /** So many entries of the log are decided. */
  #decided = 0;
  readonly #shop: Shop;
  /** Of the leader alone: what each peer is thought to have of the log, when it last spoke, and who waits for which entry. */
  #matched = new Map<NodeName, number>();
  #confirmedMs = new Map<NodeName, number>();
  #sentMs = 0;
  readonly #waiting = new Map<number, From>();

  constructor(group: OrderGroup) {
    this.#group = group;
    this.#shop = new Shop(group.stock);
    // The first in the alphabet does not wait, so that there is a leader from the start.
    const isFirst = group.peers.every((peer) => group.me < peer);
    this.#patientUntil = now() + (isFirst ? 0 : silenceMs);
  }

  tick(): void {
    if (this.#isLeader()) {
      if (!this.#isConfirmed()) this.#follow(this.#term, null);
      else if (now() - this.#sentMs >= heartbeatMs) this.#send();
    } else if (now() >= this.#patientUntil) {
      this.#stand();
    }
  }

  asked(from: From, request: Request): void {
    if (request.op === 'log') reply(from, this.#sold());
    else if (request.op === 'leader') reply(from, this.#leader);
    else if (this.#isLeader() && this.#isConfirmed()) this.#propose(from, request);
    else if (this.#leader !== null && !this.#isLeader() && request.isPassedOn !== true) {
      spawn(passOn, { from, leader: this.#leader, request: { ...request, isPassedOn: true } });
    } else reply(from, 'unavailable');
  }

  /** Of the decided orders those that were sold; an order that was asked for twice counts once. */
  #sold(): Order[] {
    const sold = new Map<string, Order>();
    for (const { key, item } of this.#log.slice(0, this.#decided)) {
      if (this.#shop.answerTo(key) === 'ok') sold.set(key, { key, item });
    }
    return [...sold.values()];
  }

  heard(message: FromPeer): void {
    if (message.term > this.#term) this.#follow(message.term, null);
    switch (message.kind) {
      case 'vote':
        this.#vote(message.from, message.term, message.last);
        break;
      case 'voted':
        this.#count(message.from, message.term, message.isGranted);
        break;
      case 'append':
        this.#append(message);
        break;
      case 'appended':
        this.#appended(message.from, message.term, message.length);
        break;
    }
  }

  #isLeader(): boolean {
    return this.#leader === this.#group.me;
  }

  /** True if a majority has confirmed this leader of late: itself and one of the other two. */
  #isConfirmed(): boolean {
    return [...this.#confirmedMs.values()].some((atMs) => now() - atMs < silenceMs);
  }

  #end(): Place {
    return placeOf(this.#log, this.#log.length);
  }

  /** Follows a leader, or nobody as yet. Who still waits here is told that nobody can say. */
  #follow(term: number, leader: NodeName | null): void {
    if (term > this.#term) this.#votedFor = null;
    this.#term = term;
    this.#leader = leader;
    this.#votes.clear();
    this.#patientUntil = now() + silenceMs * (1 + random());
    for (const from of this.#waiting.values()) reply(from, 'unavailable');
    this.#waiting.clear();
  }

  #stand(): void {
    const { me } = this.#group;
    this.#follow(this.#term + 1, null);
    this.#votedFor = me;
    this.#votes.add(me);
    this.#tell({ kind: 'vote', from: me, term: this.#term, last: this.#end() });
  }

  #vote(from: NodeName, term: number, last: Place): void {
    const isFree = this.#votedFor === null || this.#votedFor === from;
    // Whoever lacks what I have may lack what was sold.
    const end = this.#end();
    const isUpToDate =
      last.term > end.term || (last.term === end.term && last.length >= end.length);
    const isGranted = term === this.#term && isFree && isUpToDate;
    if (isGranted) {
      this.#votedFor = from;
      this.#patientUntil = now() + silenceMs * (1 + random());
    }
    this.#answer(from, { kind: 'voted', from: this.#group.me, term: this.#term, isGranted });
  }

  #count(from: NodeName, term: number, isGranted: boolean): void {
    const { me, peers } = this.#group;
    if (!isGranted || term !== this.#term || this.#leader !== null) return;
    this.#votes.add(from);
    if (this.#votes.size <= peers.length / 2) return;
    this.#leader = me;
    this.#matched = new Map(peers.map((peer) => [peer, this.#log.length]));
    this.#confirmedMs = new Map(
      [...this.#votes].filter((one) => one !== me).map((one) => [one, now()]),
    );
    this.#send();
  }

  /** The order goes into the log; whoever asked is answered when it is decided. */
  #propose(from: From, { key, item }: Order): void {
    const known = this.#shop.answerTo(key);
    if (known !== undefined) {
      reply(from, known);
      return;
    }
    this.#log = [...this.#log, { key, item, term: this.#term }];
    this.#waiting.set(this.#log.length, from);
    this.#send();
  }

  /** To each peer what it lacks, and how much is decided. */
  #send(): void {
    this.#sentMs = now();
    for (const peer of this.#group.peers) this.#sendTo(peer);
  }

  #sendTo(peer: NodeName): void {
    const length = this.#matched.get(peer) ?? 0;
    this.#answer(peer, {
      kind: 'append',
      from: this.#group.me,
      term: this.#term,
      after: placeOf(this.#log, length),
      entries: this.#log.slice(length),
      decided: this.#decided,
    });
  }

  #append(append: Append): void {
    const { from, term } = append;
    if (term === this.#term) {
      if (this.#leader !== from) this.#follow(term, from);
      this.#patientUntil = now() + silenceMs * (1 + random());
    }
    const log = written(this.#log, this.#term, append);
    const length = log === null ? null : append.after.length + append.entries.length;
    if (log !== null) this.#log = log;
    if (length !== null) this.#decide(Math.min(append.decided, length));
    // Who is refused hears of the later term.
    this.#answer(from, { kind: 'appended', from: this.#group.me, term: this.#term, length });
  }

  #appended(from: NodeName, term: number, length: number | null): void {
    if (!this.#isLeader() || term !== this.#term) return;
    this.#confirmedMs.set(from, now());
    const matched = this.#matched.get(from) ?? 0;
    // What stood before did not fit: one entry further back, next time.
    this.#matched.set(from, length === null ? Math.max(0, matched - 1) : Math.max(matched, length));
    if (length === null) this.#sendTo(from);
    // An entry of an earlier term is decided by one of this term that stands behind it.
    else {
      // Only what all three have written down is safe.
      const everywhere = Math.min(...this.#matched.values());
      if (placeOf(this.#log, everywhere).term === this.#term) this.#decide(everywhere);
    }
  }

  /** All three have it. */
  #decide(length: number): void {
    for (; this.#decided < length; this.#decided++) {
      const entry = this.#log[this.#decided];
      if (entry === undefined) return;
      const answer = this.#shop.sell(entry);
      const from = this.#waiting.get(this.#decided + 1);
      this.#waiting.delete(this.#decided + 1);
      if (from !== undefined) reply(from, answer);
    }
  }

  #tell(message: FromPeer): void {
    for (const peer of this.#group.peers) this.#answer(peer, message);
  }

  #answer(peer: NodeName, message: FromPeer): void {
    send({ name: 'order', node: peer }, message);
  }
}

function placeOf(log: readonly Entry[], length: number): Place {
  return { length, term: log[length - 1]?.term ?? 0 };
}

/**
 * The log with what a leader sends written into it; null if it is refused. This is the fence: a leader of an earlier term
 * has been replaced, whatever it believes. And a message that was overtaken must not cut off what the later one brought.
 */
function written(log: readonly Entry[], term: number, append: Append): readonly Entry[] | null {
  if (append.term < term) return null;
  if (!isIn(log, append.after)) return null;
  const length = append.after.length + append.entries.length;
  const last = append.entries.at(-1) ?? append.after;
  if (isIn(log, { length, term: last.term })) return log;
  return [...log.slice(0, append.after.length), ...append.entries];
}

/** True if the log has an entry of this term at this place: then all before it are the same, too. */
function isIn(log: readonly Entry[], { length, term }: Place): boolean {
  return length <= log.length && placeOf(log, length).term === term;
}

/** What the decided orders come to. Every node goes through them in the same order, so all come to the same. */
class Shop {
  readonly #left: Map<Item, number>;
  readonly #answers = new Map<string, Decision>();

  constructor(stock: OrderGroup['stock']) {
    this.#left = new Map(Object.entries(stock));
  }

  answerTo(key: string): Decision | undefined {
    return this.#answers.get(key);
  }

  sell({ key, item }: Order): Decision {
    const known = this.#answers.get(key);
    if (known !== undefined) return known;
    const left = this.#left.get(item) ?? 0;
    const answer = left > 0 ? 'ok' : 'sold_out';
    this.#answers.set(key, answer);
    if (answer === 'ok') this.#left.set(item, left - 1);
    return answer;
  }
}

interface PassedOn {
  readonly from: From;
  readonly leader: NodeName;
  readonly request: Request;
}

/** Asks the leader for a customer who came to another node. */
async function passOn({ from, leader, request }: PassedOn): Promise<void> {
  const to = { name: 'order', node: leader };
  const result = await call<Decision>(to, request, passedOnMs);
  reply(from, result.kind === 'ok' ? result.value : 'unavailable');
}
