/** A question before it is asked: of the chapter's quiz, or typed. Pure. */
import { limits } from '#workshop/limits.ts';
import type { InstructorMessage } from '#workshop/messages.ts';
import type { DeckQuestion } from './deck.ts';

export interface AskDraft {
  readonly text: string;
  readonly program: string | null;
  /** As they stand in the form, empty ones among them. */
  readonly choices: readonly string[];
  /** Number of the right one among `choices`; null where none is. */
  readonly answer: number | null;
  readonly why: string;
}

export const emptyDraft: AskDraft = {
  text: '',
  program: null,
  choices: ['', '', '', ''],
  answer: null,
  why: '',
};

/** Hands up: two choices, and no answer. */
export const yesNo: AskDraft = { ...emptyDraft, choices: ['Yes', 'No'] };

export function draftOf(question: DeckQuestion): AskDraft {
  const { text, program, choices, answer, why } = question;
  return { text, program, choices, answer, why };
}

type Asked = Extract<InstructorMessage, { kind: 'asked' }>;

export type Checked =
  | { readonly kind: 'ready'; readonly message: Asked }
  | { readonly kind: 'incomplete'; readonly why: string };

function cut(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, max - 1).trimEnd()}…`;
}

/** The message that asks it; or what is missing. */
export function checked(draft: AskDraft, question: string): Checked {
  const text = draft.text.trim();
  const rows = draft.choices.map((choice, index) => ({ choice: choice.trim(), index }));
  const given = rows.filter(({ choice }) => choice !== '');
  if (text === '') return { kind: 'incomplete', why: 'Write the question.' };
  if (given.length < 2) return { kind: 'incomplete', why: 'A vote needs two answers at least.' };
  if (new Set(given.map(({ choice }) => choice)).size < given.length)
    return { kind: 'incomplete', why: 'Two answers are the same.' };
  const answer = given.findIndex(({ index }) => index === draft.answer);
  const why = cut(draft.why.trim(), limits.questionMax);
  return {
    kind: 'ready',
    message: {
      kind: 'asked',
      question,
      text: cut(text, limits.questionMax),
      choices: given.slice(0, limits.choicesMax).map(({ choice }) => cut(choice, limits.titleMax)),
      answer: answer < 0 || answer >= limits.choicesMax ? null : answer,
      ...(draft.program !== null && { program: cut(draft.program, limits.programMax) }),
      ...(why !== '' && { why }),
    },
  };
}
