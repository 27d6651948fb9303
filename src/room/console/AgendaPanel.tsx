/** Where the class is, when it will end, what to leave out next, and what the fast ones can do. */
import type { ComponentChildren } from 'preact';
import { tasksForTheFast, paceOf, type Pace, type Row } from '#workshop/agenda.ts';
import { whatToCut, whatToTakeUp, type Proposal } from '#workshop/agenda-cuts.ts';
import { breaksInWords, inMinutes, paceInWords } from '#workshop/agenda-words.ts';
import type { Item, Programme } from '#workshop/programme.ts';
import type { Agenda, Session } from '#workshop/session.ts';
import { AgendaRows } from './AgendaRows.tsx';
import { clock, countdown } from './ago.ts';
import { labTitle, type PanelProps } from './desk.ts';
import { labsOfItems } from './people.ts';
import { TimerPart } from './TimerPart.tsx';
import { useLook } from './use-look.ts';
import { trackOf, useProgramme } from './use-programme.ts';

interface PaceProps extends PanelProps {
  readonly pace: Pace;
  readonly session: Session;
  readonly programme: Programme;
}

function Choose({ room, programme }: Pick<PanelProps, 'room'> & { readonly programme: Programme }) {
  return (
    <section class="console-part" aria-label="Choose an agenda">
      <p>Which format is this? Its clock starts when you choose.</p>
      <ul class="agenda-tracks" data-list>
        {programme.tracks.map(({ id, title, minutes, items }) => (
          <li key={id}>
            <button
              type="button"
              data-item
              onClick={() => void room.say({ kind: 'agenda', track: id })}
            >
              Start “{title}”
            </button>{' '}
            <span class="label">
              {items.length} items, {minutes} min with breaks
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The lab of an item, if everybody writes in it. */
function labOf({ desk }: PanelProps, item: Item): string | null {
  return labsOfItems(desk.course, [item])[0]?.id ?? null;
}

function Now({ pace, session, room, desk }: PaceProps) {
  const { current, track, leftMs } = pace;
  const index = current?.index ?? track.items.length;
  const next = track.items[index + 1];
  const lab = current === null ? null : labOf({ room, desk }, current.item);
  const move = (item: number): void => void room.say({ kind: 'moved', item });
  const part = current === null ? 1 : Math.min(1, current.spentMs / Math.max(1, current.givenMs));
  return (
    <section class="console-part agenda-now" aria-label="Now">
      <h3>{current?.item.title ?? 'Through'}</h3>
      {current && (
        <>
          <div class={`agenda-bar ${leftMs < 0 ? 'is-over' : ''}`} aria-hidden="true">
            <span style={{ width: `${part * 100}%` }} />
          </div>
          <p>
            <b class={`console-countdown ${leftMs < 0 ? 'is-over' : ''}`}>{countdown(leftMs)}</b>{' '}
            {leftMs < 0 ? 'over its' : 'left of'} {inMinutes(current.givenMs)} min
          </p>
        </>
      )}
      <p class="console-acts">
        {current && (
          <button type="button" class="is-primary" data-start onClick={() => move(index + 1)}>
            {next ? `On to ${next.title}` : 'That was the last one'}
          </button>
        )}
        {index > 0 && (
          <button type="button" onClick={() => move(index - 1)}>
            Back
          </button>
        )}
        {lab !== null && (
          <button
            type="button"
            aria-pressed={session.classLab === lab}
            onClick={() =>
              void room.say({ kind: 'gathered', lab: session.classLab === lab ? null : lab })
            }
          >
            {session.classLab === lab ? 'The class is in' : 'Bring the class to'}{' '}
            {labTitle(desk.course, lab)}
          </button>
        )}
      </p>
    </section>
  );
}

interface ProposalsProps {
  readonly room: PanelProps['room'];
  readonly proposals: readonly Proposal[];
  /** Whether pressing the button cuts the item. */
  readonly isCut: boolean;
}

function Proposals({ room, proposals, isCut }: ProposalsProps) {
  return (
    <ul class="agenda-proposals">
      {proposals.map(({ index, title, savesMs, how }) => (
        <li key={index}>
          <p>
            <b>{title}</b> <span class="label">{inMinutes(savesMs)} min</span>
          </p>
          <p>{how}</p>
          <button type="button" onClick={() => void room.say({ kind: 'cut', item: index, isCut })}>
            {isCut ? 'Leave it out' : 'Take it up again'}
          </button>
        </li>
      ))}
    </ul>
  );
}

function Advice({ pace, room }: PaceProps) {
  const { proposals, shortMs } = whatToCut(pace);
  const again = whatToTakeUp(pace);
  if (proposals.length === 0 && again.length === 0 && shortMs === 0) return null;
  return (
    <section class="console-part" aria-label="What to leave out">
      {proposals.length > 0 && <h3>To end on time, leave out</h3>}
      <Proposals room={room} proposals={proposals} isCut />
      {shortMs > 0 && (
        <p>
          {proposals.length > 0 ? 'Even then' : 'Nothing more may be left out, and'} the end is{' '}
          {inMinutes(shortMs)} min late: say so to the class.
        </p>
      )}
      {again.length > 0 && <h3>There is time again for</h3>}
      <Proposals room={room} proposals={again} isCut={false} />
    </section>
  );
}

function ForTheFast({ pace, programme, desk }: PaceProps) {
  const tasks = pace.current === null ? [] : tasksForTheFast(programme, pace.current.item);
  if (tasks.length === 0) return null;
  return (
    <section class="console-part" aria-label="For the fast">
      <h3>For those who are done</h3>
      <ul class="agenda-tasks">
        {tasks.map((task) => (
          <li key={task.kind === 'beyond' ? task.code : task.lab}>
            {task.kind === 'beyond' ? (
              <>
                <b>{task.code}</b> {task.sentence} <span class="label">{task.bound}</span>
              </>
            ) : (
              <>
                The whole lab “{labTitle(desk.course, task.lab)}”: also write{' '}
                {task.files.join(', ')}
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Paced(props: PaceProps & { readonly agenda: Agenda; readonly timer: ComponentChildren }) {
  const { pace, room, agenda } = props;
  const isLate = pace.behindMs > 3 * 60_000;
  const cut = (row: Row): void =>
    void room.say({
      kind: 'cut',
      item: row.index,
      isCut: !agenda.cut.includes(row.index),
    });
  return (
    <>
      <section class="console-part" aria-label="Pace">
        <p class={`agenda-pace ${isLate ? 'is-late' : ''}`}>{paceInWords(pace)}</p>
        <p>
          Ends at <b>{clock(pace.endMs)}</b>, planned {clock(pace.plannedEndMs)}.
        </p>
        {breaksInWords(pace).map((words) => (
          <p key={words}>{words}</p>
        ))}
      </section>
      <Now {...props} />
      {props.timer}
      <Advice {...props} />
      <ForTheFast {...props} />
      <AgendaRows pace={pace} go={(item) => void room.say({ kind: 'moved', item })} cut={cut} />
    </>
  );
}

export function AgendaPanel({ room, desk }: PanelProps) {
  const look = useLook({ room, desk }, 1_000);
  const { programme, trouble } = useProgramme();
  if (look === null) return null;
  const { session, nowMs } = look;
  const track = trackOf(programme, session);
  const { agenda } = session;
  const pace = track && agenda && paceOf(track, agenda, nowMs);
  const item = pace?.current?.item;
  const timer = (
    <TimerPart
      {...{ room, desk, session, nowMs }}
      labMinutes={item?.kind === 'lesson' && item.lab > 0 ? item.lab : null}
    />
  );
  return (
    <>
      {trouble !== '' && <p role="alert">{trouble}</p>}
      {programme && !pace && <Choose room={room} programme={programme} />}
      {programme && pace ? (
        <Paced {...{ room, desk, pace, session, programme, agenda, timer }} />
      ) : (
        timer
      )}
    </>
  );
}
