/** Brings the console's page to life: takes the token out of the address, finds the room, and shows it. */
import { signal, useSignalEffect, type Signal } from '@preact/signals';
import { render } from 'preact';
import { useEffect } from 'preact/hooks';
import { roomOver, type Room } from '#room/room.ts';
import { routes } from '#workshop/routes.ts';
import type { Course } from './desk.ts';
import { Gate, type Closed } from './Gate.tsx';
import { keepToken, takeToken } from './token.ts';

/** Between two looks for a server that does not answer, milliseconds. */
const lookAgainMs = 4_000;

/** The cockpit and the way to the room: fetched by whoever has a token. */
const parts = {
  cockpit: () => import('./Console.tsx'),
  link: () => import('#workshop/open-link.ts'),
};
type Cockpit = Awaited<ReturnType<typeof parts.cockpit>>['Console'];

interface Door {
  readonly room: Signal<Room | null>;
  /** Null until it has come. */
  readonly cockpit: Signal<{ readonly View: Cockpit } | null>;
  /** Null while there is something to show. */
  readonly closed: Signal<Closed | null>;
}

/** Whether this site is served by something that has a room. */
async function lookForRoom(): Promise<'room' | 'no-room' | 'no-server'> {
  try {
    const response = await fetch(routes.about, { cache: 'no-store' });
    if (response.status >= 500) return 'no-server';
    const isOurs = response.headers.get('content-type')?.includes('json') === true;
    return response.ok && isOurs ? 'room' : 'no-room';
  } catch {
    return 'no-server';
  }
}

/** Says why nothing is shown yet, and looks again while that may change by itself. */
async function explain(door: Door): Promise<void> {
  const found = await lookForRoom();
  if (door.room.peek()?.seen.peek()) return;
  if (found !== 'room') door.closed.value = { kind: found };
  else door.closed.value = door.room.peek() ? { kind: 'looking' } : { kind: 'no-token' };
  if (found === 'no-server') setTimeout(() => void explain(door), lookAgainMs);
}

/** Opens the room of a token, instead of the one that is open. */
async function enter(door: Door, token: string): Promise<void> {
  door.room.peek()?.link.close();
  door.closed.value = { kind: 'looking' };
  const credential = { as: 'staff', token } as const;
  const fetched = await Promise.all([parts.cockpit(), parts.link()]).catch(() => null);
  if (fetched === null) {
    // The files of the page lie on the room's server.
    door.closed.value = { kind: 'no-server' };
    setTimeout(() => void enter(door, token), lookAgainMs);
    return;
  }
  const [{ Console }, { openLink }] = fetched;
  door.cockpit.value = { View: Console };
  const link = await openLink(credential);
  const room = roomOver(link, credential);
  const look = (): void => {
    if (link.connection === 'refused')
      door.closed.value = {
        kind: 'refused',
        why: link.why ?? 'It may have been taken back, or belong to a session that was deleted.',
      };
    else if (link.session !== null && link.you !== null) door.closed.value = null;
    else if (link.connection === 'away') void explain(door);
  };
  link.subscribe(look);
  door.room.value = room;
  look();
}

function Page({ door, course }: { readonly door: Door; readonly course: Course }) {
  const room = door.room.value;
  const closed = door.closed.value;
  const cockpit = door.cockpit.value;
  useSignalEffect(() => {
    const session = door.room.value?.seen.value?.session;
    document.title = session ? `${session.title} · Console · Nines` : 'Console · Nines';
  });
  useEffect(() => {
    // A link that is opened while the console stands changes the fragment and loads nothing.
    const changed = (): void => void begin(door);
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, [door]);
  if (closed === null && room && cockpit)
    return <cockpit.View key={room.link.you?.id} room={room} course={course} />;
  return (
    <Gate
      closed={closed ?? { kind: 'looking' }}
      enter={(token) => {
        keepToken(token, localStorage);
        void enter(door, token);
      }}
    />
  );
}

/** Enters with the token of the address or of this browser; says what to do where there is none. */
async function begin(door: Door): Promise<void> {
  const token = takeToken(location, localStorage);
  if (location.hash !== '') history.replaceState(null, '', location.pathname + location.search);
  if (token !== null) await enter(door, token);
  else if (door.room.peek() === null) await explain(door);
}

const host = document.querySelector<HTMLElement>('[data-console]');
const data = document.querySelector('#course')?.textContent;
if (host && data) {
  const door: Door = {
    room: signal(null),
    cockpit: signal(null),
    closed: signal<Closed | null>({ kind: 'looking' }),
  };
  host.textContent = '';
  // The page's own data, written by the build.
  render(<Page door={door} course={JSON.parse(data) as Course} />, host);
  void begin(door);
}
