/** The upper rungs of help: a piece of the solution in blocks, and the solution beside the learner's files. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { DiffView, diffTexts } from './DiffView.tsx';
import { referenceOf } from './lab-files.ts';
import type { LabSession } from './lab-session.ts';
import { textsOf, type Texts } from './lab-state.ts';
import { PuzzleView } from './PuzzleView.tsx';
import { TintedText } from './TintedText.tsx';

interface HelpProps {
  readonly session: LabSession;
}

/** The code that the verdict on screen is about, or null. */
function toldCode(session: LabSession): string | null {
  const verdict = session.state.value.judgement?.verdict;
  return verdict?.kind === 'failed' ? verdict.counterexample.breach.code : null;
}

export function PuzzleRung({ session }: HelpProps) {
  const { puzzles } = session.lab;
  const code = toldCode(session);
  const fitting = puzzles.find(({ codes }) => code !== null && codes.includes(code));
  const chosen = useSignal((fitting ?? puzzles[0])?.id);
  // Another invariant broke: its piece is the one to look at now.
  useEffect(() => {
    if (fitting !== undefined) chosen.value = fitting.id;
  }, [fitting, chosen]);
  const puzzle = puzzles.find(({ id }) => id === chosen.value);
  if (puzzle === undefined) return null;
  return (
    <div>
      {puzzles.length > 1 && (
        <div class="piece-choice" role="group" aria-label="Pieces of the solution">
          {puzzles.map((piece) => (
            <button
              key={piece.id}
              type="button"
              aria-pressed={piece === puzzle}
              onClick={() => (chosen.value = piece.id)}
            >
              {piece.function} <span class="piece-codes">{piece.codes.join(', ')}</span>
            </button>
          ))}
        </div>
      )}
      <PuzzleView key={puzzle.id} puzzle={puzzle} />
    </div>
  );
}

const views = [
  { view: 'diff', label: 'Beside yours' },
  { view: 'whole', label: 'By itself' },
] as const;

function WholeFiles({ texts }: { readonly texts: Texts }) {
  return (
    <>
      {Object.entries(texts).map(([file, text]) => (
        <div key={file}>
          <p class="diff-file">{file}</p>
          {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls */}
          <pre class="diff" tabIndex={0}>
            <TintedText text={text} />
          </pre>
        </div>
      ))}
    </>
  );
}

function Differences({ session, texts }: HelpProps & { readonly texts: Texts }) {
  const now = textsOf(session.state.value);
  const diffs = diffTexts(now, texts);
  const same = Object.keys(texts).filter((file) => now[file] === texts[file]);
  return (
    <>
      {diffs.length > 0 && (
        <p class="diff-legend">
          <span class="is-removed">− yours</span> <span class="is-added">+ the reference</span>
        </p>
      )}
      {diffs.map((diff) => (
        <DiffView key={diff.file} diff={diff} />
      ))}
      {same.length > 0 && <p class="is-quiet">The same in both: {same.join(', ')}.</p>}
    </>
  );
}

export function SolutionRung({ session }: HelpProps) {
  const texts = useSignal<Texts | null>(null);
  const isMissing = useSignal(false);
  const view = useSignal<(typeof views)[number]['view']>('diff');
  const { id } = session.lab;
  useEffect(() => {
    referenceOf(id)
      .then(
        (files) =>
          (texts.value = Object.fromEntries(files.map(({ file, source }) => [file, source]))),
      )
      .catch(() => (isMissing.value = true));
  }, [id, texts, isMissing]);
  if (isMissing.value) return <p>The solution could not be loaded. Check the connection.</p>;
  if (texts.value === null) return <p class="is-quiet">Loading …</p>;
  return (
    <div class="solution">
      <p>
        One of several that pass. Read it beside yours and look for the first line that decides
        differently; then close it, and write it in your own way.
      </p>
      <div class="piece-choice" role="group" aria-label="How the solution is shown">
        {views.map(({ view: name, label }) => (
          <button
            key={name}
            type="button"
            aria-pressed={view.value === name}
            onClick={() => (view.value = name)}
          >
            {label}
          </button>
        ))}
      </div>
      {view.value === 'diff' ? (
        <Differences session={session} texts={texts.value} />
      ) : (
        <WholeFiles texts={texts.value} />
      )}
    </div>
  );
}
