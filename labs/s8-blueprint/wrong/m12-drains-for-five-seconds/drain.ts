import type { Draining } from './types.ts';

/** Five seconds are enough for anybody to finish. */
export function drainStep({ drainingForMs }: Draining): 'wait' | 'stop' {
  if (drainingForMs < 5_000) return 'wait';
  return 'stop';
}
