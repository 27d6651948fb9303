/** Taking a part of somebody's version of a file into one's own: differences as hunks, and a text with one of them taken. */
import { diffLines } from 'diff';

/** Lines beside a change that are shown with it. */
const context = 2;

/** One change, with a few equal lines around it. */
export interface Hunk {
  readonly index: number;
  /** The first line of it in the own text, counted from 1. */
  readonly line: number;
  readonly lines: readonly { readonly sign: ' ' | '+' | '-'; readonly text: string }[];
}

interface Part {
  readonly value: string;
  readonly sign: ' ' | '+' | '-';
  /** Which change it belongs to; null for equal lines. */
  readonly hunk: number | null;
}

/** The pieces of both texts; neighbouring ones that differ are one change. */
function partsOf(mine: string, theirs: string): Part[] {
  let hunk = -1;
  let wasEqual = true;
  return diffLines(mine, theirs).map(({ value, added, removed }) => {
    const isEqual = !added && !removed;
    if (!isEqual && wasEqual) hunk += 1;
    wasEqual = isEqual;
    return { value, sign: added ? '+' : removed ? '-' : ' ', hunk: isEqual ? null : hunk };
  });
}

function linesOf(value: string): string[] {
  return value.replace(/\n$/, '').split('\n');
}

/** What would change if `theirs` took the place of `mine`; nothing for equal texts. */
export function hunksOf(mine: string, theirs: string): readonly Hunk[] {
  const parts = partsOf(mine, theirs);
  const hunks: Hunk[] = [];
  let line = 1;
  let before: readonly string[] = [];
  for (const { value, sign, hunk } of parts) {
    const lines = linesOf(value);
    const last = hunks.at(-1);
    if (hunk === null) {
      if (last) hunks[hunks.length - 1] = withLines(last, ' ', lines.slice(0, context));
      before = lines.slice(-context);
    } else if (last?.index === hunk) {
      hunks[hunks.length - 1] = withLines(last, sign, lines);
    } else {
      const fresh: Hunk = { index: hunk, line, lines: [] };
      hunks.push(withLines(withLines(fresh, ' ', before), sign, lines));
    }
    if (sign !== '+') line += lines.length;
  }
  return hunks;
}

function withLines(hunk: Hunk, sign: ' ' | '+' | '-', texts: readonly string[]): Hunk {
  return { ...hunk, lines: [...hunk.lines, ...texts.map((text) => ({ sign, text }))] };
}

/** `mine` with one change of `theirs`, and nothing else of it. */
export function takeHunk(mine: string, theirs: string, index: number): string {
  return partsOf(mine, theirs)
    .filter(({ sign, hunk }) => (hunk === index ? sign !== '-' : sign !== '+'))
    .map(({ value }) => value)
    .join('');
}
