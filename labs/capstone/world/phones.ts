/** What runs on `clients` for those who vote: the carrier of text messages. And the meter, which adds up what was asked twice. */
import { any, now, receive, self, send, sendAfter } from 'nines';
import { observe } from 'nines/world';
import { CallBook } from './call-book.ts';
import { nodesOf, zoneOf, type NodeName } from './town.ts';

interface Night {
  readonly ratePerS: number;
  readonly everyMs: number;
  readonly untilMs: number;
  readonly final: { readonly fromMs: number; readonly untilMs: number; readonly ratePerS: number };
}
interface Text {
  readonly key: number;
  readonly askedMs: number;
  node: NodeName;
  attempts: number;
  /** Who has waited two seconds is on record as told nothing; the carrier goes on all the same. */
  isNoted: boolean;
}
interface Told {
  readonly kind: 'told';
  readonly votes: readonly number[];
  readonly result: 'ok' | 'rejected' | 'unknown';
  readonly attempts: number;
}
type ToCarrier =
  | { readonly kind: 'tick' }
  | Told
  | { readonly kind: 'audit'; readonly tallied: readonly number[] };

const patienceMs = 2_000;
/** An unanswered text is sent again after this. */
const resendMs = 5_000;
/** A gateway that does not answer gets nothing for so long. */
const shunnedMs = 6_000;
/** The crowd comes within so long. */
const riseMs = 500;
const gateways = nodesOf('sms');

export async function carrier(night: Night): Promise<void> {
  const desk = new Carrier(night);
  sendAfter(night.everyMs, self(), { kind: 'tick' });
  for (;;) {
    const message = await receive<ToCarrier>();
    if (message.kind === 'tick') desk.tick();
    else if (message.kind === 'told') desk.told(message);
    else observe({ kind: 'ballotAudit', tallied: message.tallied, billed: desk.billed });
  }
}

class Carrier {
  readonly billed: number[] = [];
  readonly #night: Night;
  readonly #book = new CallBook();
  readonly #pending = new Map<number, Text>();
  readonly #shunned = new Map<NodeName, number>();
  #again: { readonly key: number; readonly atMs: number }[] = [];
  #last = 0;
  #owed = 0;
  #turn = 0;
  #everyMs: number;

  constructor(night: Night) {
    this.#night = night;
    this.#everyMs = night.everyMs;
  }

  told({ votes, result, attempts }: Told): void {
    const again: number[] = [];
    for (const key of votes) {
      const one = this.#pending.get(key);
      if (one === undefined) continue;
      if (result === 'unknown') {
        this.#shunned.set(one.node, now() + shunnedMs);
        again.push(key);
        continue;
      }
      this.#pending.delete(key);
      if (result === 'ok') this.billed.push(key);
      if (one.isNoted) continue;
      const outcome = result === 'ok' ? 'ok' : 'rejected';
      this.#book.note({
        ...one,
        fn: 'vote',
        zone: zoneOf(one.node),
        answeredMs: now(),
        outcome,
        attempts,
      });
    }
    // Nobody can say: the other gateway may.
    this.#send(again);
  }

  tick(): void {
    const { final, everyMs, ratePerS, untilMs } = this.#night;
    const isFinal = now() >= final.fromMs && now() < final.untilMs;
    const rise = isFinal ? Math.min(1, (now() - final.fromMs) / riseMs) : 0;
    if (now() < untilMs) {
      this.#owed += ((ratePerS + rise * (final.ratePerS - ratePerS)) * this.#everyMs) / 1_000;
    }
    // The crowd of the final is not kept waiting for a full load.
    const isNear = now() + everyMs > final.fromMs && now() < final.untilMs;
    this.#everyMs = isNear ? 100 : everyMs;
    sendAfter(this.#everyMs, self(), { kind: 'tick' });
    const fresh: number[] = [];
    for (; this.#owed >= 1; this.#owed--) {
      this.#last += 1;
      const key = this.#last;
      this.#pending.set(key, { key, askedMs: now(), node: '', attempts: 0, isNoted: false });
      this.#again.push({ key, atMs: now() + resendMs });
      fresh.push(key);
    }
    this.#send(fresh);
    this.#noteSilence();
    this.#sendAgain();
    this.#book.report();
  }

  /** What comes in at the same time goes to one of the gateways, the next to the other. */
  #send(votes: readonly number[]): void {
    if (votes.length === 0) return;
    this.#turn += 1;
    const up = gateways.filter((one) => (this.#shunned.get(one) ?? 0) <= now());
    const there = up.length > 0 ? up : gateways;
    const to = there[this.#turn % there.length] ?? '';
    for (const key of votes) {
      const one = this.#pending.get(key);
      if (one === undefined) continue;
      one.attempts += 1;
      one.node = to;
    }
    send({ name: 'sms', node: to }, { kind: 'texts', votes });
  }

  #noteSilence(): void {
    for (const one of this.#pending.values()) {
      if (now() - one.askedMs < patienceMs) break;
      if (one.isNoted) continue;
      one.isNoted = true;
      this.#shunned.set(one.node, now() + shunnedMs);
      this.#book.note({
        ...one,
        fn: 'vote',
        zone: zoneOf(one.node),
        answeredMs: -1,
        outcome: 'silent',
      });
    }
  }

  #sendAgain(): void {
    const due: number[] = [];
    let taken = 0;
    for (const { key, atMs } of this.#again) {
      if (atMs > now()) break;
      taken += 1;
      if (this.#pending.has(key)) due.push(key);
    }
    if (taken === 0) return;
    this.#again = this.#again.slice(taken);
    for (const key of due) this.#again.push({ key, atMs: now() + resendMs });
    this.#send(due);
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
