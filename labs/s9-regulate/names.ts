/** What things are called in the stories of this lab. */
import { formatMeasure, type Operation } from '#grader/index.ts';

const kinds: ReadonlyMap<string, string> = new Map([
  ['settle', 'check-out'],
  ['order', 'order'],
  ['browse', 'card check'],
  ['crash', 'doomed order'],
  ['first', 'early check-out'],
  ['again', 'late check-out'],
]);

/** `check-out 17`. */
export function nameOf({ id }: Pick<Operation, 'id'>): string {
  const [kind = '', number = ''] = id.split('-');
  return `${kinds.get(kind) ?? kind} ${number}`;
}

/** `740 ms`, `1.4 s`. */
export function span(ms: number): string {
  return ms < 1_000 ? formatMeasure(Math.round(ms), 'ms') : formatMeasure(ms / 1_000, 's');
}

/** `248/s`. */
export function perS(rate: number): string {
  return `${Math.round(rate)}/s`;
}
