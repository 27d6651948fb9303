import type { Draining } from './types.ts';

/** Somebody may still come back: better to wait. */
export function drainStep(_node: Draining): 'wait' | 'stop' {
  return 'wait';
}
