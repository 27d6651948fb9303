/**
 * What the instructor has given to the class, in the learner's dock: snippets and checkpoints, the newest open. It stands beside
 * the learner's own files and never touches them by itself; what was taken stays when it is withdrawn.
 */
import { useState } from 'preact/hooks';
import { clock } from '#room/console/ago.ts';
import type { Room } from '#room/room.ts';
import { Choice } from '#workbench/Choice.tsx';
import type { Push } from '#workshop/session.ts';
import { takeInto, useMyFiles } from './my-files.ts';
import { addStageStyles } from './styles.ts';
import { TheirsView } from './TheirsView.tsx';

/** Takes all files of a checkpoint that the lab has; offered where the lab is open and something differs. */
function TakeAll({ push }: { readonly push: Push }) {
  const { texts, session } = useMyFiles(push.lab);
  if (session === null || texts === null) return null;
  const fitting = Object.entries(push.files).filter(([file]) => Object.hasOwn(texts, file));
  if (fitting.length < 2 || fitting.every(([file, text]) => texts[file] === text)) return null;
  const take = (): void =>
    takeInto(session, Object.fromEntries(fitting), 'All files of the checkpoint are in your lab.');
  return (
    <p class="theirs-acts">
      <button type="button" onClick={take}>
        Take all {fitting.length} files
      </button>
      <span class="label">Yours are kept in the lab’s history; Undo brings them back.</span>
    </p>
  );
}

function PushView({ push }: { readonly push: Push }) {
  const names = Object.keys(push.files);
  const [chosen, setChosen] = useState(names[0] ?? '');
  const file = names.includes(chosen) ? chosen : (names[0] ?? '');
  return (
    <div class="lab push">
      {names.length > 1 && (
        <Choice
          class="tabs"
          label="File"
          options={names.map((name) => [name, name] as const)}
          value={file}
          choose={setChosen}
        />
      )}
      <TheirsView key={file} lab={push.lab} file={file} text={push.files[file] ?? ''} />
      <TakeAll push={push} />
    </div>
  );
}

export function PushPart({ room }: { readonly room: Room }) {
  addStageStyles();
  const [opened, setOpened] = useState<string | null>(null);
  const pushes = (room.seen.value?.session.pushes ?? [])
    .filter(({ isWithdrawn }) => !isWithdrawn)
    .toReversed();
  const shown = pushes.find(({ id }) => id === opened) ?? pushes[0];
  return (
    <ol class="pushes">
      {pushes.map((push) => (
        <li key={push.id}>
          <button
            type="button"
            class="push-title"
            aria-expanded={push === shown}
            onClick={() => setOpened(push.id)}
          >
            <b>{push.title}</b>
            <span class="label">
              {push.what === 'checkpoint' ? 'Checkpoint' : 'Snippet'}, {clock(push.atMs)}
            </span>
          </button>
          {push === shown && <PushView push={push} />}
        </li>
      ))}
    </ol>
  );
}
