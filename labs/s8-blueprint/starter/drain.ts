import type { Draining } from './types.ts';

/** Not wanted any more: switch it off. */
export function drainStep(_node: Draining): 'wait' | 'stop' {
  return 'stop';
}
