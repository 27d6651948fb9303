/** What pages and the service worker say to each other. */
import type { TierName } from './site-files.ts';

/** How much of a tier is kept. */
export interface TierState {
  readonly files: number;
  readonly filesKept: number;
  readonly bytes: number;
  readonly bytesKept: number;
}

/** The worker's answer to everything, and its news while it fills. */
export interface OfflineState {
  readonly kind: 'offline-state';
  readonly version: string;
  readonly tiers: Readonly<Record<TierName, TierState>>;
  /** What is being fetched now. */
  readonly filling: TierName | null;
  /** Why the last filling stopped early, as a sentence. */
  readonly problem: string | null;
  /** The worker has unregistered itself and kept nothing. */
  readonly isRetired: boolean;
}

/** What a page asks for. */
export interface OfflineRequest {
  readonly kind:
    | 'report'
    /** Keep everything, also after it was removed. */
    | 'keep'
    /** Forget everything and unregister. */
    | 'remove'
    /** Take over from the version before; the page reloads when that is done. */
    | 'take-over';
}

/** `offline.json`, which the build writes beside the worker. With `off` every worker gives up. */
export interface OfflineNotice {
  readonly version: string;
  readonly off: boolean;
  /** Bytes on disk, and about how many travel: compressed. */
  readonly tiers: Readonly<Record<TierName, { readonly bytes: number; readonly sent: number }>>;
}
