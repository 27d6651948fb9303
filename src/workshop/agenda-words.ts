/** The pace in sentences, for console and projector. */
import { nextBreak, type Pace } from './agenda.ts';

/** Whole minutes; half a minute counts as one. */
export function inMinutes(ms: number): number {
  return Math.round(ms / 60_000);
}

function apart(ms: number): string {
  const count = inMinutes(Math.abs(ms));
  if (count === 0) return 'on time';
  return `${count} min ${ms > 0 ? 'behind' : 'ahead'}`;
}

/** How the class stands: “6 min behind. With what is left out, the end is 2 min behind.” */
export function paceInWords({ current, behindMs, behindNowMs }: Pace): string {
  const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
  if (current === null) return `Through, ${apart(behindMs)}.`;
  const now = `${capital(apart(behindNowMs))}.`;
  if (inMinutes(behindMs) === inMinutes(behindNowMs)) return now;
  return `${now} With what is left out, the end is ${apart(behindMs)}.`;
}

/** What has to be said about breaks: those that are owed, and the next one if it comes late. Empty if all is well. */
export function breaksInWords(pace: Pace): readonly string[] {
  const owed = pace.owed.map(
    ({ title, ms }) =>
      `${title}: ${inMinutes(ms)} min of it were not given. They are counted as still to come.`,
  );
  const next = nextBreak(pace);
  const lateMs = next?.atMs == null ? 0 : next.atMs - next.plannedAtMs;
  if (next === null || inMinutes(lateMs) < 5) return owed;
  return [...owed, `${next.item.title} comes ${inMinutes(lateMs)} min later than planned.`];
}
