/** The wall on which every node shows the ring of an epoch as soon as it has claimed it: operators read it. */
import { send } from 'nines';
import type { NodeName } from './types.ts';

/** Shows the ring of an epoch: the owner of each partition. */
export function showRing(epoch: number, ring: readonly NodeName[]): void {
  send('recorder', { kind: 'ring', epoch, owners: ring.join(' ') });
}
