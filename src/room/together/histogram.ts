/**
 * Predictions beside outcomes. A prediction is one of the choices that were offered; an outcome is a code, `held`, or the
 * way a run ended that has none. They meet in one row where a choice is about that code: a choice begins with it.
 */
import type { Chaos } from '#workshop/session.ts';

/** What is said first among the choices: nothing breaks. */
export const holdsChoice = 'It holds';
/** What is said last: everything that no other choice is about. */
export const elseChoice = 'Something else breaks';

/** The choices for a plan over these invariants; so many fit besides the two that are always there. */
export function choicesFor(
  invariants: readonly { readonly code: string; readonly sentence: string }[],
  { choicesMax, titleMax }: { readonly choicesMax: number; readonly titleMax: number },
): readonly string[] {
  const told = invariants.slice(0, choicesMax - 2).map(({ code, sentence }) => {
    const text = `${code}: ${sentence}`;
    return text.length <= titleMax ? text : `${text.slice(0, titleMax - 1).trimEnd()}…`;
  });
  return [holdsChoice, ...told, elseChoice];
}

/** The outcome that a choice is about: `held`, a code, or null for “something else”. */
export function keyOf(choice: string): string | null {
  if (choice === holdsChoice) return 'held';
  return /^([A-Z]+-\d+):/.exec(choice)?.[1] ?? null;
}

export interface Bar {
  readonly label: string;
  readonly predicted: number;
  readonly reported: number;
  /** What is behind “something else”: `KIT-HANG 2`. */
  readonly detail: string;
}

export interface Histogram {
  readonly bars: readonly Bar[];
  readonly predictions: number;
  readonly reports: number;
}

/** In words where a run came to no code. */
const wordsOf: Readonly<Record<string, string>> = {
  rejected: 'does not compile',
  stopped: 'was stopped',
  undecided: 'did not come to an end',
  failed: 'broke',
};

/** The histogram of a settled plan; null before it is settled. */
export function histogramOf({
  choices,
  tally,
}: Pick<Chaos, 'choices' | 'tally'>): Histogram | null {
  if (tally === null) return null;
  const keys = choices.map(keyOf);
  const rest = Object.entries(tally.outcomes).filter(([key]) => !keys.includes(key));
  const sum = (counts: readonly number[]): number => counts.reduce((all, one) => all + one, 0);
  const bars = choices.map((label, index): Bar => {
    const key = keys[index] ?? null;
    const isElse = key === null;
    return {
      label,
      predicted: tally.predictions[index] ?? 0,
      reported: isElse ? sum(rest.map(([, count]) => count)) : (tally.outcomes[key] ?? 0),
      detail: isElse
        ? rest.map(([code, count]) => `${wordsOf[code] ?? code}: ${count}`).join(', ')
        : '',
    };
  });
  return {
    bars,
    predictions: sum(tally.predictions),
    reports: sum(Object.values(tally.outcomes)),
  };
}
