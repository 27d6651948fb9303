/**
 * Thirty days of check-outs, a count a minute, and the learner's burn rules, minute by minute.
 *
 * This is a model, not Papertrain: a minute has so many requests, and each of them fails with the probability that its
 * incident gives, independently of all others. Real failures come in clusters, and real traffic has a day and a night.
 */
import { sleep } from 'nines';
import { conversation, observe } from 'nines/world';
import { Chance } from './chance.ts';
import { MinuteCounts } from './series.ts';
import { burn, burnRules } from './slo.ts';
import type { Month, Trouble } from './plan.ts';
import type { BurnRule } from './types.ts';

/** A rule and how it stands. */
interface Watched {
  readonly rule: BurnRule;
  isActive: boolean;
  /** For each trouble, the minute with the highest burn rates: the lower of the two windows counts. */
  readonly peaks: Map<string, { long: number; short: number }>;
}

const minuteMs = 60_000;
/** The process lets others go on at least so often. */
const restEveryMin = 360;

/** Lives through the month, and tells which rule woke whom when. */
export async function month(given: Month): Promise<void> {
  const { minutes, slo } = given;
  const series = new MinuteCounts();
  const plan = new Plan(given);
  const rules: Watched[] = burnRules.map((rule) => ({ rule, isActive: false, peaks: new Map() }));
  let slept = 0;
  /** A minute is counted when it is over. */
  const until = async (minute: number): Promise<void> => {
    if (minute < slept) return;
    await sleep((minute + 1 - slept) * minuteMs);
    slept = minute + 1;
  };
  for (let t = 0; t < minutes; t++) {
    if (t % restEveryMin === 0) await until(t - 1);
    series.add(plan.counts(t));
    const trouble = plan.at(t);
    for (const watched of rules) {
      const { rule } = watched;
      if (t + 1 < rule.longMin) continue;
      const long = burn(series, t, rule.longMin, slo);
      // Most minutes are quiet, and the short window cannot make a rule active by itself.
      const isLong = long > rule.burn;
      const short = isLong || trouble !== null ? burn(series, t, rule.shortMin, slo) : 0;
      if (trouble !== null) notePeak(watched, trouble.id, { long, short });
      const isActive = isLong && short > rule.burn;
      if (isActive === watched.isActive) continue;
      watched.isActive = isActive;
      await until(t);
      conversation(plan.culprit(t)?.id ?? '');
      const { name, longMin, shortMin } = rule;
      const kind = isActive ? rule.tells : 'quiet';
      observe({ kind, rule: name, minute: t, long, short, level: rule.burn, longMin, shortMin });
    }
    for (const read of plan.readAt(t)) {
      await until(t);
      conversation(read.id);
      for (const { rule, peaks } of rules) {
        const { long = 0, short = 0 } = peaks.get(read.id) ?? {};
        const { name, longMin, shortMin, tells } = rule;
        observe({
          kind: 'peak',
          rule: name,
          tells,
          long,
          short,
          level: rule.burn,
          longMin,
          shortMin,
        });
      }
    }
  }
  await until(minutes - 1);
  conversation('');
  const { total, bad } = series.sum(0, minutes - 1);
  observe({ kind: 'spent', budgets: bad / total / (1 - slo) });
}

function notePeak(
  { rule, peaks }: Watched,
  id: string,
  now: { readonly long: number; readonly short: number },
): void {
  const before = peaks.get(id);
  const nearness = ({ long, short }: typeof now): number => Math.min(long, short) / rule.burn;
  if (before === undefined || nearness(now) > nearness(before)) peaks.set(id, now);
}

/** What is going on in a minute. */
class Plan {
  readonly #month: Month;
  readonly #chance: Chance;
  /** In the order of their beginning. */
  readonly #troubles: readonly Trouble[];
  /** The first trouble that may still be going on, or be told. */
  #first = 0;

  constructor(given: Month) {
    this.#month = given;
    this.#chance = new Chance(given.seed);
    this.#troubles = [...given.troubles].sort((one, other) => one.fromMin - other.fromMin);
  }

  counts(t: number): { total: number; bad: number } {
    let total = this.#month.perMin;
    let share = this.#month.baseline;
    this.#forget(t);
    for (const trouble of this.#near(t)) {
      if (!isOn(trouble, t)) continue;
      total = Math.max(total, trouble.perMin);
      share = Math.max(share, trouble.share);
    }
    return { total, bad: this.#chance.failures(total, share) };
  }

  /** The worst trouble of this minute. */
  at(t: number): Trouble | null {
    let worst: Trouble | null = null;
    for (const trouble of this.#near(t)) {
      if (isOn(trouble, t) && (worst === null || trouble.share > worst.share)) worst = trouble;
    }
    return worst;
  }

  /** What a page of this minute is about: what lasts, or has ended so lately that it still counts; the weightiest of it. */
  culprit(t: number): Trouble | null {
    let weightiest: Trouble | null = null;
    for (const trouble of this.#near(t)) {
      if (t >= trouble.fromMin + trouble.forMin + trouble.afterMin) continue;
      if (weightiest === null || trouble.afterMin >= weightiest.afterMin) weightiest = trouble;
    }
    return weightiest;
  }

  readAt(t: number): Trouble[] {
    return this.#near(t).filter(({ fromMin, readAtMin }) => fromMin + readAtMin === t);
  }

  #near(t: number): Trouble[] {
    const near: Trouble[] = [];
    for (let index = this.#first; index < this.#troubles.length; index++) {
      const trouble = this.#troubles[index];
      if (trouble === undefined || trouble.fromMin > t) break;
      near.push(trouble);
    }
    return near;
  }

  #forget(t: number): void {
    for (;;) {
      const trouble = this.#troubles[this.#first];
      if (trouble === undefined || t < endOf(trouble)) return;
      this.#first += 1;
    }
  }
}

function isOn({ fromMin, forMin }: Trouble, t: number): boolean {
  return t >= fromMin && t < fromMin + forMin;
}

function endOf({ fromMin, forMin, afterMin, readAtMin }: Trouble): number {
  return fromMin + Math.max(forMin + afterMin, readAtMin + 1);
}
