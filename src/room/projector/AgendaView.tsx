/** The day on the wall: what has been, where we are and how long, what comes. Nobody far away reads more than that. */
import { clock } from '#room/console/ago.ts';
import { paceOf, type Row } from '#workshop/agenda.ts';
import { useProgramme } from './lab-title.ts';
import { useNow } from './use-now.ts';
import type { ViewProps } from './views.ts';

/** Items before and after the present one that are shown: more would be too small to read. */
const before = 1;
const after = 5;

function AgendaRow({ row }: { readonly row: Row }) {
  const { item, state, atMs, givenMs } = row;
  const isDropped = row.isCut && givenMs === 0;
  return (
    <li
      class={`is-${state} is-${item.kind}${isDropped ? ' is-dropped' : ''}`}
      aria-current={state === 'now' ? 'step' : undefined}
    >
      <span class="agenda-time">{atMs === null ? '' : clock(atMs)}</span>
      <span class="agenda-title">{item.title}</span>
      <span class="agenda-minutes">
        {isDropped ? 'left out' : `${Math.round(givenMs / 60_000)} min`}
      </span>
    </li>
  );
}

function Left({ leftMs }: { readonly leftMs: number }) {
  const minutes = Math.ceil(leftMs / 60_000);
  if (minutes <= 0) return null;
  return <p class="agenda-left">{minutes === 1 ? 'one more minute' : `${minutes} more minutes`}</p>;
}

export function AgendaView({ room, session }: ViewProps<'agenda'>) {
  const programme = useProgramme();
  const nowMs = useNow(room, 5_000);
  const { agenda } = session;
  const track = programme?.tracks.find(({ id }) => id === agenda?.track);
  if (!agenda || !track)
    return (
      <div class="shown is-resting">
        <p class="shown-title">{session.title}</p>
      </div>
    );
  const pace = paceOf(track, agenda, nowMs);
  const at = Math.min(agenda.item, pace.rows.length);
  const rows = pace.rows.slice(Math.max(0, at - before), at + after + 1);
  return (
    <div class="shown is-agenda">
      <p class="shown-title">{pace.current?.item.title ?? 'That is all for today'}</p>
      {pace.current && <Left leftMs={pace.leftMs} />}
      <ol class="agenda-rows">
        {rows.map((row) => (
          <AgendaRow key={row.index} row={row} />
        ))}
      </ol>
      <p class="shown-note">The end: about {clock(pace.endMs)}</p>
    </div>
  );
}
