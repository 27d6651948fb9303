/**
 * A status without a network: read off a learner's screen by the camera, or typed. The camera needs a secure origin (https,
 * or this very machine), so the field is always there.
 */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Session } from '#workshop/session.ts';
import { readStatus, type StatusNote } from '#workshop/status-code.ts';
import { labTitle, type PanelProps } from './desk.ts';

/** Fewer letters are no code yet: nobody is told of a mistake while typing. */
const lettersLeast = 24;

const statusWords = {
  none: 'has said nothing',
  working: 'works',
  done: 'is done',
  help: 'asks for help',
} as const;

/** Fetches the scanner and reads codes until it is stopped. Gives what stops it. */
async function watchCamera(
  player: HTMLVideoElement,
  found: (text: string) => void,
): Promise<() => void> {
  const { QRCanvas, frameLoop, rearCamera } = await import('qr/dom.js');
  const camera = await rearCamera(player);
  const canvas = new QRCanvas();
  let isReading = false;
  const read = async (): Promise<void> => {
    if (isReading) return;
    isReading = true;
    const text = await camera.readFrame(canvas).catch(() => undefined);
    isReading = false;
    if (typeof text === 'string') found(text);
  };
  const end = frameLoop(() => void read(), player);
  return () => {
    end();
    camera.stop();
  };
}

function Camera({
  found,
  close,
}: {
  readonly found: (text: string) => void;
  readonly close: () => void;
}) {
  const player = useRef<HTMLVideoElement>(null);
  const [trouble, setTrouble] = useState('');
  useEffect(() => {
    let stop: (() => void) | null = null;
    let isOver = false;
    const { current: video } = player;
    if (video === null) return undefined;
    watchCamera(video, found).then(
      (stopped) => {
        if (isOver) stopped();
        else stop = stopped;
      },
      () => setTrouble('The camera was not given to this page: allow it, or type the code.'),
    );
    return () => {
      isOver = true;
      stop?.();
    };
  }, []);
  return (
    <div class="scan-camera">
      {trouble === '' ? (
        <video ref={player} playsInline muted aria-label="Camera" />
      ) : (
        <p role="alert">{trouble}</p>
      )}
      <button type="button" onClick={close}>
        Stop the camera
      </button>
    </div>
  );
}

/** Participants who may be meant: the one of that name, or nobody yet. */
function meant(session: Session, { name }: StatusNote): string | null {
  return Object.values(session.participants).find((one) => one.name === name)?.id ?? null;
}

interface FoundProps extends PanelProps {
  readonly session: Session;
  readonly note: StatusNote;
  readonly done: () => void;
}

/** What was read, and who it is: names are not unique, so whoever scans decides. */
function Found({ room, desk, session, note, done }: FoundProps) {
  const [participant, setParticipant] = useState(() => meant(session, note));
  const { name, lab, status, outcome, code, runs, rungs } = note;
  const put = async (): Promise<void> => {
    const answer = await room.say({
      kind: 'scanned',
      ...{ participant, name, lab, status, outcome, code, runs, rungs },
      fingerprint: null,
    });
    if (answer.kind === 'refused') return;
    desk.tell(`${name} is on record.`);
    done();
  };
  const others = Object.values(session.participants).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return (
    <div class="scan-found">
      <p>
        <b>{name}</b> {statusWords[status]} in {labTitle(desk.course, lab)}: {runs}{' '}
        {runs === 1 ? 'run' : 'runs'}
        {code === null ? '' : `, the last broke ${code}`}
        {rungs > 0 && `, help opened up to rung ${rungs}`}.
      </p>
      <label>
        Who is it?
        <select
          value={participant ?? ''}
          onChange={({ currentTarget }) => setParticipant(currentTarget.value || null)}
        >
          <option value="">Somebody new</option>
          {others.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </select>
      </label>
      <p class="console-acts">
        <button type="button" class="is-primary" onClick={() => void put()}>
          Put on record
        </button>
        <button type="button" onClick={done}>
          Not this one
        </button>
      </p>
    </div>
  );
}

export function ScanPanel({ room, desk }: PanelProps) {
  const [typed, setTyped] = useState('');
  const [isFilming, setIsFilming] = useState(false);
  const session = room.seen.value?.session;
  if (!session) return null;
  const read = typed.trim() === '' ? null : readStatus(typed);
  // Without a secure origin browsers have no camera for a page.
  const canFilm = typeof navigator.mediaDevices?.getUserMedia === 'function';
  return (
    <div class="console-part">
      <p class="label">
        Where no network carries it, a learner’s page of the room shows a status as a code.
      </p>
      <label class="scan-code">
        Code
        <input
          type="text"
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          value={typed}
          onInput={({ currentTarget }) => setTyped(currentTarget.value)}
        />
      </label>
      {canFilm && !isFilming && (
        <p class="console-acts">
          <button type="button" onClick={() => setIsFilming(true)}>
            Scan with the camera
          </button>
        </p>
      )}
      {isFilming && (
        <Camera
          found={(text) => {
            setTyped(text);
            setIsFilming(false);
          }}
          close={() => setIsFilming(false)}
        />
      )}
      {read?.kind === 'unreadable' && typed.length >= lettersLeast && (
        <p role="alert">{read.why}</p>
      )}
      {read?.kind === 'note' && (
        <Found
          key={typed}
          room={room}
          desk={desk}
          session={session}
          note={read.note}
          done={() => setTyped('')}
        />
      )}
    </div>
  );
}
