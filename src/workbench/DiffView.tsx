/** How two versions of files differ, line by line. */
import { diffLines } from 'diff';
import type { Texts } from './lab-state.ts';

/** How one file differs between two versions. */
export interface FileDiff {
  readonly file: string;
  readonly parts: readonly { readonly sign: ' ' | '+' | '-'; readonly lines: readonly string[] }[];
  readonly added: number;
  readonly removed: number;
}

/** What would change if `next` took the place of `now`; files that are equal are left out. */
export function diffTexts(now: Texts, next: Texts): FileDiff[] {
  return Object.keys(now)
    .filter((file) => next[file] !== undefined && next[file] !== now[file])
    .map((file) => {
      const parts = diffLines(now[file] ?? '', next[file] ?? '').map(
        ({ value, added, removed }) => ({
          sign: added ? ('+' as const) : removed ? ('-' as const) : (' ' as const),
          lines: value.replace(/\n$/, '').split('\n'),
        }),
      );
      const count = (sign: string): number =>
        parts
          .filter((part) => part.sign === sign)
          .reduce((sum, { lines }) => sum + lines.length, 0);
      return { file, parts, added: count('+'), removed: count('-') };
    });
}

/** Lines beside a change that are shown with it. */
const context = 2;

function partLines(part: FileDiff['parts'][number], index: number, last: number): string[] {
  const { sign, lines } = part;
  if (sign !== ' ' || lines.length <= 2 * context + 1)
    return lines.map((line) => `${sign} ${line}`);
  const head = index === 0 ? [] : lines.slice(0, context);
  const tail = index === last ? [] : lines.slice(-context);
  return [...head.map((line) => `  ${line}`), '  ⋯', ...tail.map((line) => `  ${line}`)];
}

/** The changed lines of a file with a few around them. */
export function DiffView({ diff }: { readonly diff: FileDiff }) {
  const last = diff.parts.length - 1;
  return (
    <>
      <p class="diff-file">{diff.file}</p>
      {/* It scrolls, so the keyboard must reach it. */}
      <pre class="diff" tabIndex={0}>
        {diff.parts.flatMap((part, index) =>
          partLines(part, index, last).map((line, row) => (
            <span
              key={`${index}.${row}`}
              class={part.sign === '+' ? 'is-added' : part.sign === '-' ? 'is-removed' : ''}
            >
              {`${line}\n`}
            </span>
          )),
        )}
      </pre>
    </>
  );
}
