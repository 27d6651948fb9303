import type { Automation } from './types.ts';

/** What is done without waking anybody, and how often at most. */
export const actions: readonly Automation[] = [];
