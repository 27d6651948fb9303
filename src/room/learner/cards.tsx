/** What stands above the dock's bar while it is new: each card is put away by its reader. */
import { useState } from 'preact/hooks';
import type { Participant, Session } from '#workshop/session.ts';
import type { MyRoom } from './my-room.ts';
import { sayStatus } from './StatusChoice.tsx';

export function Notices({ mine: { room } }: { readonly mine: MyRoom }) {
  return (
    <>
      {room.notices.value.map((notice) => (
        <div key={notice} class="dock-card is-line" role="alert">
          <p>{notice}</p>
          <p class="dock-acts">
            <button type="button" onClick={() => room.dismiss(notice)}>
              Understood
            </button>
          </p>
        </div>
      ))}
    </>
  );
}

const putAwayKey = 'nines:room-read';

function readPutAway(): string {
  try {
    return sessionStorage.getItem(putAwayKey) ?? '';
  } catch {
    return '';
  }
}

/** The last thing that the instructor said to all. */
export function Announcement({ session }: { readonly session: Session }) {
  const { announcement } = session;
  const [putAway, setPutAway] = useState(readPutAway);
  if (announcement === null || putAway === String(announcement.atMs)) return null;
  return (
    <div class="dock-card is-line" role="status">
      <h2 class="is-hidden">To everybody</h2>
      <p class="dock-words">{announcement.text}</p>
      <p class="dock-acts">
        <button
          type="button"
          onClick={() => {
            setPutAway(String(announcement.atMs));
            try {
              sessionStorage.setItem(putAwayKey, String(announcement.atMs));
            } catch {
              // Then the next page shows it once more.
            }
          }}
        >
          Read
        </button>
      </p>
    </div>
  );
}

/** What becomes of a request for help. */
export function HelpCard({ mine, me }: { readonly mine: MyRoom; readonly me: Participant }) {
  if (me.status !== 'help') return null;
  return (
    <div class="dock-card is-line is-help" role="status">
      <div>
        <h2>{me.claimedBy === null ? 'Help is asked for' : 'A helper is coming'}</h2>
        {me.note !== '' && <p class="dock-words">“{me.note}”</p>}
      </div>
      <p class="dock-acts">
        <button type="button" onClick={() => sayStatus(mine, 'working')}>
          It works now
        </button>
      </p>
    </div>
  );
}

const asks = {
  story: {
    title: 'May the room see the story of your run?',
    text: 'It would be shown on the projector. Your name and your code stay hidden.',
  },
  look: {
    title: 'May the instructor open your code?',
    text: 'Only the files of this lab, as you last ran them.',
  },
} as const;

/** What the instructor would like to see, with a yes and a no. */
export function Request({ mine, me }: { readonly mine: MyRoom; readonly me: Participant }) {
  const [isSending, setIsSending] = useState(false);
  const { requested } = me;
  if (requested === null || requested.isDeclined) return null;
  const { lab, why } = requested;
  const yes = async (): Promise<void> => {
    setIsSending(true);
    const trouble = await mine.laying.answer(lab);
    setIsSending(false);
    if (trouble !== null) mine.room.notify(trouble);
  };
  return (
    <div class="dock-card" role="status">
      <h2>{asks[why].title}</h2>
      <p>
        {asks[why].text} <span class="label">Lab {lab}.</span>
      </p>
      <p class="dock-acts">
        <button type="button" class="is-primary" disabled={isSending} onClick={() => void yes()}>
          {isSending ? 'Sending …' : 'Yes'}
        </button>
        <button type="button" onClick={() => void mine.room.say({ kind: 'declined', lab })}>
          No
        </button>
      </p>
    </div>
  );
}
