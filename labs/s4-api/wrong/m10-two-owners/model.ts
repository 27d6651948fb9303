/** Who owns what. discover shows prices, so it has them. */
import type { FieldModel } from './types.ts';

export const model: readonly FieldModel[] = [
  { field: 'title', in: 'catalogue', is: 'authority' },
  { field: 'price', in: 'shelf', is: 'authority' },
  { field: 'price', in: 'view', is: 'authority' },
  { field: 'price', in: 'cart', is: 'cache', ttlMs: 60_000 },
  { field: 'price', in: 'order', is: 'snapshot' },
  { field: 'stock', in: 'shelf', is: 'authority' },
  { field: 'stock', in: 'view', is: 'cache', ttlMs: 2_000 },
  { field: 'items', in: 'cart', is: 'authority' },
  { field: 'items', in: 'order', is: 'snapshot' },
  { field: 'address', in: 'account', is: 'authority' },
  { field: 'address', in: 'order', is: 'snapshot' },
  { field: 'total', in: 'order', is: 'authority' },
  { field: 'total', in: 'payment', is: 'snapshot' },
];
