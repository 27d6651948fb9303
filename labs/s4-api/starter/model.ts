/** Who owns what, and what every other copy of it is. */
import type { FieldModel } from './types.ts';

export const model: readonly FieldModel[] = [
  { field: 'title', in: 'catalogue', is: 'authority' },
  { field: 'price', in: 'shelf', is: 'authority' },
  { field: 'price', in: 'cart', is: 'authority' },
  { field: 'stock', in: 'shelf', is: 'authority' },
  { field: 'items', in: 'cart', is: 'authority' },
  { field: 'address', in: 'account', is: 'authority' },
  { field: 'total', in: 'payment', is: 'authority' },
];
