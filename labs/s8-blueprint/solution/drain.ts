import type { Draining } from './types.ts';

/** A node goes when the last session has left it. */
export function drainStep({ sessions }: Draining): 'wait' | 'stop' {
  if (sessions > 0) return 'wait';
  return 'stop';
}
