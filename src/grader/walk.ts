/**
 * Walking through a run, as data: which run, what is changed in it and when, and what a page gets of it.
 *
 * A run is never stored. It is a function of program, seed and plan, so its description is enough to have any moment
 * of it again. A **step** is the unit of that: one delivery, timer or turn of a process. Step n of a run is the system
 * after n of them; the state between two steps is well defined, and a description with the same forks has the same
 * step n everywhere. An **event** is what an observer is told (a spawn, a message sent, a loss …); a step may bring
 * several events or none.
 *
 *   run      ── step 0 ── 1 ── 2 ── 3 ── … ── 417 ── 418 ── …
 *   fork                                        └── drop this message ── 418' ── 419' ── …
 *   a fork of the fork                                                      └── crash shop-2 ── …
 */
import type { Data } from './data.ts';
import type { MessageIdentity } from './record.ts';
import type { Scenario } from './scenario.ts';
import type { CheckResult, SourcePlace, Stopped, StoryEventKind } from './verdict.ts';

/** What is run, before anybody changes anything. */
export type Subject =
  /** A counterexample, as its recipe says: `counterexample.recipe`. */
  | { readonly kind: 'recipe'; readonly recipe: string }
  /** A world of the lab with a seed, whole: for runs that broke nothing. */
  | { readonly kind: 'world'; readonly world: string; readonly seed: number }
  /** A run without grader, for the playground: learner's files on nodes of one's own. */
  | { readonly kind: 'play'; readonly seed: number; readonly scenario: Scenario };

/** What a fork does. Where `forMs` is left out it is for the rest of the run. */
export type Deed =
  | { readonly kind: 'kill'; readonly process: number }
  | { readonly kind: 'crash'; readonly node: string; readonly backAfterMs?: number }
  | { readonly kind: 'restart'; readonly node: string }
  | { readonly kind: 'hang'; readonly node: string; readonly forMs: number }
  /** Nothing that `from` sends gets to `to`; with `both`, nothing back either. */
  | {
      readonly kind: 'cut';
      readonly from: string;
      readonly to: string;
      readonly both: boolean;
      readonly forMs?: number;
    }
  /** Ends cuts between two nodes, in both directions. */
  | { readonly kind: 'heal'; readonly from: string; readonly to: string }
  /** Deliver it now (or spare it from the plan's rules, if it has not been sent yet). */
  | { readonly kind: 'deliver'; readonly message: MessageIdentity }
  | { readonly kind: 'drop'; readonly message: MessageIdentity }
  | { readonly kind: 'duplicate'; readonly message: MessageIdentity; readonly afterMs: number }
  | { readonly kind: 'delay'; readonly message: MessageIdentity; readonly byMs: number }
  /** Sends data to a registered process from outside, in a conversation of its own. */
  | {
      readonly kind: 'send';
      readonly node: string;
      readonly name: string;
      readonly message: Data;
      readonly tag: string;
    };

/** One change of a run: after `step` steps the deed is done, and the rest is run again. */
export interface Fork {
  readonly step: number;
  /**
   * Hash of the trace at that step in the run that is forked: `moment.hash`, or null where it is not known. If the
   * replay comes to another one, the fork is refused: it was made for another run.
   */
  readonly prefix: string | null;
  /** Let virtual time pass up to here before the deed is done, if nothing is due until then; at once if left out. */
  readonly atMs?: number;
  readonly deed: Deed;
}

/** Which run: its subject and what was changed in it, in order of their steps. Small, and all that a link needs. */
export interface RunDescription {
  readonly subject: Subject;
  readonly forks: readonly Fork[];
}

// ---- The trace ----

/** What an event can be; the position is its number in `TraceEvents.kind`. */
export const traceEventKinds = [
  'spawned',
  'exited',
  'sent',
  'delivered',
  'dropped',
  'delayed',
  'duplicated',
  'timedOut',
  'nodeChanged',
  'connection',
  'observed',
  'forked',
] as const;
export type TraceEventKind = (typeof traceEventKinds)[number];

/** What became of a message; the position is its number in `TraceMessages.fate`. */
export const traceFates = ['underWay', 'arrived', 'lost', 'late'] as const;
export type TraceFate = (typeof traceFates)[number];

export const traceCarriers = ['message', 'call', 'cast', 'reply'] as const;

/** A column of small numbers. */
export type Indexes = Int16Array | Int32Array;

/** The events in order, as columns: row r of each belongs to event r. -1 stands for none. */
export interface TraceEvents {
  readonly length: number;
  readonly atMs: Float64Array;
  /** The step that brought it: the state after it is `moment(step)`. */
  readonly step: Int32Array;
  readonly kind: Uint8Array;
  /** Index into `processes`: who was spawned, sent, got the message, gave up waiting. */
  readonly process: Int32Array;
  /** Index into the messages. */
  readonly message: Int32Array;
  /** Index into `nodes`: where it happened. */
  readonly node: Indexes;
  /** Index into `texts`: reason, value, what happened to the node. */
  readonly text: Int32Array;
  /** Index into `places`: the line of the learner's that the process had passed last. */
  readonly place: Indexes;
}

