/** One's status as a code for a room without a network: a helper scans it off this screen, or types it. */
import { useEffect, useState } from 'preact/hooks';
import { parseDraft } from '#workbench/draft-format.ts';
import { sharedStore } from '#workbench/draft-storage.ts';
import { limits } from '#workshop/limits.ts';
import type { Status } from '#workshop/messages.ts';
import { formatStatus, type StatusNote } from '#workshop/status-code.ts';
import type { MyRoom } from './my-room.ts';
import { StatusChoice } from './StatusChoice.tsx';
import { myself } from './telling.ts';

/** What this browser knows of the lab that was worked on last. */
async function lastLab(): Promise<Pick<StatusNote, 'lab' | 'outcome' | 'runs' | 'rungs'> | null> {
  const store = await sharedStore();
  const keys = await store.keys('draft/');
  const drafts = await Promise.all(
    keys.map(async (key) => parseDraft(await store.get(key), key.slice('draft/'.length))),
  );
  const newest = drafts
    .flatMap((parsed) => (parsed.kind === 'draft' ? [parsed.draft] : []))
    .sort((a, b) => b.editedAtMs - a.editedAtMs)[0];
  if (!newest) return null;
  const versions = await store.keys(`history/${newest.lab}/`);
  return {
    lab: newest.lab,
    outcome: newest.passed ? 'passed' : 'undecided',
    runs: versions.length,
    rungs: newest.hintsOpen,
  };
}

/** What the room's own state says, which has what waits counted in. */
function knownNote(mine: MyRoom): StatusNote | null {
  const me = myself(mine.room);
  if (me?.lab == null) return null;
  const standing = me.labs[me.lab];
  return {
    name: me.name,
    lab: me.lab,
    status: me.status,
    outcome: standing?.last?.outcome ?? 'undecided',
    code: standing?.last?.code ?? null,
    runs: standing?.runs ?? 0,
    rungs: standing?.rungs ?? 0,
  };
}

function Code({ note }: { readonly note: StatusNote }) {
  const text = formatStatus(note);
  const [drawn, setDrawn] = useState<{ readonly path: string; readonly size: number } | null>(null);
  useEffect(() => {
    void import('./qr-path.ts').then(({ qrPath }) => setDrawn(qrPath(text.replaceAll(' ', ''))));
  }, [text]);
  return (
    <div class="status-code">
      {drawn && (
        <svg
          viewBox={`0 0 ${drawn.size} ${drawn.size}`}
          role="img"
          aria-label="My status as a QR code"
        >
          <rect width={drawn.size} height={drawn.size} fill="#fff" />
          <path d={drawn.path} fill="#000" />
        </svg>
      )}
      <p class="status-text" translate={false}>
        {text}
      </p>
    </div>
  );
}

/** For who has joined no room: a name, and the status of the lab that lies in this browser. */
function Alone() {
  const [name, setName] = useState('');
  const [status, setStatus] = useState<Status>('working');
  const [work, setWork] = useState<Awaited<ReturnType<typeof lastLab>>>(null);
  useEffect(() => void lastLab().then(setWork), []);
  if (work === null)
    return <p>Begin a lab first: there is nothing in this browser to tell of yet.</p>;
  return (
    <>
      <label>
        My name
        <input
          type="text"
          maxLength={limits.nameMax}
          autocomplete="nickname"
          value={name}
          onInput={({ currentTarget }) => setName(currentTarget.value)}
        />
      </label>
      <StatusChoice status={status} choose={setStatus} />
      {name.trim() !== '' && <Code note={{ ...work, name: name.trim(), status, code: null }} />}
    </>
  );
}

export function StatusCard({
  mine,
  isOpen,
}: {
  readonly mine: MyRoom | null;
  /** Open from the start: where there is no network. */
  readonly isOpen: boolean;
}) {
  const note = mine && knownNote(mine);
  return (
    <details class="room-part status-card" open={isOpen}>
      <summary>
        <h2>No network? My status as a code</h2>
      </summary>
      <p>A helper scans it off this screen, or types the letters: then the console has it.</p>
      {note ? <Code note={note} /> : <Alone />}
    </details>
  );
}
