/** The learner's own page of the room: the class, themselves, what was told and what waits, and the way out. */
import { useState } from 'preact/hooks';
import { lastOutcome } from './standing-words.ts';
import { clock } from '#room/console/ago.ts';
import { useProgramme } from '#room/projector/lab-title.ts';
import { useNow } from '#room/projector/use-now.ts';
import { sharedStore } from '#workbench/draft-storage.ts';
import { downloadText } from '#workbench/files.ts';
import { browserSettings, formatWork } from '#workbench/work-file.ts';
import { paceOf } from '#workshop/agenda.ts';
import { limits } from '#workshop/limits.ts';
import type { Participant, Session } from '#workshop/session.ts';
import { classPlace, goToClass, isWithClass } from './class-place.ts';
import { lineSentence } from './line-words.ts';
import type { MyRoom } from './my-room.ts';
import { myself } from './telling.ts';
import { Word } from './Word.tsx';

function ClassPart({ mine, session }: { readonly mine: MyRoom; readonly session: Session }) {
  const place = classPlace(session);
  const programme = useProgramme();
  const nowMs = useNow(mine.room, 15_000);
  const { agenda } = session;
  const track = programme?.tracks.find(({ id }) => id === agenda?.track);
  const pace = agenda && track ? paceOf(track, agenda, nowMs) : null;
  return (
    <section class="room-part">
      <h2>The class</h2>
      <p>{lineSentence(mine.line.value)}</p>
      {session.isEnded && <p>This session has ended. Your work stays in this browser.</p>}
      {place && !isWithClass(place) && (
        <p class="dock-acts">
          <button type="button" class="is-primary" onClick={() => goToClass(place)}>
            Bring me to the class
          </button>
          {place.title !== '' && <span class="label">{place.title}</span>}
        </p>
      )}
      {session.announcement && <p class="room-said">{session.announcement.text}</p>}
      {pace ? (
        <ol class="room-agenda">
          {pace.rows.map(({ index, item, state, atMs, givenMs, isCut }) => (
            <li
              key={index}
              class={`is-${state}`}
              aria-current={state === 'now' ? 'step' : undefined}
            >
              <span class="label">{atMs === null ? '' : clock(atMs)}</span>
              <span>{item.title}</span>
              <span class="label">
                {isCut && givenMs === 0 ? 'left out' : `${Math.round(givenMs / 60_000)} min`}
              </span>
            </li>
          ))}
        </ol>
      ) : (
        <p class="label">There is no agenda yet.</p>
      )}
    </section>
  );
}

function Naming({ mine, me }: { readonly mine: MyRoom; readonly me: Participant }) {
  const [name, setName] = useState(me.name);
  const rename = (event: Event): void => {
    event.preventDefault();
    if (name.trim() !== '') void mine.room.say({ kind: 'renamed', name: name.trim() });
  };
  return (
    <form class="room-name" onSubmit={rename}>
      <label>
        My name here
        <input
          type="text"
          required
          maxLength={limits.nameMax}
          value={name}
          onInput={({ currentTarget }) => setName(currentTarget.value)}
        />
      </label>
      <button type="submit" disabled={name.trim() === '' || name.trim() === me.name}>
        Rename
      </button>
    </form>
  );
}

function Allowing({ mine, me }: { readonly mine: MyRoom; readonly me: Participant }) {
  const { consent } = me;
  const { unkept, keptAtMs } = mine.keeping;
  const allow = (change: Partial<Participant['consent']>): void => {
    void mine.room.say({ kind: 'consented', ...consent, ...change });
  };
  return (
    <>
      <label class="dock-check">
        <input
          type="checkbox"
          checked={consent.code}
          onChange={({ currentTarget }) => allow({ code: currentTarget.checked })}
        />
        <span>Instructor and helpers may open my code, as I last ran it.</span>
      </label>
      <label class="dock-check">
        <input
          type="checkbox"
          checked={consent.drafts}
          onChange={({ currentTarget }) => allow({ drafts: currentTarget.checked })}
        />
        <span>
          My drafts are kept in the room, for my other devices.
          {consent.drafts && keptAtMs.value !== null && (
            <span class="label"> Last kept {clock(keptAtMs.value)}.</span>
          )}
        </span>
      </label>
      {unkept.value.length > 0 && (
        <p role="alert">
          The room keeps no more for you: {unkept.value.join(', ')} is in this browser alone. Save
          everything as one file to be safe.
        </p>
      )}
    </>
  );
}

