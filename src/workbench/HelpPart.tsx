/** The upper rungs of help: a piece of the solution in blocks, and the solution beside the learner's files. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Choice } from './Choice.tsx';
import { DiffView, diffTexts, type FileDiff } from './DiffView.tsx';
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
        <Choice
          class="piece-choice"
          label="Pieces of the solution"
          options={puzzles.map(({ id, function: name, codes }) => [
            id,
            <>
              {name} <span class="piece-codes">{codes.join(', ')}</span>
            </>,
          ])}
          value={puzzle.id}
          choose={(id) => (chosen.value = id)}
        />
      )}
      <PuzzleView key={puzzle.id} puzzle={puzzle} />
    </div>
  );
}

const views = [
  ['diff', 'Beside yours'],
  ['whole', 'By itself'],
] as const;

/** How much a file differs, as it stands beside its name. */
function differenceWords(diff: FileDiff | undefined): string {
  return diff === undefined ? 'the same' : `+${diff.added} −${diff.removed}`;
}

interface SolutionProps extends HelpProps {
  readonly texts: Texts;
}

function Solution({ session, texts }: SolutionProps) {
  const view = useSignal<(typeof views)[number][0]>('diff');
  const file = useSignal(session.state.value.active);
  const diffs = diffTexts(textsOf(session.state.value), texts);
  const shown = Object.hasOwn(texts, file.value) ? file.value : (Object.keys(texts)[0] ?? '');
  const diff = diffs.find((one) => one.file === shown);
  return (
    <>
      <Choice
        class="piece-choice"
        label="Files of the solution"
        options={Object.keys(texts).map((name) => [
          name,
          <>
            {name}{' '}
            <span class="piece-codes">
              {differenceWords(diffs.find((one) => one.file === name))}
            </span>
          </>,
        ])}
        value={shown}
        choose={(name) => (file.value = name)}
      />
      <Choice
        class="piece-choice"
        label="How the solution is shown"
        options={views}
        value={view.value}
        choose={(name) => (view.value = name)}
      >
        {view.value === 'diff' && diff !== undefined && (
          <span class="is-quiet">− yours, + the reference</span>
        )}
      </Choice>
      {view.value === 'diff' && diff !== undefined ? (
        <DiffView diff={diff} />
      ) : (
        // It scrolls, so the keyboard must reach it.
        <pre class="diff" tabIndex={0}>
          <TintedText text={texts[shown] ?? ''} />
        </pre>
      )}
    </>
  );
}

export function SolutionRung({ session }: HelpProps) {
  const texts = useSignal<Texts | null>(null);
  const isMissing = useSignal(false);
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
      <Solution session={session} texts={texts.value} />
    </div>
  );
}
