/** What a system is made of, and how far to run it. */
import type { Limits } from './limits.ts';
import type { NetworkSpec } from './network-spec.ts';
import type { NodeSpec } from './node.ts';
import type { Program } from './program.ts';
import type { SchedulerSpec } from './scheduler.ts';

export interface SystemSpec {
  /** All chance of the run hangs on it. */
  readonly seed: number;
  readonly nodes: readonly NodeSpec[];
  readonly network?: NetworkSpec;
  /** `round-robin` if left out. */
  readonly scheduler?: SchedulerSpec;
  /** Record the choices of the scheduler, for `schedule()`. */
  readonly recordSchedule?: boolean;
  readonly program?: Program;
  readonly limits?: Partial<Limits>;
  /** Keep the trace's columns; its hash is there in any case. True if left out. */
  readonly trace?: boolean;
  /** Let each `buggify` site of world files fire in a quarter of the runs; `sites.add` for those you name. */
  readonly buggify?: boolean;
}

/** How far to run. */
export interface RunOptions {
  /** Stop when virtual time has got there. */
  readonly untilMs?: number;
  /** Stop after so many deliveries, timers and turns; the size changes nothing about the run. */
  readonly eventsMax?: number;
}
