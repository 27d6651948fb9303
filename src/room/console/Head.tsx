/** The strip on top: which room, who is here, what the projector shows, and whether any of it is still true. */
import type { ReadonlySignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { drives } from '#workshop/driver.ts';
import type { Projected } from '#workshop/messages.ts';
import type { Session } from '#workshop/session.ts';
import { signOf } from '#workshop/signs.ts';
import { ago, clock, countdown } from './ago.ts';
import type { PanelProps } from './desk.ts';
import { useLook } from './use-look.ts';
import { nextView, projectedWords, simpleViews } from './projecting.ts';

/** How often the strip is drawn anew, milliseconds: a pressed button answers at once to the eye. */
const lookEveryMs = 200;

interface HeadProps extends PanelProps {
  /** When the room was last heard of, by this machine's clock. */
  readonly liveAtMs: ReadonlySignal<number>;
  /** Shows the keys. */
  readonly help: () => void;
}

/** How many people are here, touching their page or not, and how many have it closed. */
function attendance(
  session: Session,
  { link }: PanelProps['room'],
): { readonly here: number; readonly away: number } {
  const nowMs = link.nowMs();
  const signs = Object.values(session.participants).map((participant) =>
    signOf(participant, link.presence[participant.id], nowMs),
  );
  return {
    here: signs.filter((sign) => sign === 'here' || sign === 'silent').length,
    away: signs.filter((sign) => sign === 'away').length,
  };
}

function Projecting({ room, desk, session }: PanelProps & { readonly session: Session }) {
  const before = useRef<Projected>({ view: 'join' });
  const { you } = room.link;
  const mayMove = you?.role === 'instructor' && drives(session, { id: you.id, role: you.role });
  const isDark = session.projected.view === 'nothing';
  const show = (what: Projected): void => {
    if (session.projected.view !== 'nothing') before.current = session.projected;
    void room.say({ kind: 'projected', what });
  };
  return (
    <section class="console-projector" aria-label="Projector">
      <p>
        <a href={`${desk.course.base}workshop/projector/`} target="nines-projector" rel="noopener">
          Projector
        </a>{' '}
        <b>{projectedWords(session, desk.course)}</b>
      </p>
      {mayMove && (
        <div role="group" aria-label="Show on the projector">
          {simpleViews(session).map(({ label, what }) => (
            <button
              key={label}
              type="button"
              aria-pressed={session.projected.view === what.view}
              onClick={() => show(what)}
            >
              {label}
            </button>
          ))}
          <button type="button" onClick={() => show(nextView(session))}>
            Next
          </button>
          <button
            type="button"
            aria-pressed={isDark}
            onClick={() => show(isDark ? before.current : { view: 'nothing' })}
          >
            {isDark ? 'Show again' : 'Blank'}
          </button>
        </div>
      )}
    </section>
  );
}

/** Says in a sentence when what is on the screen may be old. */
function Freshness({ room, liveAtMs }: Pick<HeadProps, 'room' | 'liveAtMs'>) {
  const { connection, waiting } = room.link;
  const waits =
    waiting === 0 ? '' : ` ${waiting} of your messages wait and are sent by themselves.`;
  if (connection === 'live' || connection === 'polling')
    return (
      <p class={`console-link is-${connection}`}>
        <span class="sign" aria-hidden="true" />
        {connection === 'live' ? 'Connected' : 'Connected, every few seconds'}
        {waits}
      </p>
    );
  return (
    <p class="console-link is-away" role="alert">
      <span class="sign" aria-hidden="true" />
      <b>No connection.</b> You see the room as it was at {clock(liveAtMs.peek())},{' '}
      {ago(liveAtMs.peek(), Date.now())}.{waits}
    </p>
  );
}

export function Head({ room, desk, liveAtMs, help }: HeadProps) {
  const look = useLook({ room, desk }, lookEveryMs);
  if (look === null) return null;
  const { session } = look;
  const { here, away } = attendance(session, room);
  const asking = Object.values(session.participants).filter(({ status }) => status === 'help');
  const leftMs = session.timer && session.timer.endsAtMs - room.link.nowMs();
  const driver = session.driver === null ? null : (session.staff[session.driver]?.name ?? null);
  return (
    <header class="console-head">
      <div class="console-name">
        <h1>{session.title}</h1>
        <p>
          <span class="label">Code</span> <b class="console-code">{session.code}</b>
        </p>
      </div>
      <ul class="console-facts" aria-label="Room">
        <li>
          <b>{here}</b> here
        </li>
        {away > 0 && (
          <li>
            <b>{away}</b> away
          </li>
        )}
        <li class={asking.length > 0 ? 'is-asking' : undefined}>
          <b>{asking.length}</b> {asking.length === 1 ? 'asks' : 'ask'} for help
        </li>
        {session.timer && leftMs !== null && (
          <li class={leftMs < 0 ? 'is-over' : undefined}>
            <b class="console-countdown">{countdown(leftMs)}</b> {session.timer.label}
          </li>
        )}
        {driver !== null && (
          <li>
            <b>{session.driver === room.link.you?.id ? 'You drive' : `${driver} drives`}</b>
          </li>
        )}
      </ul>
      <Projecting room={room} desk={desk} session={session} />
      <button type="button" class="quiet-button console-keys" onClick={help}>
        Keys <kbd>?</kbd>
      </button>
      <Freshness room={room} liveAtMs={liveAtMs} />
    </header>
  );
}
