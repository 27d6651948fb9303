/**
 * One run described as data: nodes, what runs on them at boot, what the clients do, what goes wrong, and until when.
 * The same scenario, program and seed give the same run everywhere, so a scenario is also what a recipe replays.
 */
import type { Data } from './data.ts';
import type { FaultPlan } from './fault.ts';
import type { Operation } from './workload.ts';

export interface NodeSpec {
  readonly name: string;
  /** 4 if left out, as many as the runtime gives. */
  readonly cores?: number;
  /** Without limit if left out; over it the node dies. */
  readonly memoryMb?: number;
  /** Nodes of one zone are near each other; links between zones have their own latency. Of no zone: near to all. */
  readonly zone?: string;
}

/** Latency of a link, one way. */
export interface Latency {
  readonly meanMs: number;
  /** Uniform on both sides of the mean. */
  readonly spreadMs: number;
}

export interface NetworkSpec {
  /** Inside a zone; 1.0 ± 0.2 ms if left out. */
  readonly lan?: Latency;
  /** Between zones; 40 ± 4 ms if left out. */
  readonly wan?: Latency;
  /** Ticktime of the connections; 8 s if left out (found silent after 6 to 10 s). */
  readonly tickTimeMs?: number;
  /** Bandwidth of every link, each way; unlimited if left out. */
  readonly megabytesPerS?: number;
}

/** An argument for a boot process: data, in which `pidOf(name)` stands for a process started earlier. */
export type BootArg = Data | PidOf | readonly BootArg[] | { readonly [field: string]: BootArg };
export interface PidOf {
  readonly $pidOf: string;
}

/** Stands for the pid of the boot process with this `as`. It is looked up again when a node restarts. */
export function pidOf(as: string): PidOf {
  return { $pidOf: as };
}

/** A process that runs from the start, or from `atMs` on. */
export interface Boot {
  readonly node: string;
  /** The file that exports it, and its name there: a world file or one of the learner's. */
  readonly file: string;
  readonly body: string;
  readonly arg?: BootArg;
  /** Name to register on its node, and to refer to it by `pidOf`. */
  readonly as?: string;
  /** 0 if left out. */
  readonly atMs?: number;
  /** Start it again when its node has restarted; true if left out. */
  readonly again?: boolean;
}

/** Bounds of a run. A run that meets one ends in a stopped verdict. */
export interface RunLimits {
  /** Events of the whole run; 5,000,000 if left out. */
  readonly eventsMax?: number;
  /** Steps a process may take without waiting; the runtime's own bound if left out. */
  readonly stepsMax?: number;
}

export interface Scenario {
  readonly nodes: readonly NodeSpec[];
  readonly network?: NetworkSpec;
  readonly boot: readonly Boot[];
  readonly workload: readonly Operation[];
  readonly faults: FaultPlan;
  readonly untilMs: number;
  readonly limits?: RunLimits;
}

/** Nodes of one family: `family('shop', 4)` gives shop-1 … shop-4. */
export function family(
  name: string,
  count: number,
  options: Omit<NodeSpec, 'name'> = {},
): NodeSpec[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `${name}-${index + 1}`,
    ...options,
  }));
}

/** The workload, and the operations that faults bring, in the order in which they start. */
export function operationsOf(scenario: Scenario): readonly Operation[] {
  const added = scenario.faults.flatMap((fault) =>
    fault.kind === 'poison' ? [fault.operation] : fault.kind === 'surge' ? fault.operations : [],
  );
  if (added.length === 0) return scenario.workload;
  return [...scenario.workload, ...added].sort((left, right) => left.atMs - right.atMs);
}
