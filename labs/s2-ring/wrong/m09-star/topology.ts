/** Who is connected to whom. */
import type { NodeName, Tier } from './types.ts';

/** One node in the middle knows everybody. */
export function links(nodes: { name: NodeName; tier: Tier }[]): [NodeName, NodeName][] {
  const [hub, ...others] = nodes;
  return hub === undefined ? [] : others.map(({ name }) => [hub.name, name]);
}
