/** What runs on every shop node beside the servers. */
import type { Outside } from './types.ts';

/** Every record says `done`: there is nothing to look after. */
export async function reconciler(_: Outside): Promise<void> {}
