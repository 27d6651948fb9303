/** What the class is given and shown: the projector's window, a sentence on it, snippets, checkpoints, the mirror. */
import { useState } from 'preact/hooks';
import { clock } from '#room/console/ago.ts';
import { labTitle, type PanelProps } from '#room/console/desk.ts';
import { labPageOf } from '#room/together/lab-page.ts';
import { referenceOf } from '#workbench/lab-files.ts';
import type { Texts } from '#workbench/lab-state.ts';
import { newMessageId } from '#workshop/ids.ts';
import { limits } from '#workshop/limits.ts';
import type { Session } from '#workshop/session.ts';
import { addStageStyles } from './styles.ts';
import { sentenceOf } from './use-regrade.ts';

type PartProps = PanelProps & { readonly session: Session };

function Wall({ room, desk, session }: PartProps) {
  const [text, setText] = useState('');
  const show = async (event: Event): Promise<void> => {
    event.preventDefault();
    const words = text.trim();
    if (words === '') return;
    const answer = await room.say({ kind: 'projected', what: { view: 'text', text: words } });
    if (answer.kind === 'accepted') desk.tell('The projector shows it.');
  };
  return (
    <form class="console-part" onSubmit={(event) => void show(event)}>
      <h3>The projector</h3>
      <p class="console-acts">
        <a
          class="button"
          href={`${desk.course.base}workshop/projector/`}
          target="nines-projector"
          rel="noopener"
        >
          Open its window
        </a>
        {session.mirror && (
          <button
            type="button"
            onClick={() => void room.say({ kind: 'projected', what: { view: 'mirror' } })}
          >
            Show the mirrored editor
          </button>
        )}
      </p>
      <label for="stage-text">A sentence on the wall</label>
      <textarea
        id="stage-text"
        rows={2}
        maxLength={limits.questionMax}
        value={text}
        data-start
        onInput={({ currentTarget }) => setText(currentTarget.value)}
      />
      <p class="console-acts">
        <button type="submit" disabled={text.trim() === ''}>
          Show it
        </button>
      </p>
    </form>
  );
}

function LabChoice({
  desk,
  value,
  choose,
}: Pick<PanelProps, 'desk'> & { readonly value: string; readonly choose: (lab: string) => void }) {
  return (
    <label class="stage-lab">
      Lab
      <select value={value} onChange={({ currentTarget }) => choose(currentTarget.value)}>
        {desk.course.labs.map(({ id, mark, title }) => (
          <option key={id} value={id}>
            {mark === '' ? title : `${mark}  ${title}`}
          </option>
        ))}
      </select>
    </label>
  );
}

const snippetFile = 'snippet.ts';

/** A file's name as the room takes it. */
function fileNameOf(typed: string): string {
  return (
    typed
      .trim()
      .replaceAll(/[^\w.-]/g, '-')
      .slice(0, 60) || snippetFile
  );
}

function Snippet({ room, desk, session }: PartProps) {
  const [lab, setLab] = useState(session.classLab ?? desk.course.labs[0]?.id ?? '');
  const [title, setTitle] = useState('');
  const [file, setFile] = useState(snippetFile);
  const [text, setText] = useState('');
  const give = async (event: Event): Promise<void> => {
    event.preventDefault();
    const answer = await room.say({
      kind: 'pushed',
      push: newMessageId(),
      title: title.trim() || fileNameOf(file),
      lab,
      what: 'snippet',
      files: { [fileNameOf(file)]: text },
    });
    if (answer.kind !== 'accepted') return;
    setText('');
    setTitle('');
    desk.tell('The class has the snippet.');
  };
  return (
    <form class="console-part" onSubmit={(event) => void give(event)}>
      <h3>Give a snippet</h3>
      <div class="console-fields">
        <label>
          Title
          <input
            type="text"
            maxLength={limits.titleMax}
            value={title}
            onInput={({ currentTarget }) => setTitle(currentTarget.value)}
          />
        </label>
        <label>
          File
          <input
            type="text"
            maxLength={60}
            value={file}
            onInput={({ currentTarget }) => setFile(currentTarget.value)}
          />
        </label>
        <LabChoice desk={desk} value={lab} choose={setLab} />
      </div>
      <label for="stage-snippet">Code</label>
      <textarea
        id="stage-snippet"
        class="stage-code"
        rows={5}
        spellcheck={false}
        value={text}
        onInput={({ currentTarget }) => setText(currentTarget.value)}
      />
      <p class="console-acts">
        <button type="submit" disabled={text.trim() === ''}>
          Give it to the class
        </button>
      </p>
      <p class="label">
        It stands beside everybody’s own code and never over it. In a lab’s page your own editor can
        be given and mirrored.
      </p>
    </form>
  );
}

