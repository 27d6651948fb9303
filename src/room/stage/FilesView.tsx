/** Somebody's files to read: as they are, or as they differ from the starter or from the reference. */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { SourcePlace } from '#grader/verdict.ts';
import { Choice } from '#workbench/Choice.tsx';
import { LineNumbers } from '#workbench/CodePane.tsx';
import { diffTexts, DiffView } from '#workbench/DiffView.tsx';
import type { Texts } from '#workbench/lab-state.ts';
import { TintedText } from '#workbench/TintedText.tsx';

export interface FilesViewProps {
  readonly texts: Texts;
  /** Texts to compare with, by what they are called on the button. */
  readonly others: Readonly<Record<string, Texts>>;
  /** A place to bring into view; a new value for every click. */
  readonly place: SourcePlace | null;
}

const plain = 'Code';

function Code({ text, line }: { readonly text: string; readonly line: number | null }) {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (line === null || frame.current === null) return;
    const lineHeight = Number.parseFloat(getComputedStyle(frame.current).lineHeight);
    frame.current.scrollTop = Math.max(0, (line - 1) * lineHeight - frame.current.clientHeight / 3);
  }, [text, line]);
  return (
    // It scrolls, so the keyboard must reach it.
    <div class="code-frame is-read" ref={frame} tabIndex={0} role="group" aria-label="Code">
      <div class="static-code">
        <LineNumbers text={text} />
        <div class="static-text">
          {line !== null && <span class="read-line" style={{ '--line': line - 1 }} />}
          <pre class="code">
            <code>
              <TintedText text={text} />
            </code>
          </pre>
        </div>
      </div>
    </div>
  );
}

/** How the files differ from others; with the file that is open first. */
function Differences({ texts, from }: { readonly texts: Texts; readonly from: Texts }) {
  const diffs = useMemo(() => diffTexts(from, texts), [texts, from]);
  if (diffs.length === 0) return <p>No difference in any file.</p>;
  return (
    <div class="read-diffs">
      {diffs.map((diff) => (
        <DiffView key={diff.file} diff={diff} />
      ))}
    </div>
  );
}

export function FilesView({ texts, others, place }: FilesViewProps) {
  const names = Object.keys(texts);
  const [file, setFile] = useState(names[0] ?? '');
  const [view, setView] = useState(plain);
  useEffect(() => {
    if (place === null || !Object.hasOwn(texts, place.file)) return;
    setFile(place.file);
    setView(plain);
  }, [place, texts]);
  const from = others[view];
  const options = [plain, ...Object.keys(others)].map((name) => [name, name] as const);
  return (
    <section class="read-files" aria-label="Files">
      <div class="code-head">
        {from === undefined && (
          <Choice
            class="tabs"
            label="File"
            options={names.map((name) => [name, name] as const)}
            value={file}
            choose={setFile}
          />
        )}
        <Choice
          class="picture-forms"
          label="Show"
          options={options}
          value={view}
          choose={setView}
        />
      </div>
      {from === undefined ? (
        <Code text={texts[file] ?? ''} line={place?.file === file ? place.line : null} />
      ) : (
        <Differences texts={texts} from={from} />
      )}
    </section>
  );
}
