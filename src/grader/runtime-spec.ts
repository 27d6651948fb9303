/** The nodes and the network of a scenario, as the runtime takes them. */
import type { NodeSpec as RuntimeNode } from '#runtime/node.ts';
import type { NetworkSpec as RuntimeNetwork } from '#runtime/network-spec.ts';
import type { Scenario } from './scenario.ts';

export function runtimeNode({ name, cores, memoryMb }: Scenario['nodes'][number]): RuntimeNode {
  return {
    name,
    ...(cores !== undefined && { cores }),
    ...(memoryMb !== undefined && { memoryMB: memoryMb }),
  };
}

/**
 * Zones become paths: between nodes of different zones the latency is that of a wide-area link. A node of no zone, such as
 * a third party, is near to all.
 */
export function runtimeNetwork({ nodes, network }: Scenario): RuntimeNetwork {
  const {
    lan = { meanMs: 1, spreadMs: 0.2 },
    wan = { meanMs: 40, spreadMs: 4 },
    tickTimeMs,
    megabytesPerS,
  } = network ?? {};
  const paths: NonNullable<RuntimeNetwork['paths']>[number][] = [];
  for (const [index, left] of nodes.entries()) {
    for (const right of nodes.slice(index + 1)) {
      if (left.zone === undefined || right.zone === undefined) continue;
      if (left.zone === right.zone) continue;
      paths.push({
        between: [left.name, right.name],
        latencyMs: wan.meanMs,
        jitterMs: wan.spreadMs,
      });
    }
  }
  return {
    latencyMs: lan.meanMs,
    jitterMs: lan.spreadMs,
    paths,
    ...(tickTimeMs !== undefined && { tickTimeMs }),
    ...(megabytesPerS !== undefined && { megabytesPerSecond: megabytesPerS }),
  };
}
