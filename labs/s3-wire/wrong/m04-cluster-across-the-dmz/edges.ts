/** What each edge between two kinds of nodes speaks. */
import type { Protocol } from './types.ts';

export const edges: { readonly [edge: string]: Protocol } = {
  // Links, monitors and calls come for nothing, and the firewall has a port open for it.
  'web~shop': 'dist',
  'shop~data': 'dist',
};
