/**
 * Message rules: what happens to single messages between applications. Unlike a partition, a rule may break
 * the order of a pair, as a lossy path would.
 *
 * Whether a rule with a probability fires for a message is a hash of seed, rule and the message's identity
 * (tag, from, to, ordinal): adding or removing another rule or another operation changes nothing about it.
 * Each firing is recorded as an occurrence, which names that identity.
 */
import { assert } from './assert.ts';
import { toNs } from './clock.ts';
import { recopy } from './copy.ts';
import type { MessageView } from './events.ts';
import { fitsName } from './network-spec.ts';
import type { Node } from './node.ts';
import { fits } from './pattern.ts';
import { hashText, mix, purpose, unit } from './random.ts';
import { RuleTable, type ActiveRule } from './rule-table.ts';
import { Signal, carriesOf, payloadOf, type Carries } from './signal.ts';
import type { System } from './system.ts';
import { Timer } from './timer.ts';

/** Which messages a rule is about; what is left out does not matter. */
export interface Match {
  /** Name of the sending node; a trailing `*` stands for any rest. */
  readonly from?: string;
  readonly to?: string;
  readonly carries?: Carries | readonly Carries[];
  /** A pattern as in `receive`, for a call's request, a reply's value, or the message. */
  readonly payload?: unknown;
  /** Tag of the conversation; a trailing `*` stands for any rest. */
  readonly tag?: string;
  /** Only the n-th message of its conversation between these two nodes; counts from 0. */
  readonly ordinal?: number;
  /** Registered name, or function, of the receiving process. */
  readonly toProcess?: string;
  readonly fromProcess?: string;
}

export type RuleAction =
  | { readonly kind: 'drop' }
  | { readonly kind: 'delay'; readonly ms: number }
  /** One more copy after `afterMs` (0 if left out), to the process of the same name on `toNode` if that is given. */
  | { readonly kind: 'duplicate'; readonly afterMs?: number; readonly toNode?: string }
  /** Held back by a random part of `withinMs`, so that later ones overtake it. */
  | { readonly kind: 'reorder'; readonly withinMs: number }
  /** Held until a message that matches `until` has been delivered, then `plusMs` more. */
  | {
      readonly kind: 'hold';
      readonly until: Match & { readonly sameTag?: boolean };
      readonly plusMs: number;
      /** Goes on in any case after so long. */
      readonly atMostMs?: number;
    }
  /** Nothing: for `then`. */
  | { readonly kind: 'tap' };

export interface Rule {
  /** Name of the rule in occurrences; part of its chance. */
  readonly id: string;
  readonly match: Match;
  readonly action: RuleAction;
  /**
   * When it is looked at: `sent` if left out. At `delivered`, when the message has come to its end, only `drop`
   * and `tap` mean anything.
   */
  readonly on?: 'sent' | 'delivered';
  /** 1 if left out. */
  readonly probability?: number;
  readonly fromMs?: number;
  readonly untilMs?: number;
  /** How often it fires at most. */
  readonly max?: number;
  /** Called when it fires, after the action: crash the sender, pause the receiver … */
  readonly then?: (message: MessageView, system: System) => void;
}

interface Held {
  readonly signal: Signal;
  readonly from: Node;
  readonly to: Node;
  readonly until: Match & { readonly sameTag?: boolean };
  readonly plusMs: number;
}

export class Rules {
  readonly #system: System;
  readonly #onSending = new RuleTable();
  readonly #onDelivery = new RuleTable();
  #held: Held[] = [];
  #added = 0;
  /** Matches of messages that no rule may touch any more. */
  readonly #spared: Match[] = [];

  constructor(system: System) {
    this.#system = system;
  }

  /** True if no message needs a look. */
  get idle(): boolean {
    return this.#onSending.size === 0;
  }

  /** True if a delivery may release a held message or meet a rule. */
  get watchDeliveries(): boolean {
    return this.#held.length > 0 || this.#onDelivery.size > 0;
  }

