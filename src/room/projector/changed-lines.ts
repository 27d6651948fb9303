/** Which lines of a text are new since the last one: what to light up and bring into view. Pure. */

/** A stretch of lines, counted from 0; `until` is the first that is not part of it. */
export interface Stretch {
  readonly from: number;
  readonly until: number;
}

/** The lines between what begins and what ends alike; null where the texts are equal. Taken out lines show as an empty stretch. */
export function changedLines(before: string, now: string): Stretch | null {
  if (before === now) return null;
  const old = before.split('\n');
  const lines = now.split('\n');
  let from = 0;
  while (from < old.length && from < lines.length && old[from] === lines[from]) from += 1;
  let alike = 0;
  while (
    alike < old.length - from &&
    alike < lines.length - from &&
    old[old.length - 1 - alike] === lines[lines.length - 1 - alike]
  )
    alike += 1;
  return { from, until: lines.length - alike };
}
