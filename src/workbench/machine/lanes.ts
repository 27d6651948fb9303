/**
 * The columns of the diagram. Processes of one node that run the same function one after the other share a lane, as
 * trains share a track: a thousand short-lived workers are as many lanes as ever lived at the same time.
 */
import type { RunTrace } from '#grader/walk.ts';

export type LaneGrain = 'processes' | 'nodes';

export interface TraceLane {
  readonly node: string;
  /** Empty where the lane stands for its whole node. */
  readonly label: string;
  /** Indices of its processes, in the order in which they lived. */
  readonly processes: readonly number[];
}

export interface LaneTable {
  readonly lanes: readonly TraceLane[];
  /** Index of a process -> index of its lane; -1 if it is not shown. */
  readonly laneOf: Int32Array;
  /** Index of a node -> index of its first lane; -1 if none is shown. */
  readonly firstOf: Int32Array;
}

interface OpenLane {
  readonly node: string;
  readonly label: string;
  readonly processes: number[];
  freeFromMs: number;
}

function byNode({ nodes, processes }: RunTrace, isShown: (process: number) => boolean): OpenLane[] {
  const lanes = nodes.map(({ name }) => ({
    node: name,
    label: '',
    processes: [] as number[],
    freeFromMs: 0,
  }));
  for (const [index, { node }] of processes.entries())
    if (isShown(index)) lanes[node]?.processes.push(index);
  return lanes.filter((lane) => lane.processes.length > 0);
}

function byProcess(trace: RunTrace, isShown: (process: number) => boolean): OpenLane[] {
  const lanes = new Map<string, OpenLane[]>();
  const ofNode = trace.nodes.map((): OpenLane[] => []);
  for (const [index, { node, label, bornMs, diedMs }] of trace.processes.entries()) {
    if (!isShown(index)) continue;
    const key = `${node} ${label}`;
    const alike = lanes.get(key) ?? [];
    lanes.set(key, alike);
    let lane = alike.find(({ freeFromMs }) => freeFromMs <= bornMs);
    if (lane === undefined) {
      const { name = '' } = trace.nodes[node] ?? {};
      lane = { node: name, label, processes: [], freeFromMs: 0 };
      alike.push(lane);
      ofNode[node]?.push(lane);
    }
    lane.processes.push(index);
    lane.freeFromMs = diedMs ?? Infinity;
  }
  return ofNode.flat();
}

/** Lanes for the processes that are shown, those of one node beside each other, nodes in the trace's order. */
export function layLanes(
  trace: RunTrace,
  grain: LaneGrain,
  isShown: (process: number) => boolean,
): LaneTable {
  const lanes = grain === 'nodes' ? byNode(trace, isShown) : byProcess(trace, isShown);
  const laneOf = new Int32Array(trace.processes.length).fill(-1);
  for (const [lane, { processes }] of lanes.entries())
    for (const process of processes) laneOf[process] = lane;
  const firstOf = Int32Array.from(trace.nodes, ({ name }) =>
    lanes.findIndex(({ node }) => node === name),
  );
  return {
    lanes: lanes.map(({ node, label, processes }) => ({ node, label, processes })),
    laneOf,
    firstOf,
  };
}