  add(rule: Rule): void {
    this.remove(rule.id);
    this.#added += 1;
    const { probability = 1, max = Infinity } = rule;
    assert(
      probability >= 0 && probability <= 1,
      `rule ${rule.id}: a probability is between 0 and 1`,
    );
    assert(max >= 0, `rule ${rule.id}: it cannot fire less than never`);
    const key = mix(mix(this.#system.key, purpose.rule), hashText(rule.id));
    const table = rule.on === 'delivered' ? this.#onDelivery : this.#onSending;
    table.add({ rule, number: this.#added, key, fired: 0 });
    this.#system.lookAgain();
  }

  /** No rule does anything to these messages from now on; taps still see them. */
  spare(match: Match): void {
    this.#spared.push(match);
  }

  /** Messages that a rule keeps back. */
  get held(): readonly Held[] {
    return this.#held;
  }

  /** Takes a message from the rule that keeps it back; it is the caller's now. */
  takeHeld(signal: Signal): void {
    this.#held = this.#held.filter((held) => held.signal !== signal);
    this.#system.lookAgain();
  }

  remove(id: string): void {
    this.#onSending.remove(id);
    this.#onDelivery.remove(id);
    this.#system.lookAgain();
  }

  /** Forgets all rules, and what they keep back. */
  clear(): void {
    this.#onSending.clear();
    this.#onDelivery.clear();
    this.#held = [];
  }

  /** Applies the rules to a message being sent; gives the extra delay in ns, or -1 if it goes no further. */
  apply(signal: Signal, from: Node, to: Node): number {
    let extraNs = 0;
    const { tag } = signal.conversation;
    for (const active of this.#onSending.candidates(from, to, tag)) {
      if (!this.#fires(active, signal, from, to)) continue;
      active.fired += 1;
      const { rule } = active;
      const system = this.#system;
      system.delivery.noteRule(active.number, rule, signal, from, to);
      const view = rule.then === undefined ? null : system.views.message(signal, from, to);
      const more = this.#act(active, signal, from, to);
      if (view !== null) rule.then?.(view, system);
      if (more === -1) return -1;
      extraNs += more;
      if (!from.up) break;
    }
    return extraNs;
  }

  /** Applies the rules to a message that has come to its end; true if it is lost there. */
  stopsAtEnd(signal: Signal, from: Node, to: Node): boolean {
    const system = this.#system;
    let lost = false;
    const { tag } = signal.conversation;
    for (const active of this.#onDelivery.candidates(from, to, tag)) {
      if (lost || !this.#fires(active, signal, from, to)) continue;
      active.fired += 1;
      const { rule } = active;
      system.delivery.noteRule(active.number, rule, signal, from, to);
      const view = rule.then === undefined ? null : system.views.message(signal, from, to);
      if (rule.action.kind === 'drop') {
        lost = true;
        system.views.ruled('dropped', signal, from, to, rule.id);
      }
      if (view !== null) rule.then?.(view, system);
    }
    return lost;
  }

  #fires(active: ActiveRule, signal: Signal, from: Node, to: Node): boolean {
    const { rule } = active;
    if (rule.max !== undefined && active.fired >= rule.max) return false;
    if (rule.fromMs !== undefined && this.#system.nowMs < rule.fromMs) return false;
    if (rule.untilMs !== undefined && this.#system.nowMs >= rule.untilMs) return false;
    if (!matchesSignal(rule.match, signal, from, to)) return false;
    if (this.#spared.length > 0 && rule.action.kind !== 'tap') {
      if (this.#spared.some((match) => matchesSignal(match, signal, from, to))) return false;
    }
    if (rule.probability === undefined || rule.probability >= 1) return true;
    const route = mix(from.key, to.key);
    const identity = mix(mix(mix(active.key, signal.conversation.key), route), signal.ordinal);
    return unit(identity) < rule.probability;
  }

  #act(active: ActiveRule, signal: Signal, from: Node, to: Node): number {
    const system = this.#system;
    const { rule, key } = active;
    const { action } = rule;
    switch (action.kind) {
      case 'drop':
        system.views.ruled('dropped', signal, from, to, rule.id);
        return -1;
      case 'delay':
        system.views.ruled('delayed', signal, from, to, rule.id, action.ms);
        return toNs(action.ms);
      case 'reorder': {
        const identity = mix(mix(key, signal.conversation.key), signal.ordinal ^ 0x5bd1e995);
        const ms = unit(identity) * action.withinMs;
        system.views.ruled('delayed', signal, from, to, rule.id, ms);
        return toNs(ms);
      }
      case 'duplicate':
        this.#duplicate(rule, signal, from, to);
        return 0;
      case 'hold':
        system.views.ruled('delayed', signal, from, to, rule.id, Infinity);
        this.#hold(
          { signal, from, to, until: action.until, plusMs: action.plusMs },
          action.atMostMs,
        );
        return -1;
      case 'tap':
        return 0;
    }
  }

  #duplicate(rule: Rule, signal: Signal, from: Node, to: Node): void {
    const { action } = rule;
    if (action.kind !== 'duplicate') return;
    const system = this.#system;
    const elsewhere = action.toNode === undefined ? to : system.node(action.toNode);
    const name = signal.to === null ? signal.extra : (signal.to.ties?.name ?? null);
    if (elsewhere !== to && typeof name !== 'string') return;
    const twin = new Signal(
      signal.kind,
      signal.from,
      elsewhere === to ? signal.to : null,
      recopy(signal.body),
      signal.size,
      signal.conversation,
      signal.site,
      elsewhere === to ? signal.extra : name,
    );
    twin.ordinal = signal.ordinal;
    twin.functions = signal.functions;
    system.views.ruled('duplicated', signal, from, to, rule.id);
    system.delivery.release(twin, from, elsewhere, toNs(action.afterMs ?? 0) + 1);
  }

  #hold(held: Held, atMostMs: number | undefined): void {
    assert(held.plusMs >= 0, 'nothing is let go before what it waits for');
    this.#held.push(held);
    if (atMostMs === undefined) return;
    this.#later(atMostMs, () => {
      if (!this.#held.includes(held)) return;
      this.#held = this.#held.filter((other) => other !== held);
      this.#letGo(held);
    });
  }

  /** A message was delivered: what waited for it goes on. */
  delivered(signal: Signal, from: Node, to: Node): void {
    const released = this.#held.filter(({ until, signal: held }) => {
      if (until.sameTag === true && held.conversation !== signal.conversation) return false;
      return held !== signal && matchesSignal(until, signal, from, to);
    });
    if (released.length === 0) return;
    this.#held = this.#held.filter((held) => !released.includes(held));
    for (const held of released) this.#later(held.plusMs, () => this.#letGo(held));
  }

  #later(ms: number, action: () => void): void {
    assert(ms >= 0, 'later is not before now');
    const { timeline } = this.#system;
    const dueNs = timeline.nowNs + toNs(ms);
    timeline.schedule(dueNs, Timer.inWorld(dueNs, action));
  }

