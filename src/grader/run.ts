/**
 * One run of one world, as the rest of the grader sees it. `play` is what carries it out on the runtime.
 */
import type { System } from '#runtime/system.ts';
import type { TraceColumns } from '#runtime/trace.ts';
import type { Chronicle } from './chronicle.ts';
import type { World } from './lab.ts';
import type { RunRecord, Struck } from './record.ts';
import type { Scenario } from './scenario.ts';
import type { ScheduleSpec } from './switches.ts';
import type { Stopped } from './verdict.ts';

/** What to run. */
export interface RunOrder {
  readonly world: World;
  readonly scenario: Scenario;
  readonly seed: number;
  /** Who runs next among those that can; first come, first served if left out. */
  readonly scheduler?: ScheduleSpec;
  /** Keep everything that the story and the diagram need; a little slower, and the same run. */
  readonly rich: boolean;
  /** Of a rich run, keep the messages of these conversations alone, and those of none: for runs of very many. */
  readonly about?: readonly string[];
  /** Of a rich run, keep what happens from this instant on: for a story that begins late in a long run. */
  readonly sinceMs?: number;
  /** Keep the trace's columns and not only its hash; the same run. */
  readonly trace?: boolean;
  /** Told every observation; the run ends soon after the first for which it is true. */
  readonly breaksOff?: (seen: { readonly atMs: number; readonly value: unknown }) => boolean;
}

/** What came of it. */
export type RunEnd =
  | {
      readonly kind: 'ran';
      readonly record: RunRecord;
      readonly chronicle: Chronicle | null;
      /** Null unless the order asked for it. */
      readonly trace: TraceColumns | null;
      /** Ids of the processes chosen among several; null for first come, first served. */
      readonly schedule: readonly number[] | null;
    }
  | { readonly kind: 'stopped'; readonly stopped: Stopped; readonly events: number };

/** Carries out a run; yields now and then, so that a worker can look after its mail. */
export type Play = (order: RunOrder) => Generator<void, RunEnd>;

/** What somebody who goes along with a run is shown of it. */
export interface Stage {
  readonly system: System;
  readonly scenario: Scenario;
  /** Starts again what runs on a node from its boot on: call it when the node has been restarted. */
  readonly rebooted: (node: string) => void;
  /** What the fault plan has struck so far. */
  readonly struck: () => readonly Struck[];
}

/** Goes along with a run: looks at it between two steps, and may step in there. */
export interface Companion {
  /** Go no further than this instant; as far as the scenario says if left out. */
  readonly untilMs?: number;
  /** The system is there, and nothing has happened on it yet. */
  begin(stage: Stage): void;
  /** Called before anything more happens: how many steps may go by until the next look; 0 ends the run here. */
  patience(): number;
  /** Called when they have gone by. */
  look(): void;
}
