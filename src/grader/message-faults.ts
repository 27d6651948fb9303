/**
 * Message rules and the moments that messages give: the part of a fault plan that the runtime carries out message by
 * message. Whether a rule strikes hangs on its id and the message's identity.
 */
import type { MessageView } from '#runtime/events.ts';
import { hashText, mix, unit } from '#runtime/random.ts';
import type { Rule, RuleAction } from '#runtime/rules.ts';
import type { System } from '#runtime/system.ts';
import type { Fault, MessageTrigger } from './fault.ts';
import { isNamed, type Match } from './match.ts';
import type { MessageIdentity, Struck } from './record.ts';
import { followed, runtimeMatches } from './rule.ts';

export type RuleFault = Extract<Fault, { readonly match: Match }>;

interface Prepared {
  readonly match: Rule['match'];
  readonly action: RuleAction;
}

export class MessageFaults {
  readonly #system: System;
  readonly #nodes: readonly string[];
  readonly #startsMs: ReadonlyMap<string, number>;
  readonly #faults = new Map<string, RuleFault>();

  /** `startsMs`: when each conversation begins. */
  constructor(system: System, startsMs: ReadonlyMap<string, number>) {
    this.#system = system;
    this.#startsMs = startsMs;
    this.#nodes = system.nodes.map((node) => node.name);
  }

  /** Acts once, when the message comes. */
  when(at: MessageTrigger, id: string, act: (message: MessageIdentity) => void): void {
    const matches = runtimeMatches(at.match, this.#nodes);
    let seen = 0;
    const noticed = (view: MessageView): void => {
      seen++;
      if (seen !== at.nth) return;
      const { tag, fromNode: from, toNode: to, ordinal } = view;
      const message = { tag, from, to, ordinal };
      if (at.plusMs === 0) act(message);
      else this.#system.at(this.#system.nowMs + at.plusMs, () => act(message));
      for (const index of matches.keys()) this.#system.removeRule(`${id}${index}`);
    };
    const isOnly = at.nth === 1;
    for (const [index, match] of matches.entries()) {
      // A loss that belongs to the trigger is certain only for a message that is known beforehand.
      const action: RuleAction = at.lost && isOnly ? { kind: 'drop' } : { kind: 'tap' };
      this.#system.addRule(followed({ id: `${id}${index}`, match, action }, noticed));
    }
  }

  /** Each message that was struck by a rule of the plan. Call it when the run is over. */
  struck(): Struck[] {
    const struck: Struck[] = [];
    for (const { rule, atMs, tag, from, to, ordinal } of this.#system.occurrences) {
      const fault = this.#faults.get(rule);
      if (fault === undefined) continue;
      const byMs = fault.kind === 'delay' ? fault.byMs : null;
      const message = { tag, from, to, ordinal };
      struck.push({ atMs, fault, nodes: [from, to], message, phase: 'begins', byMs });
    }
    return struck;
  }

  /** Sets the runtime's rules for a fault. */
  add(fault: RuleFault): void {
    const id = fault.id ?? '';
    const rules: Rule[] = [];
    let fired = 0;
    const noticed = (view: MessageView): void => {
      fired++;
      if (fault.kind === 'wiretap') this.#show(fault, view);
      if (fired === fault.times) for (const rule of rules) this.#system.removeRule(rule.id);
    };
    const isFollowed = fault.kind === 'wiretap' || fault.times !== undefined;
    const { probability, fromMs, untilMs } = fault;
    for (const { match, action } of this.#actions(fault)) {
      const number = rules.length;
      const rule: Rule = {
        id: number === 0 ? id : `${id}|${number}`,
        match,
        action,
        ...(probability !== undefined && { probability }),
        ...(fromMs !== undefined && { fromMs }),
        ...(untilMs !== undefined && { untilMs }),
      };
      rules.push(isFollowed ? followed(rule, noticed) : rule);
    }
    const { tag } = fault.match;
    const sinceMs = typeof tag === 'string' ? this.#startsMs.get(tag) : undefined;
    const activate = (): void => {
      for (const rule of rules) {
        this.#faults.set(rule.id, fault);
        this.#system.addRule(rule);
      }
    };
    // Every message looks at every rule, so a rule for one conversation waits until that begins.
    if (sinceMs === undefined) activate();
    else this.#system.at(sinceMs, activate);
  }

  /** What the runtime is to do for which messages. */
  *#actions(fault: RuleFault): Generator<Prepared> {
    const { match, kind } = fault;
    if (kind === 'duplicate' && fault.to !== undefined) {
      yield* this.#duplicates(fault, fault.to);
      return;
    }
    for (const one of runtimeMatches(match, this.#nodes))
      yield { match: one, action: this.#action(fault) };
  }

  /** A copy to another node than the original's: one rule for each node it may be going to. */
  *#duplicates(
    fault: Extract<RuleFault, { kind: 'duplicate' }>,
    to: string | readonly string[],
  ): Generator<Prepared> {
    const receivers = this.#nodes.filter((node) => isNamed(node, to));
    const originals = this.#nodes.filter(
      (node) => fault.match.to === undefined || isNamed(node, fault.match.to),
    );
    for (const original of originals) {
      const others = receivers.filter((node) => node !== original);
      const toNode =
        others[Math.floor(this.#share(`${fault.id ?? ''} ${original}`) * others.length)];
      if (toNode === undefined) continue;
      for (const match of runtimeMatches({ ...fault.match, to: original }, this.#nodes)) {
        yield { match, action: { kind: 'duplicate', afterMs: this.#afterMs(fault), toNode } };
      }
    }
  }

  #action(fault: RuleFault): RuleAction {
    switch (fault.kind) {
      case 'drop': {
        return { kind: 'drop' };
      }
      case 'delay': {
        return { kind: 'delay', ms: fault.byMs };
      }
      case 'duplicate': {
        return { kind: 'duplicate', afterMs: this.#afterMs(fault) };
      }
      case 'reorder': {
        return { kind: 'reorder', withinMs: fault.withinMs };
      }
      case 'hold': {
        const [until = {}] = runtimeMatches(fault.until, this.#nodes);
        return {
          kind: 'hold',
          until: { ...until, sameTag: fault.until.tag === undefined },
          plusMs: fault.thenMs,
        };
      }
      case 'wiretap': {
        return { kind: 'tap' };
      }
    }
  }

  #afterMs(fault: Extract<RuleFault, { kind: 'duplicate' }>): number {
    return this.#share(fault.id ?? '') * fault.withinMs;
  }

  /** A number in [0, 1) that hangs on seed and purpose. */
  #share(purpose: string): number {
    return unit(mix(this.#system.key, hashText(purpose)));
  }

  #show(fault: Extract<RuleFault, { kind: 'wiretap' }>, view: MessageView): void {
    const { tag, fromNode: from, toNode: to, payload: body } = view;
    const tapped = { kind: 'tapped', tag, from, to, body };
    this.#system.at(this.#system.nowMs + fault.afterMs, () =>
      this.#system.send(fault.listener, tapped, tag),
    );
  }
}
