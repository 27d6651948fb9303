/** The whole agenda: what was planned when, when it comes, and what was left out. */
import type { Pace, Row } from '#workshop/agenda.ts';
import { inMinutes } from '#workshop/agenda-words.ts';
import { clock } from './ago.ts';

interface RowsProps {
  readonly pace: Pace;
  readonly go: (item: number) => void;
  readonly cut: (row: Row) => void;
}

const stateSigns: Readonly<Record<Row['state'], readonly [sign: string, words: string]>> = {
  done: ['✓', 'done'],
  passed: ['–', 'passed over'],
  now: ['▶', 'now'],
  coming: ['', 'coming'],
};

export function AgendaRows({ pace, go, cut }: RowsProps) {
  return (
    <section class="console-part" aria-label="The whole agenda">
      <h3>{pace.track.title}</h3>
      <ol class="agenda-rows" data-list>
        {pace.rows.map((row) => {
          const { item, index, state, atMs, plannedAtMs, isCut, givenMs } = row;
          const [sign, words] = stateSigns[state];
          const mayCut = item.kind === 'lesson' && item.cut !== null && state === 'coming';
          return (
            <li key={index} class={`is-${state} ${isCut ? 'is-cut' : ''} is-${item.kind}`}>
              <span class="agenda-sign">
                <span aria-hidden="true">{sign}</span>
                <span class="is-hidden">{words}</span>
              </span>
              <span class="agenda-when">
                {atMs === null ? '' : clock(atMs)}
                {atMs !== null && Math.abs(atMs - plannedAtMs) >= 90_000 && (
                  <s title="planned">{clock(plannedAtMs)}</s>
                )}
              </span>
              <button
                type="button"
                class="name-button"
                data-item
                aria-current={state === 'now' ? 'step' : undefined}
                onClick={() => go(index)}
              >
                {item.title}
              </button>
              <span class="label">
                {isCut && givenMs === 0 ? 'left out' : `${inMinutes(givenMs)} min`}
              </span>
              {mayCut && (
                <button type="button" class="agenda-cut" onClick={() => cut(row)}>
                  {isCut ? 'Take up' : 'Cut'}
                  <span class="is-hidden"> {item.title}</span>
                </button>
              )}
            </li>
          );
        })}
      </ol>
      <p class="label">Press an item to go there.</p>
    </section>
  );
}