/** The messages in order of their sending, as columns. -1 stands for none. */
export interface TraceMessages {
  readonly length: number;
  /** Indexes into `processes`; -1 for the host, and where nobody was there. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Indexes into `nodes`. */
  readonly fromNode: Indexes;
  readonly toNode: Indexes;
  /** Index into `texts`: the conversation. With nodes and ordinal it is the message's identity. */
  readonly tag: Int32Array;
  readonly ordinal: Int32Array;
  readonly carrier: Uint8Array;
  /** Index into `texts`: the lab's phrase for it, else its `kind`, else how it is carried. */
  readonly phrase: Int32Array;
  /** Index into `texts`: what it says, printed and cut; -1 once there are too many texts. */
  readonly text: Int32Array;
  /** Event of its sending, and of its end; an `ended` of -1 is a message still under way. */
  readonly sent: Int32Array;
  readonly ended: Int32Array;
  readonly fate: Uint8Array;
  /** 1 if a rule has held it up, 2 if it is the copy that a rule made, 0 otherwise. */
  readonly touched: Uint8Array;
  readonly bytes: Int32Array;
  /** Index into `places`: the learner's line that sent it. */
  readonly place: Indexes;
}

export interface TraceProcess {
  /** The runtime's number, as in `<web-1.7>` and in moments. */
  readonly id: number;
  /** Index into `nodes`. */
  readonly node: number;
  /** Registered name, else the function it runs. */
  readonly label: string;
  /** Index into `processes`. */
  readonly parent: number | null;
  readonly bornMs: number;
  /** Null while it lives. */
  readonly diedMs: number | null;
  /** Event of its birth and of its end. */
  readonly born: number | null;
  readonly died: number | null;
}

/** A fault, cut or downtime, to be drawn as a span. */
export interface TraceSpan {
  readonly kind: string;
  /** The lab's name for the fault, and the fault in one line. */
  readonly label: string;
  readonly text: string;
  /** Names of nodes. */
  readonly nodes: readonly string[];
  readonly fromMs: number;
  /** Null to the end of the run; equal to `fromMs` for an instant. */
  readonly untilMs: number | null;
  /** First event at or after its beginning, for "next fault". */
  readonly event: number;
  /** Number of the fork that did it, null for a fault of the plan. */
  readonly fork: number | null;
}

export interface TraceBreach {
  readonly code: string;
  readonly sentence: string;
  readonly expected: string;
  readonly observed: string;
  readonly operation: string;
  readonly atMs: number;
  /** Last event not after it. */
  readonly event: number;
}

/** An event of the story that a failure is told by, and where it is seen. */
export interface TraceStoryEvent {
  /** As in the story, counting from 1. */
  readonly number: number;
  readonly kind: StoryEventKind;
  readonly text: string;
  /** The event of the trace that shows it. */
  readonly event: number;
}

/** A quantity over virtual time, read at the instants of `TraceTables.gridMs`. */
export interface TraceSeries {
  readonly what: 'memory' | 'load' | 'processes' | 'reductions' | 'mailbox' | 'inFlight';
  /** Null for the whole system. */
  readonly node: string | null;
  /** Index into `processes`, for `mailbox`. */
  readonly process: number | null;
  /** `MB`, `jobs`, `processes`, `steps`, `messages`. */
  readonly unit: string;
  readonly values: readonly number[];
}

/** All of the trace that is no column. */
export interface TraceTables {
  readonly nodes: readonly { readonly name: string; readonly zone: string | null }[];
  readonly processes: readonly TraceProcess[];
  readonly texts: readonly string[];
  readonly places: readonly SourcePlace[];
  readonly spans: readonly TraceSpan[];
  readonly breaches: readonly TraceBreach[];
  /** Of a counterexample as it was found; empty for other runs, and for one that was changed. */
  readonly story: readonly TraceStoryEvent[];
  readonly gridMs: readonly number[];
  readonly series: readonly TraceSeries[];
  /** Events that are not in the columns because there were too many. */
  readonly eventsLeftOut: number;
}

/** A run, to be drawn. */
export interface RunTrace extends TraceTables {
  readonly events: TraceEvents;
  readonly messages: TraceMessages;
}

/** What the lab says of a run that was walked. What broke is in the trace's `breaches`. */
export type WalkVerdict =
  | { readonly kind: 'passed'; readonly checks: readonly CheckResult[] }
  | { readonly kind: 'failed'; readonly checks: readonly CheckResult[] }
  /** The program or the runtime ended the run: a trace of it is there all the same. */
  | { readonly kind: 'stopped'; readonly stopped: Stopped }
  /** It has no grader, or was not run to its end. */
  | { readonly kind: 'open' };

/** What came of a run that was walked to its end, or to the step that was asked for. */
export interface WalkEnd {
  readonly verdict: WalkVerdict;
  /** Hash of the trace, 16 hex digits. */
  readonly hash: string;
  readonly steps: number;
  readonly events: number;
  readonly atMs: number;
  /** True if nothing is left to do, or the run's time is over. */
  readonly isOver: boolean;
  readonly untilMs: number;
  /** For each fork the first event after it: up to there this run and the one it was forked from are the same. */
  readonly forkedAt: readonly {
    readonly step: number;
    readonly event: number;
    readonly atMs: number;
  }[];
}
