/** What runs on every shop node beside the servers. */
import type { Outside } from './types.ts';

/** There are no records to look after. */
export async function reconciler(_: Outside): Promise<void> {}
