/** The window of the beamer: the view that the room wants, a countdown in its corner, and discreetly how it is connected. */
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { countdown } from '#room/console/ago.ts';
import type { Room } from '#room/room.ts';
import type { Projected } from '#workshop/messages.ts';
import type { Session } from '#workshop/session.ts';
import { Tools } from './Tools.tsx';
import { useNow } from './use-now.ts';
import { views, type ViewProps } from './views.ts';

type View = ComponentType<ViewProps>;

/** A view that has come, or null for one that did not. */
interface Loaded {
  readonly name: Projected['view'];
  readonly View: View | null;
}

/** Fetches the view that is wanted; the one before stays until then, and a fetch that fails is tried again. */
function useView(name: Projected['view']): Loaded | null {
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  useEffect(() => {
    let isWanted = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const load = async (): Promise<void> => {
      try {
        // A view of that name takes what comes with that name.
        const View = ((await views[name]?.()) ?? null) as View | null;
        if (isWanted) setLoaded({ name, View });
      } catch {
        if (isWanted) timer = setTimeout(() => void load(), 3_000);
      }
    };
    void load();
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [name]);
  return loaded;
}

function Shown({ room, session }: { readonly room: Room; readonly session: Session }) {
  const [last, setLast] = useState(session.projected);
  const loaded = useView(session.projected.view);
  const isReady = loaded?.name === session.projected.view;
  const what = isReady ? session.projected : last;
  useEffect(() => {
    if (isReady) setLast(session.projected);
  });
  if (loaded === null) return <div class="shown" />;
  if (loaded.View === null || what.view !== loaded.name)
    return (
      <div class="shown is-resting">
        <p class="shown-title">{session.title}</p>
        {loaded.View === null && (
          <p class="shown-note">
            This window is older than the console and cannot show what it asks for. Reload it.
          </p>
        )}
      </div>
    );
  return <loaded.View room={room} session={session} what={what} />;
}

/** The countdown stays in sight whatever is shown; the timer's own view has it larger. */
function Corner({ room, session }: { readonly room: Room; readonly session: Session }) {
  const nowMs = useNow(room, 500);
  const { timer, projected } = session;
  if (timer === null || projected.view === 'timer' || projected.view === 'nothing') return null;
  const leftMs = timer.endsAtMs - nowMs;
  return (
    <p class={`corner-timer${leftMs < 0 ? ' is-over' : ''}`} role="timer">
      <b>{countdown(leftMs)}</b> {timer.label}
    </p>
  );
}

/** Nothing while all is well: the wall is not the place for a status, but what stands still must not look alive. */
function Connection({ room }: { readonly room: Room }) {
  const { connection } = room.link;
  if (connection === 'live' || connection === 'polling') return null;
  return (
    <p class="projector-link" role="status">
      <span class="projector-sign" aria-hidden="true" />
      {connection === 'connecting' ? 'Connecting' : 'Not connected: this may be old'}
    </p>
  );
}

export function Projector({ room }: { readonly room: Room }) {
  const session = room.seen.value?.session;
  const { connection, why } = room.link;
  if (connection === 'refused')
    return (
      <div class="shown is-resting">
        <h1 class="shown-title">This window may not show the room</h1>
        <p class="shown-note">{why} Open it anew from the console.</p>
      </div>
    );
  return (
    <>
      <h1 class="is-hidden">Projector</h1>
      {session ? (
        <Shown room={room} session={session} />
      ) : (
        <div class="shown is-resting">
          <p class="shown-title">Nines</p>
        </div>
      )}
      <div class="projector-foot">
        <Connection room={room} />
        {session && <Corner room={room} session={session} />}
      </div>
      <Tools />
    </>
  );
}
