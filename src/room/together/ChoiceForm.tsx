/** One choice among several, by keyboard as well: for votes and predictions. It may be changed while it is open. */
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useState } from 'preact/hooks';
import { InlineText } from '#workbench/InlineText.tsx';
import { letterOf } from './vote-words.ts';

interface ChoiceFormProps {
  /** Id of the text that is answered. */
  readonly labelledBy: string;
  readonly choices: readonly string[];
  /** What was given; null before the first answer. */
  readonly given: number | null;
  /** Gives an answer; true if the room took it. */
  readonly give: (choice: number) => Promise<boolean>;
  readonly words: { readonly give: string; readonly change: string; readonly given: string };
  readonly children?: ComponentChildren;
}

export function ChoiceForm({ labelledBy, choices, given, give, words, children }: ChoiceFormProps) {
  const name = useId();
  const [chosen, setChosen] = useState<number | null>(given);
  const [sending, setSending] = useState<number | null>(null);
  useEffect(() => setChosen(given), [given]);
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (chosen === null) return;
    setSending(chosen);
    await give(chosen);
    setSending(null);
  };
  const isGiven = chosen !== null && chosen === given;
  return (
    <form class="choice-form" onSubmit={(event) => void send(event)}>
      <div role="radiogroup" aria-labelledby={labelledBy}>
        {choices.map((choice, index) => (
          <label key={choice} class={index === given ? 'is-given' : undefined}>
            <input
              type="radio"
              name={name}
              value={index}
              checked={chosen === index}
              onChange={() => setChosen(index)}
            />
            <b class="tally-letter">{letterOf(index)}</b>
            <span>
              <InlineText text={choice} />
            </span>
          </label>
        ))}
      </div>
      <p class="choice-act">
        <button type="submit" class="is-primary" disabled={chosen === null || isGiven}>
          {given === null ? words.give : words.change}
        </button>
        <span role="status">
          {sending !== null
            ? `${letterOf(sending)} is on its way.`
            : given === null
              ? ''
              : `${words.given} ${letterOf(given)}.`}
        </span>
      </p>
      {children}
    </form>
  );
}
