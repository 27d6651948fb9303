/** Where the shop nodes are. Three web nodes ask them, and each shop can answer every request. */
import type { ServerRef } from 'nines';

/** The front desks of shop-1 to shop-4. Nobody has checked whether they are up. */
export function shops(): ServerRef[] {
  return [1, 2, 3, 4].map((number) => ({ name: 'shop', node: `shop-${number}` }));
}

/** One of them by position, counting round: 0, 1, 2, 3, 0, 1 … */
export function shop(position: number): ServerRef {
  return { name: 'shop', node: `shop-${(position % 4) + 1}` };
}
