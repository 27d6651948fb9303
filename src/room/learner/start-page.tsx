/** The page of the room: joins, and fetches the learner's own page once there is one. */
import { signal, type Signal } from '@preact/signals';
import { render } from 'preact';
import { useEffect } from 'preact/hooks';
import { forgetIdentity, keepIdentity, readIdentity, type Identity } from './identity.ts';
import { codeIn, lookForRoom, type Found } from './join.ts';
import { JoinForm, type Allowed } from './JoinForm.tsx';
import { Late } from './Late.tsx';
import type { MyRoom } from './my-room.ts';

/** Between two looks for a server that does not answer, milliseconds. */
const lookAgainMs = 4_000;

interface Door {
  readonly found: Signal<Found | 'looking'>;
  /** Null while no room is joined; then what was allowed just now, if anything was. */
  readonly joined: Signal<{ readonly allowed: Allowed | null } | null>;
  readonly trouble: Signal<string>;
}

async function look(door: Door): Promise<void> {
  const found = await lookForRoom(fetch);
  door.found.value = found;
  if (found === 'away' && door.joined.value === null)
    setTimeout(() => void look(door), lookAgainMs);
}

function enter(door: Door, identity: Identity, allowed: Allowed | null): void {
  if (!keepIdentity(identity)) {
    door.trouble.value =
      'This browser keeps nothing for this site, so it cannot stay in a room: leave the private window, or allow storage for this site, and join again.';
    return;
  }
  // The code has been used: a reload is not another join.
  history.replaceState(null, '', location.pathname);
  door.joined.value = { allowed };
}

async function leave({ room, client }: MyRoom): Promise<void> {
  const goodbye = room.say({ kind: 'left' });
  // With no network the room finds out by the silence.
  await Promise.race([goodbye, new Promise((resolve) => setTimeout(resolve, 2_000))]);
  forgetIdentity();
  client.close();
  location.reload();
}

const nowhere: Readonly<Record<Exclude<Found, 'room'>, { title: string; text: string }>> = {
  'no-room': {
    title: 'There is no room at this address',
    text: 'This is a copy of the course without a live room: all of it works, alone and offline. If you are in a workshop, take the address that the instructor shows; your drafts come along as one file from the portfolio page.',
  },
  away: {
    title: 'The room does not answer',
    text: 'Check that you are in the right wifi. It is tried again by itself, every few seconds; the course works meanwhile.',
  },
};

function Outside({ door }: { readonly door: Door }) {
  const found = door.found.value;
  if (found === 'looking') return <p role="status">Looking for the room …</p>;
  return (
    <>
      {found !== 'room' && (
        <section class="room-part" role="status">
          <h2>{nowhere[found].title}</h2>
          <p>{nowhere[found].text}</p>
        </section>
      )}
      {door.trouble.value !== '' && (
        <p class="join-trouble" role="alert">
          {door.trouble.value}
        </p>
      )}
      {found === 'room' && (
        <JoinForm
          code={codeIn(location)}
          joined={(identity, allowed) => enter(door, identity, allowed)}
        />
      )}
      <Late
        load={async () => (await import('./StatusCard.tsx')).StatusCard}
        props={{ mine: null, isOpen: found !== 'room' }}
      />
    </>
  );
}

function Page({ door }: { readonly door: Door }) {
  const joined = door.joined.value;
  useEffect(() => {
    // A second code is scanned while this page stands: the fragment changes and nothing is loaded.
    const changed = (): void => {
      if (door.joined.value === null) location.reload();
    };
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, [door]);
  if (joined === null) return <Outside door={door} />;
  return (
    <Late
      load={async () => (await import('./Inside.tsx')).Inside}
      props={{ allowed: joined.allowed, leave: (mine) => void leave(mine) }}
    />
  );
}

const host = document.querySelector<HTMLElement>('[data-room]');
if (host) {
  const isIn = readIdentity() !== null;
  const door: Door = {
    found: signal<Found | 'looking'>('looking'),
    joined: signal<Door['joined']['value']>(isIn ? { allowed: null } : null),
    trouble: signal(''),
  };
  host.textContent = '';
  render(<Page door={door} />, host);
  if (!isIn) void look(door);
}
