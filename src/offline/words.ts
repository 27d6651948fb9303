/** What the offline page says about a state. */
import type { OfflineState, TierState } from './protocol.ts';
import type { TierName } from './site-files.ts';

/** `11.7 MB`, `416 kB`: sizes as file managers print them. */
export function printSize(bytes: number): string {
  if (bytes >= 1_000_000) return `${(bytes / 1_000_000).toFixed(1)} MB`;
  return `${Math.ceil(bytes / 1000)} kB`;
}

/** How far a tier is kept. */
export type TierProgress = 'none' | 'part' | 'all';

export function progressOf({ files, filesKept }: TierState): TierProgress {
  if (filesKept === 0) return 'none';
  return filesKept === files ? 'all' : 'part';
}

/** The state of one tier, in a few words. */
export function tierWords(tier: TierName, state: OfflineState): string {
  const { bytes, bytesKept } = state.tiers[tier];
  const part = `${printSize(bytesKept)} of ${printSize(bytes)}`;
  switch (progressOf(state.tiers[tier])) {
    case 'all':
      return `Kept: ${printSize(bytes)}`;
    case 'part':
      return state.filling === tier ? `Fetching: ${part}` : `Begun: ${part}`;
    case 'none':
      return state.filling === tier ? 'Fetching …' : 'Not kept';
  }
}

/** What holds altogether, in a sentence. */
export function stateWords(state: OfflineState): string {
  if (state.isRetired) return 'Nothing is kept any more. Without network these pages do not open.';
  const core = progressOf(state.tiers.core) === 'all';
  const editor = progressOf(state.tiers.editor) === 'all';
  const problem = state.problem === null ? '' : ` ${state.problem} What has come so far is kept.`;
  if (core && editor) return 'Everything works without network.';
  if (core && state.filling === 'editor')
    return 'The course works without network. The editor is on its way.';
  if (core)
    return `The course works without network; code is written in a plain text field there.${problem}`;
  if (state.filling !== null) return 'The course is being fetched.';
  return `The course is not complete yet.${problem}`;
}

/** Why nothing can be kept here, and what to do; null if it can. */
export function obstacle(page: {
  readonly isSecure: boolean;
  readonly hasWorkers: boolean;
}): string | null {
  if (page.hasWorkers) return null;
  if (!page.isSecure)
    return 'This page came over plain http, as in a workshop’s own network, and browsers keep pages only from https or from your own machine. All works here as long as the host is reachable. To take the course with you, open it under an https address, or run it on your own machine: there npm start serves it at localhost, which counts as safe.';
  return 'This browser keeps no pages here, probably because this is a private window. Open the course in an ordinary window to have it without network.';
}
