/** What somebody says of themselves: three buttons, each a shape and a word; pressed again it is taken back. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { Shape } from '#room/projector/Shape.tsx';
import { limits } from '#workshop/limits.ts';
import type { Status } from '#workshop/messages.ts';
import type { MyRoom } from './my-room.ts';
import { labHere, myself } from './telling.ts';

const choices = [
  { status: 'working', word: 'Working', long: 'I am working' },
  { status: 'done', word: 'Done', long: 'I am done' },
  { status: 'help', word: 'Help', long: 'I need help' },
] as const satisfies readonly { status: Status; word: string; long: string }[];

export function StatusChoice({
  status,
  choose,
}: {
  readonly status: Status;
  readonly choose: (status: Status) => void;
}) {
  return (
    <div class="dock-status" role="group" aria-label="My status">
      {choices.map(({ status: one, word, long }) => (
        <button
          key={one}
          type="button"
          class={`is-${one}`}
          aria-pressed={status === one}
          aria-label={long}
          onClick={() => choose(status === one ? 'none' : one)}
        >
          <Shape name={one} />
          <span>{word}</span>
        </button>
      ))}
    </div>
  );
}

/** Says a status for the lab of this page, or the one that was worked on last. */
export function sayStatus(mine: MyRoom, status: Status, note = ''): void {
  const lab = labHere() ?? myself(mine.room)?.lab ?? null;
  void mine.room.say({ kind: 'status', status, lab, note });
  if (status === 'help' && lab !== null) mine.laying.asked(lab);
}

/** What is asked of whoever needs help: a sentence if they like, and whether their code may be looked at. */
export function HelpForm({ mine, close }: { readonly mine: MyRoom; readonly close: () => void }) {
  const me = myself(mine.room);
  const isOpen = me?.consent.code ?? false;
  const [note, setNote] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    // Whoever closes it goes on where they were.
    const { activeElement: before } = document;
    field.current?.focus();
    return () => (before instanceof HTMLElement ? before.focus() : undefined);
  }, []);
  const [mayOpen, setMayOpen] = useState(isOpen);
  const ask = (event: Event): void => {
    event.preventDefault();
    if (mayOpen && !isOpen)
      void mine.room.say({ kind: 'consented', code: true, drafts: me?.consent.drafts ?? false });
    sayStatus(mine, 'help', note.trim());
    close();
  };
  return (
    <form
      class="dock-card"
      onSubmit={ask}
      onKeyDown={({ key }) => {
        if (key === 'Escape') close();
      }}
    >
      <h2>Ask for help</h2>
      <label>
        What hangs? <span class="label">A word for whoever comes, if you like.</span>
        <textarea
          ref={field}
          rows={2}
          maxLength={limits.noteMax}
          value={note}
          onInput={({ currentTarget }) => setNote(currentTarget.value)}
        />
      </label>
      {!isOpen && (
        <label class="dock-check">
          <input
            type="checkbox"
            checked={mayOpen}
            onChange={({ currentTarget }) => setMayOpen(currentTarget.checked)}
          />
          <span>Helpers may open my code of the labs.</span>
        </label>
      )}
      <p class="dock-acts">
        <button type="submit" class="is-primary">
          Ask for help
        </button>
        <button type="button" onClick={close}>
          Not now
        </button>
      </p>
    </form>
  );
}
