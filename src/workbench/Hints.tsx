/** Help in rungs: each is opened on its own, stays open, and the verdict says which one fits. */
import { InlineText } from './InlineText.tsx';
import type { LabSession } from './lab-session.ts';

const rungWords = ['A question', 'The mechanism', 'The shape of the code'];

/** The rung that the story on screen points to, or null. */
function suggestedRung(session: LabSession): number | null {
  const verdict = session.state.value.judgement?.verdict;
  return verdict?.kind === 'failed' ? verdict.counterexample.story.hint : null;
}

/** A hint; one that consists of lines of code is shown as a block. */
function HintText({ text }: { readonly text: string }) {
  const lines = text.split('\n');
  const isCode = lines.length > 1 && lines.every((line) => /^`[^`]*`$/.test(line.trim()));
  if (!isCode)
    return (
      <p>
        <InlineText text={text} />
      </p>
    );
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it may scroll
    <pre class="hint-code" tabIndex={0}>
      {lines.map((line) => line.trim().slice(1, -1)).join('\n')}
    </pre>
  );
}

export function Hints({ session }: { readonly session: LabSession }) {
  const { hints } = session.lab;
  const { hintsOpen } = session.state.value;
  const suggested = suggestedRung(session);
  const next = hintsOpen + 1;
  return (
    <section class="hints" aria-label="Hints">
      {hints.slice(0, hintsOpen).map((hint, index) => (
        <details key={hint} class="hint" open={index + 1 === hintsOpen}>
          <summary>
            <b>Hint {index + 1}</b> {rungWords[index]}
            {suggested === index + 1 && <span class="check-told">fits this story</span>}
          </summary>
          <HintText text={hint} />
        </details>
      ))}
      {next <= hints.length && (
        <p>
          <button type="button" class="quiet-button" onClick={() => session.openHint(next)}>
            Open hint {next} of {hints.length}
          </button>{' '}
          <span class="is-quiet">
            {suggested !== null && suggested >= next
              ? `Hint ${suggested} fits this story; they open one after the other.`
              : (rungWords[next - 1] ?? '')}
          </span>
        </p>
      )}
    </section>
  );
}