  #letGo({ signal, from, to }: Held): void {
    assert(signal.next === null, 'a held message is in no mailbox');
    // It had left its sender when the rule took it: a crash of the sender since then does not matter.
    this.#system.delivery.release(signal, from, to, 1);
  }
}

function matchesSignal(match: Match, signal: Signal, from: Node, to: Node): boolean {
  if (match.from !== undefined && !fitsName(match.from, from.name)) return false;
  if (match.to !== undefined && !fitsName(match.to, to.name)) return false;
  if (match.carries !== undefined && !carriesFits(match.carries, carriesOf(signal.kind)))
    return false;
  if (match.tag !== undefined && !fitsName(match.tag, signal.conversation.tag)) return false;
  if (match.ordinal !== undefined && match.ordinal !== signal.ordinal) return false;
  if (match.toProcess !== undefined) {
    const { to: process, extra } = signal;
    const named =
      process === null ? extra === match.toProcess : process.ties?.name === match.toProcess;
    if (!named && process?.label !== match.toProcess) return false;
  }
  if (match.fromProcess !== undefined) {
    const { from: process } = signal;
    if (process?.ties?.name !== match.fromProcess && process?.label !== match.fromProcess)
      return false;
  }
  return match.payload === undefined || fits(match.payload, payloadOf(signal));
}

function carriesFits(wanted: Carries | readonly Carries[], carries: Carries): boolean {
  return typeof wanted === 'string' ? wanted === carries : wanted.includes(carries);
}
