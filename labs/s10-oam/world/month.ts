/**
 * Thirty days of check-outs, a count a minute, and the learner's burn rules, minute by minute.
 *
 * This is a model, not Papertrain: a minute has so many requests, and each of them fails with the probability that its
 * incident gives, independently of all others. Real failures come in clusters, and real traffic has a day and a night.
 */
import { any, now, receive, timeout } from 'nines';
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
  readonly peaks: Map<string, Rates>;
}

interface Rates {
  readonly long: number;
  readonly short: number;
}

/** Something to be put on record. */
interface Report {
  /** What it is about: a trouble, or any day. */
  readonly topic: string;
  readonly value: object;
}

const minuteMs = 60_000;
/** The process lets others go on at least so often. */
const restEveryMin = 360;

/** Something begins to fail. */
interface Command {
  readonly id: string;
}

/** Lives through the month, and tells which rule woke whom when. */
export async function month(given: Month): Promise<void> {
  const desk = new MonthDesk(given);
  const take = ({ id }: Command): void => {
    desk.order(id);
  };
  while (desk.minute < given.minutes) {
    // Only what has been ordered comes to pass, and the order for a minute comes at its beginning.
    if (desk.isDue()) await until((desk.minute + 1) * minuteMs, take);
    const reports = desk.advance(Math.min(given.minutes, desk.minute + restEveryMin));
    // A minute is counted when it is over.
    await until(desk.minute * minuteMs, take);
    for (const { topic, value } of reports) {
      conversation(topic);
      observe(value);
    }
  }
}

/** Waits for an instant, and takes the orders that come before it. */
async function until(instant: number, take: (command: Command) => void): Promise<void> {
  for (;;) {
    const left = instant - now();
    if (left <= 0) return;
    const message = await receive<Command>(any, left);
    if (message === timeout) return;
    take(message);
  }
}

/** The counts, and the rules that are asked about them. */
class MonthDesk {
  /** How many minutes are over. */
  minute = 0;
  readonly #slo: number;
  readonly #series = new MinuteCounts();
  readonly #plan: Plan;
  readonly #rules: readonly Watched[];

  constructor(given: Month) {
    this.#slo = given.slo;
    this.#plan = new Plan(given);
    this.#rules = burnRules.map((rule) => ({ rule, isActive: false, peaks: new Map() }));
  }

  /** From now on this trouble is one of the month's. */
  order(id: string): void {
    this.#plan.order(id);
  }

  /** True if it must be known by now what begins in this minute. */
  isDue(): boolean {
    return this.#plan.nextMin <= this.minute;
  }

