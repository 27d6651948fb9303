/** What runs on every shop node beside the servers. */
import type { Outside } from './types.ts';

/** A shop finishes what it has begun. */
export async function reconciler(_: Outside): Promise<void> {}
