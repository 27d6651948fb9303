/** How votes are spoken of, the same on every screen. */
import type { Question, Session } from '#workshop/session.ts';

/** A, B, C … */
export function letterOf(choice: number): string {
  return String.fromCodePoint(65 + choice);
}

const ordinals = ['First', 'Second', 'Third', 'Fourth'];

/** `Second vote`; a vote that is alone has no number. */
export function roundName(round: number, rounds: number): string {
  if (rounds === 1) return 'Votes';
  return `${ordinals[round - 1] ?? `${round}th`} vote`;
}

/** A part of all, in whole per cent; empty where there is nothing to be a part of. */
export function share(count: number, all: number): string {
  return all === 0 ? '' : `${Math.round((100 * count) / all)} %`;
}

/** `1 vote`, `3 votes`. */
export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** `3 answers`, `1 answer`, `no answer yet`. */
export function answersWords(count: number): string {
  if (count === 0) return 'no answer yet';
  return counted(count, 'answer', 'answers');
}

/** How many have answered the round that is open, or was last. */
export function answered(question: Question): number {
  return Object.keys(question.votes).length;
}

/** The question that the class is at: the last one that was asked. */
export function questionNow(session: Session): Question | null {
  return session.questions.at(-1) ?? null;
}
