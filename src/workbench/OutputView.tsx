/** What the learner's program printed, folded: equal lines are counted, and a long list opens on demand. */
import { useSignal } from '@preact/signals';
import type { OutputLine } from '#sandbox/protocol.ts';
import type { LabSession } from './lab-session.ts';
import { printCount, printInstant, printMany } from './print.ts';
import { PlaceLink, type PlaceLinks } from './StoryList.tsx';

export interface OutputGroup extends OutputLine {
  readonly count: number;
}

/** Runs of lines that say the same at the same place, as one line with a count. */
export function foldOutput(lines: readonly OutputLine[]): OutputGroup[] {
  const groups: OutputGroup[] = [];
  for (const line of lines) {
    const last = groups.at(-1);
    if (last?.text === line.text && last.where === line.where && last.level === line.level) {
      groups[groups.length - 1] = { ...last, count: last.count + 1 };
    } else groups.push({ ...line, count: 1 });
  }
  return groups;
}

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
