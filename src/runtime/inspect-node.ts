/** How a node stands: part of `inspect.ts`. */
import type { ConnectionState, NodeState } from './moment.ts';
import type { Node } from './node.ts';
import { treeOf } from './tree.ts';

/** Keys of the disk that are shown. */
const keysMax = 50;

export function inspectNode(node: Node): NodeState {
  const { name, boot, memory, memoryMax, processCount, cpu, disk, system } = node;
  const { nowNs } = system.timeline;
  return {
    name,
    state: node.up ? (node.frozen > 0 ? 'frozen' : 'up') : 'down',
    boot,
    cores: cpu.cores,
    load: cpu.load,
    memoryBytes: memory,
    memoryMaxBytes: memoryMax,
    processCount,
    clockAheadMs:
      (Math.round(node.clock.readMs(nowNs) * 1_000) - Math.floor(nowNs / 1_000)) / 1_000,
    backlog: node.backlog.length,
    connections: system.nodes.filter((peer) => peer !== node).map((peer) => connection(node, peer)),
    names: [...node.names].map(([name, process]) => ({ name, process: process.id })),
    diskFilled: disk.filledAt(system.nowMs),
    disk: disk
      .keys()
      .slice(0, keysMax)
      .map((key) => ({ ...treeOf(disk.read(key)), key })),
  };
}

/** A way that nothing has used yet is that of the beginning: connected if both have run from the start. */
function connection(node: Node, peer: Node): ConnectionState {
  const path = node.system.network.knownPath(node, peer);
  if (path === undefined) {
    const up = node.boot === 0 && peer.boot === 0 && node.up && peer.up;
    return { peer: peer.name, up, isCut: false, parked: 0 };
  }
  return { peer: peer.name, up: path.era !== 0, isCut: path.cut, parked: path.parked.length };
}
