/** All bugs of the corpus, by what makes them show. */
import type { Bug } from './bug.ts';
import { delivery } from './delivery.ts';
import { failover } from './failover.ts';
import { races } from './races.ts';

export const corpus: readonly Bug[] = [...races, ...delivery, ...failover];
