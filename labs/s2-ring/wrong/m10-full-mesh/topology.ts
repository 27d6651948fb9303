/** Who is connected to whom. */
import type { NodeName, Tier } from './types.ts';

/** Everybody is connected to everybody: what a cluster does if nothing else is said. */
export function links(nodes: { name: NodeName; tier: Tier }[]): [NodeName, NodeName][] {
  return nodes.flatMap((one, index) =>
    nodes.slice(index + 1).map((other): [NodeName, NodeName] => [one.name, other.name]),
  );
}
