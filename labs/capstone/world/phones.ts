/** What runs on `clients` for those who write and vote: the members of the chat, and the carrier of text messages. */
import { any, now, random, receive, self, send, sendAfter } from 'nines';
import { observe } from 'nines/world';
import { CallBook } from './clients.ts';
import type { Outcome } from './observed.ts';
import { nodesOf, zoneOf, type NodeName } from './town.ts';

const patienceMs = 2_000;
const members = 300;
/** Everybody's telephone says so often that its owner is there. */
const beatMs = 10_000;

interface Pending {
  readonly key: number;
  readonly node: NodeName;
  readonly askedMs: number;
}

type ToChatters =
  | { readonly kind: 'tick' }
  | { readonly kind: 'seen'; readonly people: readonly number[] }
  | {
      readonly kind: 'told';
      readonly keys: readonly number[];
      readonly outcome: Outcome;
      readonly attempts: number;
    };

/** Members write, 20 texts a second, and are there. What is written in the same quarter of a second goes together. */
export async function chatters({
  ratePerS,
  everyMs,
  untilMs,
}: {
  readonly ratePerS: number;
  readonly everyMs: number;
  readonly untilMs: number;
}): Promise<void> {
  const book = new CallBook();
  const pending = new Map<number, Pending>();
  const beats = new Map<number, Pending>();
  let last = 0;
  let tick = 0;
  const homes = nodesOf('chat');
  sendAfter(everyMs, self(), { kind: 'tick' });
  for (;;) {
    const message = await receive<ToChatters>();
    if (message.kind === 'told') {
      for (const key of message.keys) {
        const one = pending.get(key);
        pending.delete(key);
        if (one === undefined) continue;
        book.note(
          'chat',
          key,
          zoneOf(one.node),
          one.askedMs,
          now(),
          message.outcome,
          message.attempts,
        );
      }
    } else if (message.kind === 'seen') {
      for (const person of message.people) {
        const one = beats.get(person);
        beats.delete(person);
        if (one !== undefined) {
          book.note('presence', one.key, zoneOf(one.node), one.askedMs, now(), 'ok', 1);
        }
      }
    } else {
      sendAfter(everyMs, self(), { kind: 'tick' });
      tick += 1;
      for (const one of overdue(pending)) {
        book.note('chat', one.key, zoneOf(one.node), one.askedMs, -1, 'silent', 0);
      }
      for (const one of overdue(beats)) {
        book.note('presence', one.key, zoneOf(one.node), one.askedMs, -1, 'silent', 0);
      }
      book.report();
      if (now() >= untilMs) continue;
      const texts = new Map<NodeName, [number, number][]>(homes.map((home) => [home, []]));
      for (let count = (ratePerS * everyMs) / 1_000; count > 0; count--) {
        last += 1;
        const node = homes[last % homes.length] ?? '';
        pending.set(last, { key: last, node, askedMs: now() });
        texts.get(node)?.push([last, Math.floor(random() * members)]);
      }
      for (const [node, said] of texts) send({ name: 'chat', node }, { kind: 'say', texts: said });
      if (tick % Math.round(1_000 / everyMs) === 0)
        beat(tick / Math.round(1_000 / everyMs), beats, homes);
    }
  }
}

/** A tenth of the members say that they are there. */
function beat(second: number, beats: Map<number, Pending>, homes: readonly NodeName[]): void {
  const people = new Map<NodeName, number[]>(homes.map((home) => [home, []]));
  const turns = beatMs / 1_000;
  for (let person = second % turns; person < members; person += turns) {
    const node = homes[person % homes.length] ?? '';
    beats.set(person, { key: second * members + person, node, askedMs: now() });
    people.get(node)?.push(person);
  }
  for (const [node, those] of people)
    send({ name: 'presence', node }, { kind: 'beats', people: those });
}

function overdue(pending: Map<number, Pending>): Pending[] {
  const late: Pending[] = [];
  for (const [id, one] of pending) {
    if (now() - one.askedMs < patienceMs) break;
    pending.delete(id);
    late.push(one);
  }
  return late;
}

/** Hands over so many texts a second; each that nobody has answered for is sent again, under its number. */
interface Night {
  readonly ratePerS: number;
  readonly everyMs: number;
  readonly untilMs: number;
  readonly final: { readonly fromMs: number; readonly untilMs: number; readonly ratePerS: number };
}
interface Text {
  readonly key: number;
  readonly askedMs: number;
  readonly node: NodeName;
  attempts: number;
  /** Who has waited two seconds is on record as told nothing; the carrier goes on all the same. */
  isNoted: boolean;
}

