/** Fixed seeds: the whole plan and the whole workload, first come, first served. It is how a verdict is found. */
import { wholeOf } from './explain.ts';
import { drawn, type Ground, type Strategy } from './strategy.ts';

export function fixed(ground: Ground): Strategy {
  return drawn('fixed', ground, wholeOf);
}
