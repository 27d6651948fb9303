/** What the time machine of a lab is asked to show. */
import type { PlayedRun } from '#grader/verdict.ts';
import type { Judgement } from './lab-state.ts';

export type WalkAsk =
  /** The failure that a verdict tells, or one of the runs of a verdict that tells none. */
  | { readonly kind: 'judged'; readonly judgement: Judgement; readonly run: PlayedRun | null }
  /** A run that somebody shared: the fragment of a link, or the text of a file. */
  | { readonly kind: 'link'; readonly fragment: string }
  | { readonly kind: 'file'; readonly text: string };

/** A run that somebody shared. */
export type SharedAsk = Exclude<WalkAsk, { readonly kind: 'judged' }>;

/** True if an address ends in a shared run. */
export function isSharedRun(hash: string): boolean {
  return hash.startsWith('#walk=');
}
