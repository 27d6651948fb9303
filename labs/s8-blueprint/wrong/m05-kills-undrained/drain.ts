import type { Draining } from './types.ts';

/** The load balancer sends it nothing more: off with it. */
export function drainStep(_node: Draining): 'wait' | 'stop' {
  return 'stop';
}
