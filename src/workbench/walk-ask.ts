/** What the time machine of a lab is asked to show. */
import type { Judgement } from './lab-state.ts';

export type WalkAsk =
  /** The failure that a verdict tells. */
  | { readonly kind: 'judged'; readonly judgement: Judgement }
  /** A run that somebody shared: the fragment of a link, or the text of a file. */
  | { readonly kind: 'link'; readonly fragment: string }
  | { readonly kind: 'file'; readonly text: string };

/** True if an address ends in a shared run. */
export function isSharedRun(hash: string): boolean {
  return hash.startsWith('#walk=');
}
