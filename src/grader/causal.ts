/**
 * Does every session see a cause before its effects? A history of registers and sets is causally consistent if its
 * reads can be explained by writes that happened before them, where "before" is a session's own order, and from a write
 * to whoever has read it, and so on from there.
 *
 *   bad read       the value was never written
 *   cycle          what was read comes, by way of other sessions, after the read itself
 *   forgotten      a write that comes before the read is missing from it, and nothing has replaced or removed it
 *   resurrected    an element is there although its removal comes before the read
 *
 * For registers whose writes all differ these patterns are exactly the violations (Bouajjani, Enea, Guerraoui and Hamza,
 * "On Verifying Causal Consistency", POPL 2017: CyclicCO, WriteCOInitRead, WriteCORead, ThinAirRead). For sets each
 * element is added once, and a removal may always have been seen by a read that does not come before it: the check
 * accuses no consistent history, and may miss a violation that hides behind such a removal.
 */
import { canonical } from './data.ts';
import { check, judgedWhole, type Check, type CheckOptions } from './invariant.ts';
import type { RunRecord } from './record.ts';

/** What an operation does to an object. Each value is written to an object once; each element is added once. */
export type Access =
  | { readonly kind: 'write'; readonly value: unknown }
  /** Of a register; `initial` if it was never written. */
  | { readonly kind: 'read'; readonly value: unknown; readonly initial: unknown }
  | { readonly kind: 'add' | 'remove'; readonly element: unknown }
  /** Of a set: all that is in it. */
  | { readonly kind: 'look'; readonly elements: readonly unknown[] };

/** One operation that took effect, or may have. */
export interface AccessCall {
  readonly id: string;
  readonly session: string;
  readonly startedMs: number;
  /** Null if it was never answered: leave out reads that were not. */
  readonly endedMs: number | null;
  readonly object: string;
  readonly access: Access;
}

export type Causality =
  | { readonly kind: 'causal' }
  | {
      readonly kind: 'violated';
      /** The read that shows it, and the write that it contradicts; the read itself for a cycle. */
      readonly culprit: string;
      readonly against: string | null;
      readonly pattern: 'bad read' | 'cycle' | 'forgotten' | 'resurrected';
      readonly expected: string;
      readonly observed: string;
    };

type Violation = Extract<Causality, { kind: 'violated' }>;

/** Checks a history of registers and sets. */
export function checkCausal(calls: readonly AccessCall[]): Causality {
  const inOrder = calls.toSorted((left, right) => left.startedMs - right.startedMs);
  const history = new CausalHistory(inOrder);
  for (const call of inOrder) {
    const violation = history.violationOf(call);
    if (violation !== null) return violation;
  }
  return { kind: 'causal' };
}

class CausalHistory {
  readonly #calls: readonly AccessCall[];
  /** `before[b]` holds `a` if a comes before b. */
  readonly #before: readonly ReadonlySet<number>[];

  constructor(calls: readonly AccessCall[]) {
    this.#calls = calls;
    this.#before = closure(calls.map((_, index) => this.#direct(index)));
  }

