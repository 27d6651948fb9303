/** The help ladder: its rungs from the weakest to the strongest, and which one to offer next. */
import type { LabInfo } from './lab-info.ts';
import type { Judgement } from './lab-state.ts';

export type Rung =
  | { readonly kind: 'hint'; readonly title: string; readonly text: string }
  | { readonly kind: 'blocks'; readonly title: string }
  | { readonly kind: 'solution'; readonly title: string };

const hintTitles = ['A question', 'The mechanism', 'The shape of the code'];

/** All rungs of a lab, weakest first. */
export function rungsOf({ hints, puzzles }: Pick<LabInfo, 'hints' | 'puzzles'>): Rung[] {
  const words = hints.map((text, index): Rung => ({
    kind: 'hint',
    title: hintTitles[index] ?? 'A hint',
    text,
  }));
  const blocks: Rung[] =
    puzzles.length > 0 ? [{ kind: 'blocks', title: 'A piece of it, in blocks to order' }] : [];
  return [...words, ...blocks, { kind: 'solution', title: 'The solution, beside yours' }];
}

export interface Offer {
  /** The rung to open next, counted from 1; null when all are open. */
  readonly next: number | null;
  /** The rung that fits the failure on screen, open or not; null where nothing failed. */
  readonly fits: number | null;
}

/**
 * What to offer. The story names the hint that fits its cause; whoever has opened that one already and fails the same
 * way is offered the next.
 */
export function offerOf(rungs: number, open: number, judgement: Judgement | null): Offer {
  const next = open < rungs ? open + 1 : null;
  const verdict = judgement?.verdict;
  if (verdict?.kind !== 'failed') return { next, fits: null };
  const hint = Math.min(verdict.counterexample.story.hint, rungs);
  return { next, fits: hint };
}