/** The voter's telephone sends an unanswered text again after this. */
const resendMs = 5_000;

type ToCarrier =
  | { readonly kind: 'tick' }
  | {
      readonly kind: 'told';
      readonly votes: readonly number[];
      readonly result: string;
      readonly attempts: number;
    }
  | { readonly kind: 'bills' };

export async function carrier(night: Night): Promise<void> {
  const book = new CallBook();
  const pending = new Map<number, Text>();
  const billed: number[] = [];
  const again: { readonly key: number; readonly atMs: number }[] = [];
  const gateways = nodesOf('sms');
  let last = 0;
  let owed = 0;
  let everyMs = night.everyMs;
  let turn = 0;
  sendAfter(night.everyMs, self(), { kind: 'tick' });
  for (;;) {
    const message = await receive<ToCarrier>();
    if (message.kind === 'bills') {
      observe({ kind: 'billed', votes: billed });
    } else if (message.kind === 'told') {
      for (const key of message.votes) {
        const one = pending.get(key);
        if (one === undefined) continue;
        const { result } = message;
        if (result === 'unknown') continue;
        pending.delete(key);
        if (result === 'ok') billed.push(key);
        if (one.isNoted) continue;
        const outcome = result === 'ok' ? 'ok' : 'rejected';
        book.note('vote', key, zoneOf(one.node), one.askedMs, now(), outcome, one.attempts);
      }
    } else {
      const { final } = night;
      // The crowd of the final is not kept waiting for a full load.
      everyMs =
        now() + night.everyMs > final.fromMs && now() < final.untilMs + 10_000
          ? 100
          : night.everyMs;
      sendAfter(everyMs, self(), { kind: 'tick' });
      // What comes in at the same time goes to one of the gateways, the next to the other.
      turn += 1;
      const parts = new Map<NodeName, number[]>(gateways.map((one) => [one, []]));
      const isFinal = now() >= final.fromMs && now() < final.untilMs;
      // The crowd comes within half a second.
      const rise = isFinal ? Math.min(1, (now() - final.fromMs) / 500) : 0;
      if (now() < night.untilMs)
        owed += ((night.ratePerS + rise * (final.ratePerS - night.ratePerS)) * everyMs) / 1_000;
      for (; owed >= 1; owed--) {
        last += 1;
        const node = gateways[turn % gateways.length] ?? '';
        pending.set(last, { key: last, askedMs: now(), node, attempts: 1, isNoted: false });
        parts.get(node)?.push(last);
        again.push({ key: last, atMs: now() + resendMs });
      }
      for (const [key, one] of pending) {
        if (now() - one.askedMs < patienceMs) break;
        if (one.isNoted) continue;
        one.isNoted = true;
        book.note('vote', key, zoneOf(one.node), one.askedMs, -1, 'silent', one.attempts);
      }
      while ((again[0]?.atMs ?? Infinity) <= now()) {
        const next = again.shift();
        const one = next === undefined ? undefined : pending.get(next.key);
        if (one === undefined) continue;
        one.attempts += 1;
        // The other gateway may know a way.
        const node = gateways[(one.key + one.attempts - 1) % gateways.length] ?? '';
        parts.get(node)?.push(one.key);
        again.push({ key: one.key, atMs: now() + resendMs });
      }
      for (const [node, votes] of parts) {
        if (votes.length > 0) send({ name: 'sms', node }, { kind: 'texts', votes });
      }
      book.report();
    }
  }
}

/** Adds up what one request cost at the bottom: calls of `data` for a page, of `pay` for an order. */
export async function meter(): Promise<void> {
  const calls = new Map<string, number>();
  for (;;) {
    const { fn, key, bottom } = (await receive(any)) as {
      readonly fn: 'browse' | 'order';
      readonly key: number;
      readonly bottom: NodeName;
    };
    const name = `${fn} ${key}`;
    // The first call is not reported: only who asks again says so.
    const bottomCalls = (calls.get(name) ?? 1) + 1;
    calls.set(name, bottomCalls);
    if (bottomCalls > 2) observe({ kind: 'multiplied', fn, key, bottomCalls, bottom });
  }
}
