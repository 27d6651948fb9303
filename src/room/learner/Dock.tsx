/**
 * The dock: one bar at the foot of every page while its reader is in a room, and above it what asks for attention. All of
 * the course stays usable under it: the bar takes its height from the page (`--dock`), and cards can be put away.
 */
import { useState } from 'preact/hooks';
import { countdown } from '#room/console/ago.ts';
import { useNow } from '#room/projector/use-now.ts';
import type { Room } from '#room/room.ts';
import { addressOf } from '#room/together/course-place.ts';
import type { Session } from '#workshop/session.ts';
import { Announcement, HelpCard, Notices, Request } from './cards.tsx';
import { ClassButtons } from './ClassButtons.tsx';
import { useFolds } from './folds.ts';
import { lineSentence, lineWord } from './line-words.ts';
import type { LineState, MyRoom } from './my-room.ts';
import { PartCard } from './PartCard.tsx';
import { parts, type Part, type Stand } from './parts.ts';
import { HelpForm, sayStatus, StatusChoice } from './StatusChoice.tsx';
import { myself } from './telling.ts';

function Timer({ room, timer }: { readonly room: Room; readonly timer: Session['timer'] }) {
  const nowMs = useNow(room, 1_000);
  if (timer === null) return null;
  return (
    <p class="dock-timer" role="timer" aria-label={timer.label || 'Countdown'}>
      {countdown(timer.endsAtMs - nowMs)}
    </p>
  );
}

const signs: Readonly<Record<LineState['connection'], string>> = {
  connecting: 'M9 3.5v3M9 11.5v3M3.5 9h3M11.5 9h3',
  live: 'M9 5a4 4 0 1 0 0 8a4 4 0 1 0 0-8z',
  polling: 'M9 5a4 4 0 1 0 0 8a4 4 0 1 0 0-8z',
  away: 'M4.5 4.5L13.5 13.5M13 9a4 4 0 0 0-5.4-3.7M5.3 7.6A4 4 0 0 0 10.6 12.7',
  refused: 'M5 5L13 13M13 5L5 13',
};

function LineSign({ connection }: Pick<LineState, 'connection'>) {
  return (
    <svg class={`shape line-sign is-${connection}`} viewBox="0 0 18 18" aria-hidden="true">
      <path d={signs[connection]} />
    </svg>
  );
}

interface Shown {
  readonly part: Part;
  readonly stand: Exclude<Stand, 'none'>;
  readonly news: string;
}

function shownParts(room: Room, session: Session): Shown[] {
  const looking = { session, you: room.link.you?.id ?? '' };
  return parts.flatMap((part) => {
    const stand = part.stand(looking);
    return stand === 'none' ? [] : [{ part, stand, news: part.news(looking) }];
  });
}

/** What the bar's first button opens: where things stand, parts that are listed or folded, and the way to the room's page. */
function Panel({
  mine,
  session,
  folded,
  unfold,
}: {
  readonly mine: MyRoom;
  readonly session: Session | null;
  readonly folded: readonly Shown[];
  readonly unfold: (one: Shown) => void;
}) {
  const { unkept } = mine.keeping;
  return (
    <section class="dock-card dock-panel" id="dock-panel" aria-label="The room">
      <h2>{session?.title ?? mine.identity.title}</h2>
      <p>{lineSentence(mine.line.value)}</p>
      {session?.announcement && <p class="dock-words">“{session.announcement.text}”</p>}
      {unkept.value.length > 0 && (
        <p>Not kept in the room, for want of space: {unkept.value.join(', ')}.</p>
      )}
      {folded.length > 0 && (
        <p class="dock-acts">
          {folded.map((one) => (
            <button key={one.part.id} type="button" onClick={() => unfold(one)}>
              {one.part.title}
            </button>
          ))}
        </p>
      )}
      <p class="dock-acts">
        <a class="button" href={addressOf('/workshop/')}>
          My page of the room
        </a>
      </p>
    </section>
  );
}

function Bar({
  mine,
  session,
  isOpen,
  toggle,
  ask,
}: {
  readonly mine: MyRoom;
  readonly session: Session | null;
  readonly isOpen: boolean;
  readonly toggle: () => void;
  readonly ask: () => void;
}) {
  const line = mine.line.value;
  const status = myself(mine.room)?.status ?? 'none';
  return (
    <div class="dock-bar">
      <button
        type="button"
        class={`dock-line is-${line.connection}`}
        aria-expanded={isOpen}
        aria-controls="dock-panel"
        onClick={toggle}
      >
        <LineSign connection={line.connection} />
        <span>{lineWord(line)}</span>
      </button>
      {session?.isEnded === true ? (
        <p class="dock-with">This session has ended.</p>
      ) : (
        <>
          {session && <Timer room={mine.room} timer={session.timer} />}
          <StatusChoice
            status={status}
            choose={(chosen) => (chosen === 'help' ? ask() : sayStatus(mine, chosen))}
          />
          <ClassButtons session={session} />
        </>
      )}
    </div>
  );
}

export function Dock({ mine }: { readonly mine: MyRoom }) {
  const { room } = mine;
  const session = room.seen.value?.session ?? null;
  const me = session && myself(room);
  const [isOpen, setIsOpen] = useState(false);
  const [isAsking, setIsAsking] = useState(false);
  const [folds, setFold] = useFolds();
  const shown = session ? shownParts(room, session) : [];
  const isFolded = ({ part, news, stand }: Shown): boolean =>
    stand === 'listed' ? folds[part.id] !== `open ${news}` : folds[part.id] === `folded ${news}`;
  return (
    <>
      <div class="dock-stack">
        <Notices mine={mine} />
        {session && <Announcement session={session} />}
        {me && <Request mine={mine} me={me} />}
        {shown
          .filter((one) => one.stand === 'shown' || !isFolded(one))
          .map((one) => (
            <PartCard
              key={one.part.id}
              part={one.part}
              isFolded={isFolded(one)}
              fold={() => setFold(one.part.id, `folded ${one.news}`)}
              room={room}
            />
          ))}
        {isAsking ? (
          <HelpForm mine={mine} close={() => setIsAsking(false)} />
        ) : (
          me && <HelpCard mine={mine} me={me} />
        )}
        {isOpen && (
          <Panel
            mine={mine}
            session={session}
            folded={shown.filter(isFolded)}
            unfold={({ part, news }) => setFold(part.id, `open ${news}`)}
          />
        )}
      </div>
      <Bar
        mine={mine}
        session={session}
        isOpen={isOpen}
        toggle={() => setIsOpen(!isOpen)}
        ask={() => setIsAsking(true)}
      />
    </>
  );
}
