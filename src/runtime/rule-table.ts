/**
 * Which rules a message has to be held against. A plan may have a hundred rules of which three mean this message:
 * most are about other nodes or other conversations. So rules are sorted by the way between two nodes when that way
 * is first used, and on it by tag; within each list they stand in the order in which they were added.
 */
import { assert } from './assert.ts';
import { fitsName } from './network-spec.ts';
import type { Node } from './node.ts';
import type { Key } from './random.ts';
import type { Rule } from './rules.ts';

export interface ActiveRule {
  readonly rule: Rule;
  readonly number: number;
  readonly key: Key;
  fired: number;
}

/** The rules on the way from one node to another. */
interface Way {
  readonly from: string;
  readonly to: string;
  /** Those that mean messages of any conversation, or of a family of conversations. */
  general: ActiveRule[];
  /** Those, and the rules that mean one conversation, by its tag. */
  readonly tagged: Map<string, ActiveRule[]>;
}

const none: readonly ActiveRule[] = [];

/** Rules that are looked at at the same moment of a message's life. */
export class RuleTable {
  readonly #byId = new Map<string, ActiveRule>();
  readonly #ways = new Map<number, Way>();

  get size(): number {
    return this.#byId.size;
  }

  add(active: ActiveRule): void {
    assert(!this.#byId.has(active.rule.id), 'no two rules have one name');
    this.#byId.set(active.rule.id, active);
    for (const way of this.#ways.values()) if (leads(way, active)) enter(way, active);
  }

  remove(id: string): void {
    const gone = this.#byId.get(id);
    if (gone === undefined) return;
    this.#byId.delete(id);
    for (const way of this.#ways.values()) if (leads(way, gone)) takeOut(way, gone);
  }

  clear(): void {
    this.#byId.clear();
    this.#ways.clear();
  }

  /** The rules that may mean a message of this conversation. A list that is being read is never shortened. */
  candidates(from: Node, to: Node, tag: string): readonly ActiveRule[] {
    if (this.#byId.size === 0) return none;
    const at = (from.index << 12) + to.index;
    const way = this.#ways.get(at) ?? this.#open(at, from.name, to.name);
    return way.tagged.size === 0 ? way.general : (way.tagged.get(tag) ?? way.general);
  }

  #open(at: number, from: string, to: string): Way {
    const way: Way = { from, to, general: [], tagged: new Map() };
    this.#ways.set(at, way);
    for (const active of this.#byId.values()) if (leads(way, active)) enter(way, active);
    return way;
  }
}

function leads({ from, to }: Way, { rule: { match } }: ActiveRule): boolean {
  if (match.from !== undefined && !fitsName(match.from, from)) return false;
  return match.to === undefined || fitsName(match.to, to);
}

/** The one conversation that a rule means, if it means one. */
function onlyTag({ rule: { match } }: ActiveRule): string | null {
  return match.tag === undefined || match.tag.endsWith('*') ? null : match.tag;
}

function enter(way: Way, active: ActiveRule): void {
  const tag = onlyTag(active);
  if (tag === null) {
    way.general.push(active);
    for (const list of way.tagged.values()) list.push(active);
    return;
  }
  const list = way.tagged.get(tag);
  if (list === undefined) way.tagged.set(tag, [...way.general, active]);
  else list.push(active);
}

function takeOut(way: Way, gone: ActiveRule): void {
  const without = (list: readonly ActiveRule[]): ActiveRule[] =>
    list.filter((active) => active !== gone);
  const tag = onlyTag(gone);
  if (tag === null) {
    way.general = without(way.general);
    for (const [name, list] of way.tagged) way.tagged.set(name, without(list));
    return;
  }
  const left = without(way.tagged.get(tag) ?? none);
  assert(left.length >= way.general.length, 'rules about all are rules about each');
  if (left.length === way.general.length) way.tagged.delete(tag);
  else way.tagged.set(tag, left);
}
