/** How near a run came to a breach, as a number from 0, which is one, to 1. */

/** The share that is left of a bound: 0 beyond it, 1 far away from it; null for a bound that leaves no room. */
export function distanceTo(bound: number, leeway: number): number | null {
  if (bound === 0) return leeway < 0 ? 0 : null;
  return leeway > 0 ? Math.min(1, leeway / Math.abs(bound)) : 0;
}

/** The least distance that an instance gives; null if none does. */
export function leastDistance(instances: readonly { readonly distance?: number }[]): number | null {
  let least: number | null = null;
  for (const { distance } of instances) {
    if (distance !== undefined && (least === null || distance < least)) least = distance;
  }
  return least;
}
