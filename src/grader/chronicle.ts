/**
 * What a replay with the runtime's observer tells of a run: every message with its fate, every wait that ended
 * without one, every process. The story and the diagram are drawn from it; judging needs only the record.
 */
import type { MessageView } from './match.ts';
import type { Observation, Struck } from './record.ts';
import type { Whereabouts } from './sites.ts';
import type { Fate } from './tell.ts';
import type { Hold } from './switches.ts';
import type { SourcePlace } from './verdict.ts';

export interface ChronicleProcess {
  readonly id: number;
  readonly node: string;
  /** Registered name, else the function it runs. */
  readonly label: string;
  /** True if `label` is a registered name. */
  readonly isNamed: boolean;
  /** Who spawned it; null for what ran from boot on. */
  readonly parent: number | null;
  readonly startMs: number;
  /** Null while it lives. */
  readonly endMs: number | null;
  /** The line of the learner's that started it; null if none did. */
  readonly place: SourcePlace | null;
}

export interface ChronicleMessage extends MessageView {
  /** Ids of processes; null for the host, or where nobody was there to receive it. */
  readonly fromProcess: number | null;
  readonly toProcess: number | null;
  readonly sentMs: number;
  readonly arrivedMs: number | null;
  readonly fate: Fate;
  /** A reply that came when its caller had stopped waiting. */
  readonly isLate: boolean;
  /** The line of the learner's that the sender had passed last in this conversation; null if there is none. */
  readonly place: SourcePlace | null;
}

export interface ChronicleTimeout {
  readonly atMs: number;
  readonly process: number;
  readonly tag: string;
  /** The line of the learner's that the process had passed last; null if there is none. */
  readonly place: SourcePlace | null;
}

export interface ChronicleObservation extends Observation {
  readonly processId: number;
  /** The line of the learner's that the process had passed last in this conversation; null if there is none. */
  readonly place: SourcePlace | null;
}

export interface Chronicle {
  readonly processes: readonly ChronicleProcess[];
  /** In the order in which they were sent. */
  readonly messages: readonly ChronicleMessage[];
  readonly timeouts: readonly ChronicleTimeout[];
  readonly observations: readonly ChronicleObservation[];
  readonly struck: readonly Struck[];
  /** Turns that the schedule made wait. */
  readonly holds: readonly Hold[];
  /** Where a process was at an instant; null if it had passed none of the learner's lines. */
  readonly whereabouts: (process: number, atMs: number) => Whereabouts | null;
}
