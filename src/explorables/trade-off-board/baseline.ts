/**
 * What the first ledger and Papertrain's own come to: what the figure shows before the reader has run anything. A test
 * plays both again and holds the file to the run; `npx vitest run -u` of that test renews it.
 */
import recorded from './baseline.json' with { type: 'json' };
import type { Measured } from './figures.ts';

export const firstMeasured: Measured = recorded.first;
export const papertrainMeasured: Measured = recorded.papertrain;
