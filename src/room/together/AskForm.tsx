/** What is going to be asked: chosen from the chapter's quiz and changed at will, or typed. */
import { signal } from '@preact/signals';
import { useId, useState } from 'preact/hooks';
import { checked, draftOf, emptyDraft, yesNo, type AskDraft } from './ask-draft.ts';
import { ChapterChoice } from './ChapterChoice.tsx';
import { letterOf } from './vote-words.ts';
import { useDeck } from './use-deck.ts';

interface AskFormProps {
  readonly first: string;
  readonly makeId: () => string;
  /** True if the room took it. */
  readonly ask: (
    message: Extract<ReturnType<typeof checked>, { kind: 'ready' }>['message'],
  ) => Promise<boolean>;
}

interface DraftProps {
  readonly draft: AskDraft;
  readonly change: (draft: AskDraft) => void;
}

function ChoiceRows({ draft, change }: DraftProps) {
  const name = useId();
  const set = (index: number, choice: string): void =>
    change({ ...draft, choices: draft.choices.map((one, at) => (at === index ? choice : one)) });
  return (
    <fieldset class="ask-rows">
      <legend>Answers; mark the right one, if there is one</legend>
      {draft.choices.map((choice, index) => (
        <div key={index}>
          <input
            type="radio"
            name={name}
            checked={draft.answer === index}
            aria-label={`${letterOf(index)} is right`}
            onChange={() => change({ ...draft, answer: index })}
          />
          <b class="tally-letter">{letterOf(index)}</b>
          <input
            type="text"
            maxLength={120}
            value={choice}
            aria-label={`Answer ${letterOf(index)}`}
            onInput={({ currentTarget }) => set(index, currentTarget.value)}
          />
        </div>
      ))}
    </fieldset>
  );
}

/** What is half written stays, whatever becomes of the panel: columns are laid out anew when the window is. */
const written = signal<AskDraft>(emptyDraft);

function change(draft: AskDraft): void {
  written.value = draft;
}

export function AskForm({ first, makeId, ask }: AskFormProps) {
  const id = useId();
  const [chosen, setChosen] = useState<string | null>(null);
  const draft = written.value;
  const [trouble, setTrouble] = useState('');
  const chapter = chosen ?? first;
  const deck = useDeck(chapter);
  const questions = deck.kind === 'here' ? deck.value.questions : [];
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    const result = checked(draft, makeId());
    setTrouble(result.kind === 'incomplete' ? result.why : '');
    if (result.kind === 'ready' && (await ask(result.message))) change(emptyDraft);
  };
  return (
    <form class="ask-form" onSubmit={(event) => void send(event)}>
      <ChapterChoice chapter={chapter} choose={setChosen} />
      {deck.kind === 'missing' && <p role="alert">{deck.why}</p>}
      <ul class="ask-list" data-list aria-label="Questions of the chapter">
        {questions.map((question) => (
          <li key={question.id}>
            <button type="button" data-item onClick={() => change(draftOf(question))}>
              {question.text.replaceAll('`', '')}
            </button>
          </li>
        ))}
        <li>
          <button type="button" data-item onClick={() => change(yesNo)}>
            Hands up: yes or no
          </button>
        </li>
      </ul>
      <label for={`${id}-text`}>The question</label>
      <textarea
        id={`${id}-text`}
        rows={3}
        maxLength={600}
        value={draft.text}
        data-start
        onInput={({ currentTarget }) => change({ ...draft, text: currentTarget.value })}
      />
      {draft.program !== null && (
        <p class="label">
          Its program goes with it, {draft.program.split('\n').length} lines.{' '}
          <button type="button" onClick={() => change({ ...draft, program: null })}>
            Leave the program out
          </button>
        </p>
      )}
      <ChoiceRows draft={draft} change={change} />
      <label for={`${id}-why`}>Why, told with the answer</label>
      <textarea
        id={`${id}-why`}
        rows={2}
        maxLength={600}
        value={draft.why}
        onInput={({ currentTarget }) => change({ ...draft, why: currentTarget.value })}
      />
      <p class="console-acts">
        <button type="submit" class="is-primary">
          Ask everybody
        </button>
        <button type="button" onClick={() => change(emptyDraft)}>
          Empty the form
        </button>
      </p>
      {trouble !== '' && <p role="alert">{trouble}</p>}
    </form>
  );
}