  /** Goes on until there is something to report, until something may begin, or until a minute. */
  advance(until: number): readonly Report[] {
    const reports: Report[] = [];
    const first = this.minute;
    while (this.minute < until && reports.length === 0) {
      if (this.minute > first && this.isDue()) break;
      const t = this.minute;
      this.minute += 1;
      this.#plan.begin(t);
      this.#series.add(this.#plan.counts(t));
      const trouble = this.#plan.worst(t);
      for (const watched of this.#rules) this.#ask(watched, { t, trouble, reports });
      for (const { id } of this.#plan.readAt(t)) this.#reportPeaks(id, reports);
    }
    return reports;
  }

  #ask(
    watched: Watched,
    now: { readonly t: number; readonly trouble: Trouble | null; readonly reports: Report[] },
  ): void {
    const { rule } = watched;
    const { t, trouble, reports } = now;
    if (t + 1 < rule.longMin) return;
    const long = burn(this.#series, t, rule.longMin, this.#slo);
    // Most minutes are quiet, and the short window cannot make a rule active by itself.
    const isLong = long > rule.burn;
    const short = isLong || trouble !== null ? burn(this.#series, t, rule.shortMin, this.#slo) : 0;
    if (trouble !== null) notePeak(watched, trouble.id, { long, short });
    const isActive = isLong && short > rule.burn;
    if (isActive === watched.isActive) return;
    watched.isActive = isActive;
    const topic = this.#plan.culprit(t)?.id ?? 'any day';
    const kind = isActive ? rule.tells : 'quiet';
    reports.push({ topic, value: { kind, minute: t, ...said(rule, { long, short }) } });
  }

  /** How near each rule has come to telling what it has not told. */
  #reportPeaks(id: string, reports: Report[]): void {
    for (const { rule, peaks } of this.#rules) {
      const rates = peaks.get(id) ?? { long: 0, short: 0 };
      if (Math.min(rates.long, rates.short) > rule.burn) continue;
      reports.push({ topic: id, value: { kind: 'peak', ...said(rule, rates) } });
    }
  }
}

function said({ name, longMin, shortMin, burn: level }: BurnRule, rates: Rates): object {
  return { rule: name, longMin, shortMin, level, ...rates };
}

function notePeak({ rule, peaks }: Watched, id: string, now: Rates): void {
  const before = peaks.get(id);
  const nearness = ({ long, short }: Rates): number => Math.min(long, short) / rule.burn;
  if (before === undefined || nearness(now) > nearness(before)) peaks.set(id, now);
}

/** What is going on in a minute. */
class Plan {
  readonly #month: Month;
  readonly #chance: Chance;
  /** All that may happen, in the order of their beginning; what happens is what is ordered. */
  readonly #troubles: readonly Trouble[];
  readonly #ordered = new Set<string>();
  /** How many of them have had their turn. */
  #begun = 0;
  /** Those that have begun and may still be going on, or be told. */
  #near: readonly Trouble[] = [];

  constructor(given: Month) {
    this.#month = given;
    this.#chance = new Chance(given.seed);
    this.#troubles = [...given.troubles].sort((one, other) => one.fromMin - other.fromMin);
  }

  /** The minute in which the next of them may begin. */
  get nextMin(): number {
    return this.#troubles[this.#begun]?.fromMin ?? Infinity;
  }

  order(id: string): void {
    this.#ordered.add(id);
  }

  /** A minute begins: what is near it is looked at until the next one. */
  begin(t: number): void {
    if (this.#near.some((trouble) => t >= endOf(trouble))) {
      this.#near = this.#near.filter((trouble) => t < endOf(trouble));
    }
    for (;;) {
      const next = this.#troubles[this.#begun];
      if (next === undefined || next.fromMin > t) return;
      this.#begun += 1;
      if (this.#ordered.has(next.id)) this.#near = [...this.#near, next];
    }
  }

  counts(t: number): { total: number; bad: number } {
    let total = this.#month.perMin;
    let share = this.#month.baseline;
    for (const trouble of this.#near) {
      if (!isOn(trouble, t)) continue;
      total = Math.max(total, trouble.perMin);
      share = Math.max(share, trouble.share);
    }
    return { total, bad: this.#chance.failures(total, share) };
  }

  /** The worst trouble of this minute. */
  worst(t: number): Trouble | null {
    let worst: Trouble | null = null;
    for (const trouble of this.#near) {
      if (isOn(trouble, t) && (worst === null || trouble.share > worst.share)) worst = trouble;
    }
    return worst;
  }

  /** What a page of this minute is about: what lasts, or has ended so lately that it still counts; the weightiest of it. */
  culprit(t: number): Trouble | null {
    let weightiest: Trouble | null = null;
    for (const trouble of this.#near) {
      if (t >= trouble.fromMin + trouble.forMin + trouble.afterMin) continue;
      if (weightiest === null || trouble.afterMin >= weightiest.afterMin) weightiest = trouble;
    }
    return weightiest;
  }

  readAt(t: number): Trouble[] {
    return this.#near.filter(({ fromMin, readAtMin }) => fromMin + readAtMin === t);
  }
}

function isOn({ fromMin, forMin }: Trouble, t: number): boolean {
  return t >= fromMin && t < fromMin + forMin;
}

function endOf({ fromMin, forMin, afterMin, readAtMin }: Trouble): number {
  return fromMin + Math.max(forMin + afterMin, readAtMin + 1);
}
