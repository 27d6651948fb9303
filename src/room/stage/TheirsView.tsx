/** A file that somebody shows to the class: to read, to copy, to compare with one's own, to take in whole or by pieces. */
import { useMemo, useState } from 'preact/hooks';
import { addressOf } from '#room/together/course-place.ts';
import { labPath } from '#room/together/lab-page.ts';
import type { LabSession } from '#workbench/lab-session.ts';
import { copyText } from '#workbench/machine/clipboard.ts';
import { TintedText } from '#workbench/TintedText.tsx';
import { hunksOf, takeHunk, type Hunk } from './hunks.ts';
import { takeInto, useMyFiles, type MyFiles } from './my-files.ts';

interface TheirsProps {
  readonly lab: string;
  readonly file: string;
  readonly text: string;
}

function HunkView({ hunk, take }: { readonly hunk: Hunk; readonly take: (() => void) | null }) {
  return (
    <li class="hunk">
      <p class="hunk-head">
        Line {hunk.line}
        {take && (
          <button type="button" onClick={take}>
            Take this change
          </button>
        )}
      </p>
      {/* It scrolls, so the keyboard must reach it. */}
      <pre class="diff" tabIndex={0} aria-label={`Change at line ${hunk.line}`}>
        {hunk.lines.map(({ sign, text }, index) => (
          <span
            key={index}
            class={sign === '+' ? 'is-added' : sign === '-' ? 'is-removed' : undefined}
          >
            {`${sign} ${text}\n`}
          </span>
        ))}
      </pre>
    </li>
  );
}

interface DifferenceProps extends TheirsProps {
  readonly mine: string;
  readonly session: LabSession | null;
}

/** What differs from one's own file, with a way to take each change. */
function Difference({ lab, file, text, mine, session }: DifferenceProps) {
  const hunks = useMemo(() => hunksOf(mine, text), [mine, text]);
  if (hunks.length === 0) return <p role="status">Your {file} is the same.</p>;
  const put = (next: string, sentence: string): void => {
    if (session) takeInto(session, { [file]: next }, sentence);
  };
  return (
    <>
      <p class="label">Removed is yours, added is theirs.</p>
      <ol class="hunks">
        {hunks.map((hunk) => (
          <HunkView
            key={`${hunk.index} ${hunk.line}`}
            hunk={hunk}
            take={
              session &&
              (() => put(takeHunk(mine, text, hunk.index), `One change is in your ${file}.`))
            }
          />
        ))}
      </ol>
      {session ? (
        <p class="theirs-acts">
          <button type="button" onClick={() => put(text, `Your ${file} is theirs now.`)}>
            Take the whole file
          </button>
          <span class="label">Your own is kept in the lab’s history.</span>
        </p>
      ) : (
        <p>
          <a href={addressOf(labPath(lab))}>Open the lab</a> to take something of it.
        </p>
      )}
    </>
  );
}

function Copy({ text }: { readonly text: string }) {
  const [said, setSaid] = useState('');
  const copy = async (): Promise<void> => {
    const isCopied = await copyText(text);
    setSaid(isCopied ? 'Copied.' : 'The browser refuses: select the text and copy it.');
  };
  return (
    <>
      <button type="button" onClick={() => void copy()}>
        Copy
      </button>
      <span role="status" class="label">
        {said}
      </span>
    </>
  );
}

function mineOf({ texts }: MyFiles, file: string): string | null {
  return texts !== null && Object.hasOwn(texts, file) ? (texts[file] ?? null) : null;
}

export function TheirsView({ lab, file, text }: TheirsProps) {
  const [isCompared, setIsCompared] = useState(false);
  const files = useMyFiles(lab);
  const mine = mineOf(files, file);
  return (
    <div class="lab theirs">
      {isCompared && mine !== null ? (
        <Difference {...{ lab, file, text, mine, session: files.session }} />
      ) : (
        // It scrolls, so the keyboard must reach it.
        <pre class="code theirs-code" tabIndex={0} aria-label={file}>
          <code>
            <TintedText text={text} />
          </code>
        </pre>
      )}
      <p class="theirs-acts">
        {mine !== null && (
          <button
            type="button"
            aria-pressed={isCompared}
            onClick={() => setIsCompared(!isCompared)}
          >
            Diff to mine
          </button>
        )}
        <Copy text={text} />
      </p>
    </div>
  );
}
