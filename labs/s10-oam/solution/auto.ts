/** What is done without waking anybody, and how often at most. */
import type { Automation } from './types.ts';

const guard = { everyMs: 600_000, timesMax: 3 };

export const actions: readonly Automation[] = [
  { on: 'disk_full', run: 'cleanupDisk', guard },
  { on: 'memory_trend', run: 'shedConnections', guard },
  { on: 'no_data', run: 'restartExporter', guard },
];
