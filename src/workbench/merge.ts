/** Brings a learner's files and a lab's new starter together, line by line. Loaded when a lab has changed. */
import { diff3Merge } from 'node-diff3';
import type { Texts } from './lab-state.ts';

export interface Merged {
  readonly texts: Texts;
  /** Places where both changed the same lines; each is marked in the text. */
  readonly conflicts: number;
}

/** Comments, so that the marks themselves break nothing. */
const marks = {
  mine: '// ▼ yours, from here',
  theirs: '// ▼ the new starter, from here',
  end: '// ▲ choose one of the two, and delete these marks',
};

function mergeFile(
  mine: string,
  base: string,
  theirs: string,
): { text: string; conflicts: number } {
  const lines = (text: string): string[] => text.split('\n');
  let conflicts = 0;
  const merged = diff3Merge(lines(mine), lines(base), lines(theirs)).flatMap((part) => {
    if (part.ok !== undefined) return part.ok;
    if (part.conflict === undefined) return [];
    conflicts += 1;
    const { a, b } = part.conflict;
    return [marks.mine, ...a, marks.theirs, ...b, marks.end];
  });
  return { text: merged.join('\n'), conflicts };
}

/**
 * Merges file by file. `base` is the starter that the learner began with. A file that is new in the lab is taken as it
 * is; one that the lab no longer has is left out.
 */
export function mergeTexts(mine: Texts, base: Texts, theirs: Texts): Merged {
  let conflicts = 0;
  const texts = Object.entries(theirs).map(([file, text]): [string, string] => {
    const own = mine[file];
    if (own === undefined) return [file, text];
    const merged = mergeFile(own, base[file] ?? '', text);
    conflicts += merged.conflicts;
    return [file, merged.text];
  });
  return { texts: Object.fromEntries(texts), conflicts };
}
