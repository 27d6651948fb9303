// Wrong: nobody looks after orders that were left in the middle.
/** What runs on every shop node beside the servers. */
import type { Outside } from './types.ts';

/** A retry comes sooner or later and finishes what is open. */
export async function reconciler(_: Outside): Promise<void> {}
