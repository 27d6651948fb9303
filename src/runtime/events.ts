/** What an observer of a run is told, in words: for the story and the diagram of a replay. */
import type { Carries } from './signal.ts';
import type { Loss } from './loss.ts';

/** A process, as others see it. */
export interface ProcessView {
  readonly id: number;
  readonly node: string;
  /** The function it runs. */
  readonly label: string;
  /** Its registered name at the time. */
  readonly name: string | null;
}

/** A message on its way. The same object comes with each event about it. */
export interface MessageView {
  readonly from: ProcessView | null;
  /** Null if it was sent to a name nobody has, or whose owner is not known yet. */
  readonly to: ProcessView | null;
  readonly toName: string | null;
  readonly fromNode: string;
  readonly toNode: string;
  readonly carries: Carries;
  readonly tag: string;
  readonly ordinal: number;
  /** The request of a call, the value of a reply, else the message; a copy. */
  readonly payload: unknown;
  readonly bytes: number;
  /** Where the sender's code was. */
  readonly site: number;
  readonly sentMs: number;
}

/** What happened to a node. */
export type NodeChange = 'crashed' | 'booted' | 'frozen' | 'resumed' | 'out-of-memory' | 'stopped';

export type RuntimeEvent = { readonly atMs: number } & (
  | { readonly kind: 'spawned'; readonly process: ProcessView; readonly parent: ProcessView | null }
  | {
      readonly kind: 'exited';
      readonly process: ProcessView;
      readonly reason: unknown;
      readonly site: number;
    }
  | { readonly kind: 'sent'; readonly message: MessageView }
  | {
      readonly kind: 'delivered';
      readonly message: MessageView;
      /** Who got it: a message to a name finds its receiver only here. */
      readonly to: ProcessView;
    }
  | {
      readonly kind: 'dropped';
      readonly message: MessageView;
      readonly why: Loss;
      readonly rule: string | null;
    }
  | {
      readonly kind: 'delayed';
      readonly message: MessageView;
      readonly rule: string;
      /** Infinity while it is held until something else happens. */
      readonly byMs: number;
    }
  | { readonly kind: 'duplicated'; readonly message: MessageView; readonly rule: string }
  | {
      readonly kind: 'timedOut';
      readonly process: ProcessView;
      readonly waitedFor: 'message' | 'response';
      readonly site: number;
    }
  | { readonly kind: 'nodeChanged'; readonly node: string; readonly change: NodeChange }
  | {
      readonly kind: 'connection';
      readonly node: string;
      readonly peer: string;
      readonly up: boolean;
    }
  | { readonly kind: 'observed'; readonly observation: Observation }
);

/** A value that a world file has put on record. */
export interface Observation {
  readonly atMs: number;
  readonly node: string;
  readonly process: ProcessView;
  readonly tag: string;
  readonly value: unknown;
}

/** A message rule has fired: enough to write a rule that fires for this message only. */
export interface Occurrence {
  readonly rule: string;
  readonly tag: string;
  readonly from: string;
  readonly to: string;
  readonly ordinal: number;
  readonly carries: Carries;
  readonly atMs: number;
}

/** A process that ended by an error of its own. */
export interface CrashReport {
  readonly atMs: number;
  readonly process: ProcessView;
  readonly reason: unknown;
  readonly site: number;
  /** True if somebody was linked to it or monitored it, other than by a call: then it is handled, not stray. */
  readonly watched: boolean;
  /** What the engine said, for display beside the verdict only: it differs between engines. */
  readonly engineText: string | null;
}

/** A line that a process printed. */
export interface ConsoleLine {
  readonly atMs: number;
  readonly node: string;
  readonly process: ProcessView | null;
  readonly level: 'log' | 'warn' | 'error';
  readonly text: string;
  readonly site: number;
}
