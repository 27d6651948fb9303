/**
 * A schedule as a value: which process was chosen each time more than one could run. With the seed it replays
 * a run exactly, and it fits into a link: `encodeSchedule` writes it as text of letters, digits, `-` and `.`.
 */
import { assert } from './assert.ts';

/** Ids of the processes chosen, in order; only choices among several are recorded. */
export type Schedule = readonly number[];

/** Text form: differences in base 36, runs of equal differences as `.count`. */
export function encodeSchedule(schedule: Schedule): string {
  const parts: string[] = [];
  assert(schedule.every(Number.isSafeInteger), 'choices are process ids');
  let last = 0;
  for (let i = 0; i < schedule.length;) {
    const step = (schedule[i] ?? 0) - last;
    let count = 1;
    while (
      i + count < schedule.length &&
      (schedule[i + count] ?? 0) - (schedule[i + count - 1] ?? 0) === step
    ) {
      count += 1;
    }
    parts.push(count === 1 ? step.toString(36) : `${step.toString(36)}.${count.toString(36)}`);
    last = schedule[i + count - 1] ?? 0;
    i += count;
  }
  return parts.join('_');
}

/** The schedule of a text, or null if it is none. `choicesMax` bounds what a forged text can ask for. */
export function decodeSchedule(text: string, choicesMax = 10_000_000): Schedule | null {
  if (text === '') return [];
  const schedule: number[] = [];
  let last = 0;
  for (const part of text.split('_')) {
    const match = /^(-?[0-9a-z]+)(?:\.([0-9a-z]+))?$/.exec(part);
    if (match === null) return null;
    const step = Number.parseInt(match[1] ?? '', 36);
    const count = match[2] === undefined ? 1 : Number.parseInt(match[2], 36);
    if (!Number.isSafeInteger(step) || schedule.length + count > choicesMax) return null;
    for (let i = 0; i < count; i += 1) schedule.push((last += step));
  }
  return schedule;
}
