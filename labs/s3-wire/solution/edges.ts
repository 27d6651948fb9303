/** What each edge between two kinds of nodes speaks. */
import type { Protocol } from './types.ts';

export const edges: { readonly [edge: string]: Protocol } = {
  // web stands in the DMZ. Who breaks into it must find a wire, not a cluster.
  'web~shop': 'tls',
  // Behind the inner firewall everybody trusts everybody, and links and monitors are worth having.
  'shop~data': 'dist',
};
