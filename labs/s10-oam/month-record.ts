/** What came of a month: when each rule was active, and what every page was about. */
import { field, type RunRecord } from '#grader/index.ts';
import { afterMin, dayMin, incidents, type Incident } from './troubles.ts';

export interface Telling {
  readonly kind: 'page' | 'ticket';
  readonly rule: string;
  readonly longMin: number;
  readonly shortMin: number;
  readonly level: number;
  /** The minute in which the rule became active, and the one in which it no longer was; null: to the end. */
  readonly fromMin: number;
  readonly toMin: number | null;
  readonly atMs: number;
  readonly tag: string;
}

/** An incident of this month. */
export interface MonthIncident extends Incident {
  readonly fromMin: number;
  readonly endMin: number;
}

interface RuleSeen {
  readonly rule: string;
  readonly minute: number;
  readonly longMin: number;
  readonly shortMin: number;
  readonly level: number;
}

/** Minutes that the record knows of. */
export function minutesKnown(record: RunRecord): number {
  return Math.floor(record.untilMs / 60_000);
}

export function incidentsOf(record: RunRecord): MonthIncident[] {
  return incidents.flatMap((incident) => {
    const fromMin = field(record.operation(incident.id)?.operation.args, 'fromMin');
    return typeof fromMin === 'number'
      ? [{ ...incident, fromMin, endMin: fromMin + incident.forMin }]
      : [];
  });
}

/** Every page and ticket, in the order of time. */
export function tellingsOf(record: RunRecord): Telling[] {
  const ends = record.seen<RuleSeen>('quiet');
  return (['page', 'ticket'] as const)
    .flatMap((kind) =>
      record.seen<RuleSeen>(kind).map((seen): Telling => {
        const { rule, longMin, shortMin, level, minute: fromMin, atMs, tag } = seen;
        const end = ends.find((one) => one.rule === rule && one.minute > fromMin);
        const toMin = end?.minute ?? null;
        return { kind, rule, longMin, shortMin, level, fromMin, toMin, atMs, tag };
      }),
    )
    .sort((one, other) => one.fromMin - other.fromMin);
}

/** A ticket that begins within a day of the one before is the same. */
export function apart(all: readonly Telling[], untilMin: number): Telling[] {
  const tickets: Telling[] = [];
  let quietSince = -Infinity;
  for (const one of all) {
    if (one.kind !== 'ticket') continue;
    if (one.fromMin - quietSince > dayMin) tickets.push(one);
    quietSince = Math.max(quietSince, one.toMin ?? untilMin);
  }
  return tickets;
}

/** The incident that something told in this minute is about; null if there is none. */
export function aboutOf(minute: number, all: readonly MonthIncident[]): MonthIncident | null {
  return (
    all.findLast(({ fromMin, endMin }) => minute >= fromMin && minute < endMin + afterMin) ?? null
  );
}

/** Minutes from its begin until it is told, to whoever it is for; null if never in its time and the hours after. */
export function delayOf(incident: MonthIncident, all: readonly Telling[]): number | null {
  const { fromMin, endMin, withinMin, tells } = incident;
  const lastMin = Math.max(endMin, fromMin + withinMin);
  const first = all.find(
    (one) =>
      one.kind === tells &&
      one.fromMin <= lastMin &&
      (one.fromMin >= fromMin || (one.toMin ?? Infinity) > fromMin),
  );
  return first === undefined ? null : Math.max(0, first.fromMin - fromMin);
}

/** `fast (60 min and 5 min above 14.4)`. */
export function sayRule({
  rule,
  longMin,
  shortMin,
  level,
}: Pick<Telling, 'rule' | 'longMin' | 'shortMin' | 'level'>): string {
  const windows =
    longMin === shortMin ? sayMin(longMin) : `${sayMin(longMin)} and ${sayMin(shortMin)}`;
  return `${rule} (${windows} above ${level})`;
}

/** `5 min`, `6 h`, `3 days`. */
export function sayMin(minutes: number): string {
  if (minutes > 1_440 && minutes % 1_440 === 0) return `${minutes / 1_440} days`;
  if (minutes >= 120) return `${Math.round(minutes / 6) / 10} h`;
  return `${minutes} min`;
}