/** The files of a lab as they are given to begin with, or as the reference has them. */
async function filesOf(lab: string, which: 'starter' | 'reference'): Promise<Texts> {
  const { starter } = await labPageOf(lab);
  if (which === 'starter') return starter;
  const reference = await referenceOf(lab);
  return Object.fromEntries(
    reference
      .filter(({ file }) => Object.hasOwn(starter, file))
      .map(({ file, source }) => [file, source]),
  );
}

function Checkpoint({ room, desk, session }: PartProps) {
  const [lab, setLab] = useState(session.classLab ?? desk.course.labs[0]?.id ?? '');
  const [trouble, setTrouble] = useState('');
  const give = async (which: 'starter' | 'reference'): Promise<void> => {
    try {
      const files = await filesOf(lab, which);
      const title = `${labTitle(desk.course, lab)}: the ${which}`.slice(0, limits.titleMax);
      const push = newMessageId();
      const answer = await room.say({
        kind: 'pushed',
        push,
        title,
        lab,
        what: 'checkpoint',
        files,
      });
      setTrouble('');
      if (answer.kind === 'accepted') desk.tell('The class has the checkpoint.');
    } catch (error) {
      setTrouble(sentenceOf(error));
    }
  };
  return (
    <section class="console-part" aria-label="Give a checkpoint">
      <h3>Give a checkpoint</h3>
      <div class="console-fields">
        <LabChoice desk={desk} value={lab} choose={setLab} />
      </div>
      <p class="console-acts">
        <button type="button" onClick={() => void give('reference')}>
          Give the reference
        </button>
        <button type="button" onClick={() => void give('starter')}>
          Give the starter
        </button>
      </p>
      {trouble !== '' && <p role="alert">{trouble}</p>}
    </section>
  );
}

function Given({ room, session }: PartProps) {
  const pushes = session.pushes.toReversed();
  if (pushes.length === 0 && session.mirror === null) return null;
  return (
    <section class="console-part" aria-label="Given so far">
      <h3>Given so far</h3>
      <ul class="stage-given">
        {session.mirror && (
          <li>
            <span>
              <b>Your editor</b> {session.mirror.file}, mirrored at {clock(session.mirror.atMs)}
            </span>
            <button type="button" onClick={() => void room.say({ kind: 'mirrored', mirror: null })}>
              End
            </button>
          </li>
        )}
        {pushes.map(({ id, title, what, atMs, isWithdrawn }) => (
          <li key={id} class={isWithdrawn ? 'is-withdrawn' : ''}>
            <span>
              <b>{title}</b> {what}, {clock(atMs)}
            </span>
            {isWithdrawn ? (
              <span class="label">taken back</span>
            ) : (
              <button
                type="button"
                aria-label={`Take back ${title}`}
                onClick={() => void room.say({ kind: 'withdrawn', push: id })}
              >
                Take back
              </button>
            )}
          </li>
        ))}
      </ul>
      <p class="label">What somebody took into their lab stays theirs.</p>
    </section>
  );
}

export function StagePanel({ room, desk }: PanelProps) {
  addStageStyles();
  const session = room.seen.value?.session;
  if (!session) return null;
  const given = { room, desk, session };
  return (
    <>
      <Wall {...given} />
      <Snippet {...given} />
      <Checkpoint {...given} />
      <Given {...given} />
    </>
  );
}
