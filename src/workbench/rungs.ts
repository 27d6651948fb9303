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
  /** The rung to open next, counted from 1; null when all are open, or the next one is kept closed. */
  readonly next: number | null;
  /** The next rung, if the instructor still keeps it closed. */
  readonly locked: number | null;
  /** The rung that fits the failure on screen, open or not; null where nothing failed. */
  readonly fits: number | null;
}

/** How far the ladder goes, how far it is open, and how far the instructor lets it be opened. */
export interface Ladder {
  readonly rungs: number;
  readonly open: number;
  /** Rungs above this one are locked; what is open stays open. */
  readonly openMost: number;
}

/**
 * What to offer. The story names the hint that fits its cause; whoever has opened that one already and fails the same
 * way is offered the next.
 */
export function offerOf({ rungs, open, openMost }: Ladder, judgement: Judgement | null): Offer {
  const above = open < rungs ? open + 1 : null;
  const isLocked = above !== null && above > openMost;
  const verdict = judgement?.verdict;
  return {
    next: isLocked ? null : above,
    locked: isLocked ? above : null,
    fits: verdict?.kind === 'failed' ? Math.min(verdict.counterexample.story.hint, rungs) : null,
  };
}

/**
 * Reads what the room tells a page, `{ lab?, openMost }`: rungs above `openMost` are locked in this lab, or in every lab.
 * Null if the message is not for this lab.
 */
export function openMostIn(detail: unknown, lab: string): number | null {
  if (typeof detail !== 'object' || detail === null || !('openMost' in detail)) return null;
  if ('lab' in detail && detail.lab !== undefined && detail.lab !== lab) return null;
  const { openMost } = detail;
  return typeof openMost === 'number' && openMost >= 0 ? openMost : null;
}
