/** Numbers and instants as the workbench prints them. */

/** `48,211`; thin enough for tables, the same in every language of the browser. */
export function printCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `1 seed`, `25 seeds`. */
export function printMany(count: number, one: string, many = `${one}s`): string {
  return `${printCount(count)} ${count === 1 ? one : many}`;
}

const hourMs = 3_600_000;

/** A virtual instant since the run began: `40.0 ms`, `12.086 s`; in runs of hours and days `3:01:18`, `14 d 1:20:00`. */
export function printInstant(ms: number): string {
  if (ms < 1_000) return `${trim(ms, 1)} ms`;
  return ms < hourMs ? `${(ms / 1_000).toFixed(3)} s` : printLong(ms);
}

function printLong(ms: number): string {
  const hours = Math.floor(ms / hourMs);
  const rest = [Math.floor(ms / 60_000) % 60, Math.floor(ms / 1_000) % 60];
  const clock = [hours % 24, ...rest.map((part) => String(part).padStart(2, '0'))].join(':');
  return hours < 24 ? clock : `${Math.floor(hours / 24)} d ${clock}`;
}

/** How long something took: `0.2 ms`, `31 ms`, `4 s`. */
export function printDuration(ms: number): string {
  if (ms < 10) return `${trim(ms, 1)} ms`;
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  return `${trim(ms / 1_000, 1)} s`;
}

function trim(value: number, digits: number): string {
  return value.toFixed(digits).replace(/\.0+$/, '');
}

/** A wall-clock instant as the learner's own clock shows it. */
export function printClock(atMs: number): string {
  return new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' }).format(atMs);
}

/** Day and time, for versions that may be older than today. */
export function printDay(atMs: number): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(
    atMs,
  );
}
