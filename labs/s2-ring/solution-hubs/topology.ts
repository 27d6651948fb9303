// Differs: three hubs know everybody, and nobody else knows anybody. Two may be lost; the third still joins all others.
/** Who is connected to whom. */
import type { NodeName, Tier } from './types.ts';

const hubCount = 3;

/** The fewest links with which any two nodes may be lost; the price is what the hubs have to carry. */
export function links(nodes: { name: NodeName; tier: Tier }[]): [NodeName, NodeName][] {
  const hubs = nodes.filter(({ tier }) => tier === 'logic').slice(0, hubCount);
  const others = nodes.filter((node) => !hubs.includes(node));
  const among = hubs.flatMap((one, index) =>
    hubs.slice(index + 1).map((other): [NodeName, NodeName] => [one.name, other.name]),
  );
  const spokes = others.flatMap((other) =>
    hubs.map((hub): [NodeName, NodeName] => [hub.name, other.name]),
  );
  return [...among, ...spokes];
}
