/** The page of the room: joins, shows the word, and is the learner's own page from then on. */
import { signal, type Signal } from '@preact/signals';
import { render } from 'preact';
import { useEffect } from 'preact/hooks';
import { forgetIdentity, keepIdentity, readIdentity, type Identity } from './identity.ts';
import { codeIn, lookForRoom, type Found } from './join.ts';
import { JoinForm, type Allowed } from './JoinForm.tsx';
import { closeMyRoom, myRoom, type MyRoom } from './my-room.ts';
import { RoomPage } from './RoomPage.tsx';
import { StatusCard } from './StatusCard.tsx';
import { NewWord } from './Word.tsx';

/** Between two looks for a server that does not answer, milliseconds. */
const lookAgainMs = 4_000;

interface Door {
  readonly found: Signal<Found | 'looking'>;
  readonly mine: Signal<MyRoom | null>;
  readonly newWord: Signal<string | null>;
  readonly trouble: Signal<string>;
}

async function look(door: Door): Promise<void> {
  const found = await lookForRoom(fetch);
  door.found.value = found;
  if (found === 'away' && door.mine.value === null) setTimeout(() => void look(door), lookAgainMs);
}

async function enter(door: Door): Promise<void> {
  door.mine.value = await myRoom();
  await import('./start-dock.tsx').then(({ beginDock }) => beginDock());
}

async function joined(door: Door, identity: Identity, allowed: Allowed | null): Promise<void> {
  if (!keepIdentity(identity)) {
    door.trouble.value =
      'This browser keeps nothing for this site, so it cannot stay in a room: leave the private window, or allow storage for this site, and join again.';
    return;
  }
  // The code has been used: a reload is not another join.
  history.replaceState(null, '', location.pathname);
  door.newWord.value = identity.isWordNew ? identity.word : null;
  await enter(door);
  if (allowed) void door.mine.value?.room.say({ kind: 'consented', ...allowed });
}

async function leave(door: Door): Promise<void> {
  const { mine } = door;
  const goodbye = mine.value?.room.say({ kind: 'left' });
  // With no network the room finds out by the silence.
  await Promise.race([goodbye, new Promise((resolve) => setTimeout(resolve, 2_000))]);
  forgetIdentity();
  await closeMyRoom();
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
          joined={(identity, allowed) => void joined(door, identity, allowed)}
        />
      )}
      <StatusCard mine={null} isOpen={found !== 'room'} />
    </>
  );
}

function Page({ door }: { readonly door: Door }) {
  const mine = door.mine.value;
  useEffect(() => {
    // A second code is scanned while this page stands: the fragment changes and nothing is loaded.
    const changed = (): void => {
      if (door.mine.value === null) location.reload();
    };
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, [door]);
  if (mine === null) return <Outside door={door} />;
  const other = codeIn(location);
  return (
    <>
      {other.length === 6 && other !== mine.identity.code && (
        <p class="join-trouble" role="alert">
          You came with the code of another room, {other}. Leave this one first, below; your drafts
          stay.
        </p>
      )}
      {door.newWord.value !== null ? (
        <NewWord
          word={door.newWord.value}
          done={() => {
            door.newWord.value = null;
            keepIdentity({ ...mine.identity, isWordNew: false });
          }}
        />
      ) : (
        <>
          <RoomPage mine={mine} leave={() => void leave(door)} />
          <StatusCard mine={mine} isOpen={mine.line.value.connection === 'away'} />
        </>
      )}
    </>
  );
}

const host = document.querySelector<HTMLElement>('[data-room]');
if (host) {
  const identity = readIdentity();
  const door: Door = {
    found: signal<Found | 'looking'>('looking'),
    mine: signal<MyRoom | null>(null),
    newWord: signal(identity?.isWordNew === true ? identity.word : null),
    trouble: signal(''),
  };
  host.textContent = '';
  render(<Page door={door} />, host);
  void (identity === null ? look(door) : enter(door));
}