function MePart({ mine, me }: { readonly mine: MyRoom; readonly me: Participant }) {
  const [isShown, setIsShown] = useState(false);
  const save = async (): Promise<void> => {
    downloadText('nines-work.json', await formatWork(await sharedStore(), browserSettings));
  };
  return (
    <section class="room-part">
      <h2>Me</h2>
      <Naming mine={mine} me={me} />
      <p class="dock-acts">
        <button type="button" aria-expanded={isShown} onClick={() => setIsShown(!isShown)}>
          {isShown ? 'Hide my recovery word' : 'Show my recovery word'}
        </button>
        <button type="button" onClick={() => void save()}>
          Save everything as one file
        </button>
      </p>
      {isShown && <Word word={mine.identity.word} />}
      <Allowing mine={mine} me={me} />
    </section>
  );
}

function ToldPart({ mine, me }: { readonly mine: MyRoom; readonly me: Participant }) {
  const { waiting } = mine.line.value;
  const labs = Object.entries(me.labs);
  return (
    <section class="room-part">
      <h2>What the room knows of me</h2>
      <p>
        My name, where I am in the course, how my runs ended and how far I opened the help. No code,
        unless I allowed it.
      </p>
      {labs.length > 0 && (
        <div class="scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">Lab</th>
                <th scope="col">Runs</th>
                <th scope="col">Last</th>
                <th scope="col">Help opened</th>
                <th scope="col">My code</th>
              </tr>
            </thead>
            <tbody>
              {labs.map(([lab, standing]) => (
                <tr key={lab}>
                  <th scope="row">{lab}</th>
                  <td>{standing.runs}</td>
                  <td>{lastOutcome(standing)}</td>
                  <td>{standing.rungs === 0 ? 'none' : `rung ${standing.rungs}`}</td>
                  <td>{standing.shared === null ? 'not laid down' : 'laid down'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p>
        {waiting === 0
          ? 'Nothing waits to be sent.'
          : waiting === 1
            ? 'One thing waits to be sent.'
            : `${waiting} things wait to be sent.`}
      </p>
    </section>
  );
}

/** Leaving asks once, because a forgotten word cannot be asked for. */
function LeavePart({ mine, leave }: { readonly mine: MyRoom; readonly leave: () => void }) {
  const [isAsked, setIsAsked] = useState(false);
  return (
    <section class="room-part">
      <h2>Leave</h2>
      {isAsked ? (
        <>
          <p>
            Your drafts stay in this browser. To come back as the same person you need this word:
          </p>
          <Word word={mine.identity.word} />
          <p class="dock-acts">
            <button type="button" onClick={leave}>
              I have the word: leave
            </button>
            <button type="button" onClick={() => setIsAsked(false)}>
              Stay
            </button>
          </p>
        </>
      ) : (
        <p class="dock-acts">
          <button type="button" onClick={() => setIsAsked(true)}>
            Leave the room …
          </button>
        </p>
      )}
    </section>
  );
}

export function RoomPage({ mine, leave }: { readonly mine: MyRoom; readonly leave: () => void }) {
  const session = mine.room.seen.value?.session ?? null;
  const me = session && myself(mine.room);
  if (session === null || me === null)
    return (
      <section class="room-part">
        <h2>{mine.identity.title}</h2>
        <p role="status">{lineSentence(mine.line.value)}</p>
        <LeavePart mine={mine} leave={leave} />
      </section>
    );
  return (
    <>
      <ClassPart mine={mine} session={session} />
      <MePart mine={mine} me={me} />
      <ToldPart mine={mine} me={me} />
      <LeavePart mine={mine} leave={leave} />
    </>
  );
}
