/** Where the shop nodes are. Three web nodes ask them, and each shop can answer every request. */
import type { ServerRef } from 'nines';
import { inRotation } from './rotation.ts';

/** The front desks of the shops in rotation, mostly shop-1 to shop-4. Nobody has checked whether they are up. */
export function shops(): ServerRef[] {
  return inRotation().map((number) => ({ name: 'shop', node: `shop-${number}` }));
}

/** One of them by position, counting round: 0, 1, 2, 3, 0, 1 … */
export function shop(position: number): ServerRef {
  const numbers = inRotation();
  return { name: 'shop', node: `shop-${numbers[position % numbers.length] ?? 1}` };
}
