/** What runs on every shop node beside the servers: it looks after orders whose outcome nobody knows. */
import type { Outside } from './types.ts';

/** Nobody has written it yet. */
export async function reconciler(_: Outside): Promise<void> {}
