/**
 * Places in a lab's world that may misbehave on purpose: `if (buggify('till answers twice')) …`. A place is called a
 * site. A run says which sites may misbehave, and how often; a site that no run asks for never does.
 *
 * Whether it does is a hash of the seed, the site and of which passage of its conversation this is. So the same
 * passage misbehaves when other operations or sites are taken out of the run.
 */
import { assert } from './assert.ts';
import { hashText, mix, purpose, unit, type Key } from './random.ts';

/** What a run asks of a site. What is left out does not matter. */
export interface BuggifyRule {
  /** Name of the rule in firings. */
  readonly id: string;
  readonly site: string;
  /** A quarter if left out. */
  readonly probability?: number;
  readonly fromMs?: number;
  readonly untilMs?: number;
  /** Only in the conversation with this tag. */
  readonly tag?: string;
  /** Only at the n-th passage of its conversation; counts from 0. */
  readonly ordinal?: number;
}

/** A site misbehaved: enough to write a rule for this passage only. */
export interface Firing {
  readonly rule: string;
  readonly site: string;
  readonly tag: string;
  readonly ordinal: number;
  readonly node: string;
  readonly atMs: number;
}

/** A passage of a site. */
export interface Passage {
  readonly site: string;
  readonly tag: string;
  readonly node: string;
  readonly atMs: number;
}

const quarter = 0.25;
/** More firings than this are not put on record. */
const firingsMax = 100_000;

/** The sites of one run. */
export class Sites {
  readonly firings: Firing[] = [];
  /** Every site that was passed, and how often. */
  readonly passed = new Map<string, number>();
  readonly #key: Key;
  readonly #everywhere: boolean;
  readonly #rules = new Map<string, BuggifyRule[]>();
  readonly #ordinals = new Map<string, number>();

  /** `everywhere`: each site is switched on in a quarter of the runs, without a rule. */
  constructor(key: Key, everywhere: boolean) {
    this.#key = mix(key, purpose.buggify);
    this.#everywhere = everywhere;
  }

  add(rule: BuggifyRule): void {
    const { site, probability = quarter } = rule;
    assert(probability >= 0 && probability <= 1, 'a probability is between 0 and 1');
    this.#rules.set(site, [...(this.#rules.get(site) ?? []), rule]);
  }

  /** Of the rules that are about this passage the one that is likeliest to strike. */
  #strongest(passage: Passage, ordinal: number): BuggifyRule | undefined {
    let strongest: BuggifyRule | undefined;
    for (const rule of this.#rules.get(passage.site) ?? []) {
      if (!isDue(rule, passage, ordinal)) continue;
      if (strongest === undefined || chanceOf(rule) > chanceOf(strongest)) strongest = rule;
    }
    return strongest;
  }

  /** True if the site misbehaves this time. */
  pass(passage: Passage): boolean {
    const { site, tag } = passage;
    this.passed.set(site, (this.passed.get(site) ?? 0) + 1);
    const where = `${site}\n${tag}`;
    const ordinal = this.#ordinals.get(where) ?? 0;
    this.#ordinals.set(where, ordinal + 1);
    const siteKey = mix(this.#key, hashText(site));
    const chance = unit(mix(mix(siteKey, hashText(tag)), ordinal));
    const rule = this.#strongest(passage, ordinal);
    const isOn = rule === undefined ? this.#everywhere && unit(siteKey) < quarter : true;
    if (!isOn || chance >= (rule === undefined ? quarter : chanceOf(rule))) return false;
    if (this.firings.length < firingsMax)
      this.firings.push({ ...passage, rule: rule?.id ?? '', ordinal });
    return true;
  }
}

function chanceOf({ probability = quarter }: BuggifyRule): number {
  return probability;
}

function isDue(rule: BuggifyRule, { tag, atMs }: Passage, ordinal: number): boolean {
  return (
    atMs >= (rule.fromMs ?? 0) &&
    atMs < (rule.untilMs ?? Infinity) &&
    (rule.tag === undefined || rule.tag === tag) &&
    (rule.ordinal === undefined || rule.ordinal === ordinal)
  );
}
