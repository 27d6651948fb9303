/** What the learner's program printed, folded: equal lines are counted, and a long list opens on demand. */
import { useSignal } from '@preact/signals';
import type { LabSession } from './lab-session.ts';
import { foldOutput } from './output-fold.ts';
import { printCount, printInstant, printMany } from './print.ts';
import { PlaceLink, type PlaceLinks } from './StoryList.tsx';

const shownAtFirst = 60;

export function OutputView({
  session,
  links,
}: {
  readonly session: LabSession;
  readonly links: PlaceLinks;
}) {
  const isWhole = useSignal(false);
  const { output, outputDropped } = session.state.value;
  if (output.length === 0) return null;
  const groups = foldOutput(output);
  const shown = isWhole.value ? groups : groups.slice(0, shownAtFirst);
  return (
    <details class="output">
      <summary>
        Output <span class="is-quiet">{printMany(output.length + outputDropped, 'line')}</span>
      </summary>
      <ol>
        {shown.map(({ atMs, where, level, text, place, count }, index) => (
          <li key={index} class={`is-${level}`}>
            <span class="output-time">{printInstant(atMs)}</span>
            <span class="output-where">{where}</span>
            <span class="output-text">
              {level !== 'log' && <b>{level}: </b>}
              {text}
              {count > 1 && <span class="output-count"> × {printCount(count)}</span>}
            </span>
            {place !== null && <PlaceLink place={place} links={links} />}
          </li>
        ))}
      </ol>
      {groups.length > shown.length && (
        <button type="button" class="quiet-button" onClick={() => (isWhole.value = true)}>
          Show all {printCount(groups.length)}
        </button>
      )}
      {outputDropped > 0 && (
        <p class="is-quiet">
          {printMany(outputDropped, 'more line')} {outputDropped === 1 ? 'was' : 'were'} printed and
          not kept.
        </p>
      )}
    </details>
  );
}
