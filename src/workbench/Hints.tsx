/** Help in rungs: each is opened on its own, stays open, and the verdict says which one fits. */
import type { ComponentChildren } from 'preact';
import { InlineText } from './InlineText.tsx';
import type { LabSession } from './lab-session.ts';
import { offerOf, rungsOf, type Rung } from './rungs.ts';

/** The rungs that are fetched when they are opened. */
export interface HelpViews {
  readonly PuzzleRung: (props: { readonly session: LabSession }) => ComponentChildren;
  readonly SolutionRung: (props: { readonly session: LabSession }) => ComponentChildren;
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
    // It may scroll, so the keyboard must reach it.
    <pre class="hint-code" tabIndex={0}>
      {lines.map((line) => line.trim().slice(1, -1)).join('\n')}
    </pre>
  );
}

interface RungBodyProps {
  readonly rung: Rung;
  readonly session: LabSession;
  readonly views: HelpViews | null;
}

function RungBody({ rung, session, views }: RungBodyProps) {
  if (rung.kind === 'hint') return <HintText text={rung.text} />;
  if (views === null) return <p class="is-quiet">Loading …</p>;
  return rung.kind === 'blocks' ? (
    <views.PuzzleRung session={session} />
  ) : (
    <views.SolutionRung session={session} />
  );
}

/** What stands beside the button for the next rung. */
function nextWords(next: number, fits: number | null, rungs: readonly Rung[]): string {
  const title = rungs[next - 1]?.title ?? '';
  if (fits === null) return title;
  if (fits > next) return `${title}. Rung ${fits} fits this story; they open one after the other.`;
  if (fits === next) return `${title}. It fits this story.`;
  return `${title}. What fits this story is open already.`;
}

export function Hints({
  session,
  views,
}: {
  readonly session: LabSession;
  readonly views: HelpViews | null;
}) {
  const rungs = rungsOf(session.lab);
  const { hintsOpen, judgement } = session.state.value;
  const { next, locked, fits } = offerOf(
    { rungs: rungs.length, open: hintsOpen, openMost: session.helpMost.value },
    judgement,
  );
  return (
    <section class="hints" aria-label="Help">
      {rungs.slice(0, hintsOpen).map((rung, index) => (
        <details key={rung.title} class={`hint is-${rung.kind}`} open={index + 1 === hintsOpen}>
          <summary>
            <b>Help {index + 1}</b> {rung.title}
            {fits === index + 1 && <span class="check-told">fits this story</span>}
          </summary>
          <RungBody rung={rung} session={session} views={views} />
        </details>
      ))}
      {next !== null && (
        <p>
          <button type="button" class="quiet-button" onClick={() => session.openHint(next)}>
            Open help {next} of {rungs.length}
          </button>{' '}
          <span class="is-quiet">{nextWords(next, fits, rungs)}</span>
        </p>
      )}
      {locked !== null && (
        <p class="is-quiet">
          Help {locked} of {rungs.length} is still closed: your instructor opens it for the room.
        </p>
      )}
    </section>
  );
}
