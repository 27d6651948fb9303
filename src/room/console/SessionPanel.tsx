/** What concerns the session itself: word to everybody, further staff, who drives, the record, the end. */
import { useState } from 'preact/hooks';
import type { Session } from '#workshop/session.ts';
import { clock } from './ago.ts';
import type { PanelProps } from './desk.ts';
import { Invite } from './Invite.tsx';
import { download, exported } from './staff-calls.ts';
import { forgetToken } from './token.ts';

type PartProps = PanelProps & { readonly session: Session };

function Announce({ room, desk, session }: PartProps) {
  const [text, setText] = useState('');
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (text.trim() === '') return;
    const answer = await room.say({ kind: 'announced', text: text.trim() });
    if (answer.kind !== 'accepted') return;
    setText('');
    desk.tell('Everybody has been told.');
  };
  return (
    <form class="console-part" onSubmit={(event) => void send(event)}>
      <label for="announce">A word to everybody</label>
      <textarea
        id="announce"
        rows={2}
        maxLength={600}
        value={text}
        data-start
        onInput={({ currentTarget }) => setText(currentTarget.value)}
      />
      <p class="console-acts">
        <button type="submit" disabled={text.trim() === ''}>
          Tell everybody
        </button>
      </p>
      {session.announcement && (
        <p class="label">
          Last, at {clock(session.announcement.atMs)}: “{session.announcement.text}”
        </p>
      )}
    </form>
  );
}

function HandOver({ room, session }: PartProps) {
  const you = room.link.you?.id;
  const instructors = Object.values(session.staff).filter(({ role }) => role === 'instructor');
  const driver = session.driver;
  return (
    <section class="console-part" aria-label="Who drives">
      <h3>Who drives</h3>
      <p>
        {driver === null
          ? 'Every instructor may move the slides and the projector.'
          : driver === you
            ? 'You move the slides and the projector; others cannot.'
            : `${session.staff[driver]?.name ?? 'Another instructor'} moves the slides and the projector.`}
      </p>
      <p class="console-acts">
        {instructors
          .filter(({ id }) => id !== driver)
          .map(({ id, name }) => (
            <button
              key={id}
              type="button"
              onClick={() => void room.say({ kind: 'handed', to: id })}
            >
              {id === you
                ? driver === null
                  ? 'I drive alone'
                  : 'Take over'
                : `Hand over to ${name}`}
            </button>
          ))}
      </p>
      {instructors.length < 2 && (
        <p class="label">To hand over, invite a second instructor below.</p>
      )}
    </section>
  );
}

function Record({ room, session }: PartProps) {
  const [trouble, setTrouble] = useState('');
  const fetchAs = async (as: 'json' | 'csv'): Promise<void> => {
    const called = await exported(room.credential, as);
    if (called.kind === 'failed') return setTrouble(called.why);
    setTrouble('');
    download(called.value, `nines-${session.code}.${as}`);
  };
  return (
    <section class="console-part" aria-label="The record">
      <h3>The record</h3>
      <p>All that was said in this session, in one file. It holds pseudonyms and no other names.</p>
      <p class="console-acts">
        <button type="button" onClick={() => void fetchAs('json')}>
          Download JSON
        </button>
        <button type="button" onClick={() => void fetchAs('csv')}>
          Download CSV
        </button>
      </p>
      {trouble !== '' && <p role="alert">{trouble}</p>}
    </section>
  );
}

function End({ room, session }: PartProps) {
  const [isAsked, setIsAsked] = useState(false);
  if (session.isEnded)
    return (
      <section class="console-part" aria-label="End">
        <h3>This session has ended</h3>
        <p>Everybody keeps their work in their own browser. The record can still be downloaded.</p>
      </section>
    );
  return (
    <section class="console-part" aria-label="End">
      <h3>End</h3>
      {isAsked ? (
        <>
          <p>
            Nobody can join or say anything afterwards, and it cannot be opened again. Work stays in
            everybody’s browser.
          </p>
          <p class="console-acts">
            <button type="button" class="is-grave" onClick={() => void room.say({ kind: 'ended' })}>
              End it for everybody
            </button>
            <button type="button" onClick={() => setIsAsked(false)}>
              Go on teaching
            </button>
          </p>
        </>
      ) : (
        <p class="console-acts">
          <button type="button" onClick={() => setIsAsked(true)}>
            End the session …
          </button>
          <button
            type="button"
            onClick={() => {
              forgetToken(localStorage);
              room.link.close();
              location.reload();
            }}
          >
            Forget the token on this machine
          </button>
        </p>
      )}
    </section>
  );
}

export function SessionPanel({ room, desk }: PanelProps) {
  const session = room.seen.value?.session;
  if (!session) return null;
  const given = { room, desk, session };
  return (
    <>
      <Announce {...given} />
      <HandOver {...given} />
      <Invite {...given} />
      <Record {...given} />
      <End {...given} />
    </>
  );
}
