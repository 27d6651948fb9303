/** What the ring on paper is about: epochs, and the rings that were claimed for them. */

export const partitions = 64;
export const copies = 3;

/** A change of members. */
export interface Epoch {
  readonly atMs: number;
  readonly nodes: readonly string[];
  /** What has changed, in words; empty at the beginning. */
  readonly change: string;
  readonly isJoin: boolean;
}

/** A ring that was claimed. */
export interface Step {
  readonly epoch: Epoch;
  readonly ring: readonly string[];
  /** First node of the preference list of each session that is looked up. */
  readonly firsts: readonly string[];
}