  /**
   * The call before it in its session, and the writes that it has read. What was never answered may take effect later
   * than what its session does next, so it comes before that only by way of somebody who has read it.
   */
  #direct(index: number): number[] {
    const call = this.#calls[index];
    if (call === undefined) return [];
    const previous = this.#calls.findLastIndex(
      (other, at) => at < index && other.session === call.session && other.endedMs !== null,
    );
    return [...(previous < 0 ? [] : [previous]), ...sourcesOf(call, this.#calls)];
  }

  /** What is wrong with a read; null for writes, and for reads that can be explained. */
  violationOf(call: AccessCall): Violation | null {
    const index = this.#calls.indexOf(call);
    if (this.#isBefore(index, index)) {
      return violation(call, null, { pattern: 'cycle', expected: 'an effect after its cause' });
    }
    if (call.access.kind === 'read') return this.#read(call, index, call.access);
    return call.access.kind === 'look' ? this.#look(call, index, call.access.elements) : null;
  }

  #read(
    call: AccessCall,
    index: number,
    { value, initial }: Extract<Access, { kind: 'read' }>,
  ): Violation | null {
    const writes = this.#of(call, 'write');
    const source = writes.find(([, { access }]) => isOf(access, value));
    if (source === undefined && canonical(value) !== canonical(initial)) {
      return violation(call, null, { pattern: 'bad read', expected: 'a value that was written' });
    }
    // Nothing may lie between the write that was read and the read.
    const newer = writes.find(
      ([at]) =>
        this.#isBefore(at, index) &&
        (source === undefined || (at !== source[0] && this.#isBefore(source[0], at))),
    );
    if (newer === undefined) return null;
    const [, { access }] = newer;
    const expected = access.kind === 'write' ? canonical(access.value) : '';
    return violation(call, newer[1], { pattern: 'forgotten', expected });
  }

  #look(call: AccessCall, index: number, elements: readonly unknown[]): Violation | null {
    const adds = this.#of(call, 'add');
    const removals = this.#of(call, 'remove');
    for (const element of elements) {
      const added = adds.find(([, { access }]) => isOf(access, element));
      if (added === undefined) {
        const expected = `no ${canonical(element)}, which was never added`;
        return violation(call, null, { pattern: 'bad read', expected });
      }
      const removed = removals.find(
        ([at, { access }]) =>
          isOf(access, element) && this.#isBefore(at, index) && this.#isBefore(added[0], at),
      );
      if (removed === undefined) continue;
      const expected = `no ${canonical(element)}, which was removed`;
      return violation(call, removed[1], { pattern: 'resurrected', expected });
    }
    for (const [at, add] of adds) {
      const element = add.access.kind === 'add' ? add.access.element : null;
      if (!this.#isBefore(at, index) || elements.some((one) => isOf(add.access, one))) continue;
      const mayBeGone = removals.some(
        ([removal, { access }]) => isOf(access, element) && !this.#isBefore(index, removal),
      );
      if (mayBeGone) continue;
      const expected = `${canonical(element)}, which was added`;
      return violation(call, add, { pattern: 'forgotten', expected });
    }
    return null;
  }

  /** Calls of a kind on the same object, with their places. */
  #of({ object }: AccessCall, kind: Access['kind']): (readonly [number, AccessCall])[] {
    return [...this.#calls.entries()].filter(
      ([, call]) => call.object === object && call.access.kind === kind,
    );
  }

  #isBefore(one: number, other: number): boolean {
    return this.#before[other]?.has(one) ?? false;
  }
}

/** Places of the writes that a read shows. */
function sourcesOf({ object, access }: AccessCall, calls: readonly AccessCall[]): number[] {
  const seen =
    access.kind === 'read' ? [access.value] : access.kind === 'look' ? access.elements : [];
  return [...calls.entries()]
    .filter(([, call]) => call.object === object)
    .filter(
      ([
        ,
        {
          access: { kind },
        },
      ]) => kind === 'write' || kind === 'add',
    )
    .filter(([, call]) => seen.some((value) => isOf(call.access, value)))
    .map(([index]) => index);
}

/** True for a write of the value, and for an addition or removal of the element. */
function isOf(access: Access, value: unknown): boolean {
  if (access.kind === 'write') return canonical(access.value) === canonical(value);
  return 'element' in access && canonical(access.element) === canonical(value);
}

/** All that comes before each, from what comes directly before it. */
function closure(direct: readonly (readonly number[])[]): Set<number>[] {
  return direct.map((first) => {
    const found = new Set<number>();
    const waiting = [...first];
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      if (found.has(at)) continue;
      found.add(at);
      waiting.push(...(direct[at] ?? []));
    }
    return found;
  });
}

function violation(
  call: AccessCall,
  against: AccessCall | null,
  about: Pick<Violation, 'pattern' | 'expected'>,
): Violation {
  const { access, id } = call;
  const seen =
    access.kind === 'look' ? access.elements : access.kind === 'read' ? access.value : access.kind;
  const observed = canonical(seen);
  return { kind: 'violated', culprit: id, against: against?.id ?? null, observed, ...about };
}

/**
 * Every session sees causes before effects. Broken by the first read that does not; its cause says in which way.
 *
 * @example
 * causal({
 *   code: 'D-7',
 *   of: (record) => record.asked('readWall').map(({ operation, startedMs, endedMs, answer }) =>
 *     ({ id: operation.id, session: operation.driver.node, object: 'wall', startedMs, endedMs, access: { kind: 'look', elements: answer as string[] } })),
 *   name: (id) => id,
 * })
 */
export function causal(
  options: CheckOptions & {
    readonly of: (record: RunRecord) => readonly AccessCall[];
    /** An operation in the lab's words. */
    readonly name: (id: string, record: RunRecord) => string;
  },
): Check {
  return check({
    ...options,
    judge: (record) => {
      const calls = options.of(record);
      const end = checkCausal(calls);
      if (end.kind === 'causal') return judgedWhole(calls.length, null, options);
      const { culprit, against, pattern, expected, observed } = end;
      const call = calls.find(({ id }) => id === culprit);
      const breach = {
        atMs: call?.endedMs ?? record.untilMs,
        expected,
        observed,
        operation: options.name(culprit, record),
        tags: against === null ? [culprit] : [culprit, against],
        cause: `not causally consistent: ${pattern}`,
      };
      return judgedWhole(calls.length, breach, options);
    },
  });
}
