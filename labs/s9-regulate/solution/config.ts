import type { RegCfg } from './types.ts';

/** What guards PayHub. All lines together hold 160: what 50 slots work off in 0.64 s. */
export const config: RegCfg = {
  slots: 50,
  classes: [
    { name: 'settle', queueMax: 40, waitMaxMs: 1_000 },
    { name: 'order', queueMax: 60, waitMaxMs: 800 },
    { name: 'browse', queueMax: 60, waitMaxMs: 600 },
  ],
};
