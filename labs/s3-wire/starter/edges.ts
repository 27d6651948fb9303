/** What each edge between two kinds of nodes speaks. */
import type { Protocol } from './types.ts';

export const edges: { readonly [edge: string]: Protocol } = {
  // It is easy.
  'web~shop': 'dist',
  'shop~data': 'dist',
};
