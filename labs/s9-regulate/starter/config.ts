import type { RegCfg } from './types.ts';

/** What guards PayHub. Nobody is turned away: a queue is what it is for; classes are not looked at. */
export const config: RegCfg = {
  slots: 50,
  classes: [{ name: 'all', queueMax: Infinity, waitMaxMs: Infinity }],
};
