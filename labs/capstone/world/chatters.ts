/** What runs on `clients` for the members of the chat: they write, and they are there. */
import { now, random, receive, self, send, sendAfter } from 'nines';
import { CallBook } from './call-book.ts';
import type { Outcome } from './observed.ts';
import { nodesOf, zoneOf, type NodeName } from './town.ts';

interface Habits {
  readonly ratePerS: number;
  /** What is written in the same while goes together. */
  readonly everyMs: number;
  readonly untilMs: number;
}
interface Pending {
  readonly fn: 'chat' | 'presence';
  readonly key: number;
  readonly node: NodeName;
  readonly askedMs: number;
}
interface Told {
  readonly kind: 'told';
  readonly keys: readonly number[];
  readonly outcome: Outcome;
  readonly attempts: number;
}
type ToChatters =
  { readonly kind: 'tick' } | { readonly kind: 'seen'; readonly people: readonly number[] } | Told;

const patienceMs = 2_000;
const members = 300;
/** Everybody's telephone says so often that its owner is there. */
const beatMs = 10_000;
/** Whose machine does not answer connects to the other one, and tries again after so long. */
const shunnedMs = 6_000;
const homes = nodesOf('chat');

export async function chatters(habits: Habits): Promise<void> {
  const crowd = new Members(habits);
  sendAfter(habits.everyMs, self(), { kind: 'tick' });
  for (;;) {
    const message = await receive<ToChatters>();
    if (message.kind === 'tick') crowd.tick();
    else if (message.kind === 'told') crowd.told(message);
    else crowd.seen(message.people);
  }
}

class Members {
  readonly #habits: Habits;
  readonly #book = new CallBook();
  readonly #texts = new Map<number, Pending>();
  /** By person: who says it again has said it. */
  readonly #beats = new Map<number, Pending>();
  readonly #shunned = new Map<NodeName, number>();
  #last = 0;
  #ticks = 0;

  constructor(habits: Habits) {
    this.#habits = habits;
  }

  told({ keys, outcome, attempts }: Told): void {
    for (const key of keys) this.#end(this.#texts, key, outcome, attempts);
  }

  seen(people: readonly number[]): void {
    for (const person of people) this.#end(this.#beats, person, 'ok', 1);
  }

  #end(pending: Map<number, Pending>, id: number, outcome: Outcome, attempts: number): void {
    const one = pending.get(id);
    if (one === undefined) return;
    pending.delete(id);
    this.#book.note({ ...one, zone: zoneOf(one.node), answeredMs: now(), outcome, attempts });
  }

  tick(): void {
    const { everyMs, ratePerS, untilMs } = this.#habits;
    sendAfter(everyMs, self(), { kind: 'tick' });
    this.#giveUp(this.#texts);
    this.#giveUp(this.#beats);
    this.#book.report();
    if (now() >= untilMs) return;
    this.#ticks += 1;
    const texts = new Map<NodeName, [number, number][]>();
    for (let count = (ratePerS * everyMs) / 1_000; count > 0; count--) {
      this.#last += 1;
      const node = this.#homeOf(this.#last);
      this.#texts.set(this.#last, { fn: 'chat', key: this.#last, node, askedMs: now() });
      texts.set(node, [...(texts.get(node) ?? []), [this.#last, Math.floor(random() * members)]]);
    }
    for (const [node, said] of texts) send({ name: 'chat', node }, { kind: 'say', texts: said });
    const second = (this.#ticks * everyMs) / 1_000;
    if (Number.isInteger(second)) this.#beat(second);
  }

  #homeOf(member: number): NodeName {
    const up = homes.filter((one) => (this.#shunned.get(one) ?? 0) <= now());
    const own = homes[member % homes.length] ?? '';
    return up.length === 0 || up.includes(own) ? own : (up[0] ?? own);
  }

  /** A tenth of the members say that they are there. */
  #beat(second: number): void {
    const people = new Map<NodeName, number[]>();
    const turns = beatMs / 1_000;
    for (let person = second % turns; person < members; person += turns) {
      const node = this.#homeOf(person);
      const key = second * members + person;
      this.#beats.set(person, { fn: 'presence', key, node, askedMs: now() });
      people.set(node, [...(people.get(node) ?? []), person]);
    }
    for (const [node, those] of people) {
      send({ name: 'presence', node }, { kind: 'beats', people: those });
    }
  }

  #giveUp(pending: Map<number, Pending>): void {
    for (const [id, one] of pending) {
      if (now() - one.askedMs < patienceMs) break;
      pending.delete(id);
      this.#shunned.set(one.node, now() + shunnedMs);
      this.#book.note({
        ...one,
        zone: zoneOf(one.node),
        answeredMs: -1,
        outcome: 'silent',
        attempts: 1,
      });
    }
  }
}
