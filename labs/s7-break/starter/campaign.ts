import { random } from 'nines';
import type { Fault, Rng, ShopName } from './types.ts';

const shops: readonly ShopName[] = ['shop-1', 'shop-2', 'shop-3'];

/** About `size` faults, all within the first 20 s. */
export function generate(rng: Rng, size: number): Fault[] {
  return Array.from({ length: size }, (): Fault => {
    const node = shops[Math.floor(random() * shops.length)] ?? 'shop-1';
    return { kind: 'crash', at: Math.floor(random() * 15_000), for: 2_000, node };
  });
}
