/** Who is connected to whom. */
import type { NodeName, Tier } from './types.ts';

/** So many logic nodes each of the others is connected to: two may be lost. */
const ways = 3;

/** The logic nodes are a full mesh; every other node hangs on three of them. */
export function links(nodes: { name: NodeName; tier: Tier }[]): [NodeName, NodeName][] {
  const core = nodes.filter(({ tier }) => tier === 'logic');
  const islands = nodes.filter(({ tier }) => tier !== 'logic');
  const mesh = core.flatMap((one, index) =>
    core.slice(index + 1).map((other): [NodeName, NodeName] => [one.name, other.name]),
  );
  const spokes = islands.flatMap(({ name }, index) =>
    Array.from({ length: ways }, (_, way): [NodeName, NodeName] => {
      const gateway = core[(index * ways + way) % core.length];
      return [name, gateway?.name ?? name];
    }),
  );
  return [...mesh, ...spokes];
}
