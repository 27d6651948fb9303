/**
 * A system as it stands between two steps, as plain data: what is looked at when a run is walked through. Nothing
 * here refers to the running system, so it may be kept, compared and sent.
 */
import type { SourcePlace } from './program.ts';

/** What a tree shows at its root. */
export type TreeType =
  'scalar' | 'pid' | 'ref' | 'function' | 'list' | 'object' | 'map' | 'set' | 'bytes' | 'error';

/** A value as a tree that can be unfolded. Reading it has run no code of the learner's. */
export interface Tree {
  /** Field, index or printed key in what holds it; null at the root and for elements of a set. */
  readonly key: string | null;
  readonly type: TreeType;
  /** A scalar in full, of the others a short form: `{ total: 3, … }`, `Map(2)`. At most 200 characters. */
  readonly text: string;
  readonly items: readonly Tree[];
  /** How many elements are not shown: there is a bound on depth and breadth. */
  readonly more: number;
}

/** What keeps a process from running. */
export type Wait =
  /** It stands in the run queue. */
  | { readonly kind: 'nothing' }
  /** A message; `pattern` as it was written, null where any will do. */
  | { readonly kind: 'message'; readonly pattern: string | null }
  /** The response to a request; `to` is who should answer, e.g. `shop on shop-2`. */
  | { readonly kind: 'response'; readonly to: string | null }
  /** Sleep, work, native code, the disk. */
  | { readonly kind: 'device' }
  /** It has not begun: on its way to its node. */
  | { readonly kind: 'start' };

/** A message in a mailbox. */
export interface HeldMessage {
  /** Id of the sending process; null for the host and for messages of the runtime's own. */
  readonly from: number | null;
  readonly carries: 'message' | 'call' | 'cast' | 'reply';
  readonly tag: string;
  readonly ordinal: number;
  /** A call's request, else the message, printed. */
  readonly text: string;
}

/** One process watching another, from either end. */
export interface Watch {
  /** Id of the other process; null while its name has not been looked up. */
  readonly process: number | null;
  readonly node: string;
  /** The name it was asked for by, if that was a name. */
  readonly name: string | null;
  /** True if it belongs to a call and ends that, instead of becoming a message. */
  readonly isCall: boolean;
}

export interface PendingTimer {
  /** `timeout` ends a wait, `wake` a sleep, `send` sends a message. */
  readonly kind: 'timeout' | 'wake' | 'send';
  readonly atMs: number;
  /** The message of `send`, printed. */
  readonly text: string | null;
}

/** A child as its supervisor knows it. */
export interface SupervisedChild {
  readonly id: string;
  /** As far as the supervisor knows; null while it does not run. */
  readonly process: number | null;
  readonly restart: 'permanent' | 'transient' | 'temporary';
  readonly type: 'worker' | 'supervisor';
}

/** What a behaviour keeps for its callbacks. */
export type BehaviourState =
  | { readonly kind: 'genServer'; readonly state: Tree }
  | {
      readonly kind: 'genStatem';
      readonly state: Tree;
      readonly data: Tree;
      /** Events put off until the state changes. */
      readonly postponed: number;
    }
  | {
      readonly kind: 'supervisor';
      readonly strategy: string;
      readonly intensity: number;
      readonly periodMs: number;
      /** Restarts inside the period. */
      readonly restarts: number;
      readonly children: readonly SupervisedChild[];
    };

/** One living process. */
export interface ProcessState {
  readonly id: number;
  readonly node: string;
  /** The function it runs. */
  readonly label: string;
  /** Its registered name. */
  readonly name: string | null;
  readonly wait: Wait;
  /** Where its code stopped last, in whatever file; null before it has begun. */
  readonly place: SourcePlace | null;
  /** The conversation it acts in. */
  readonly tag: string;
  readonly trapsExits: boolean;
  /** How many messages wait. */
  readonly mailboxLength: number;
  /** The oldest of them. */
  readonly mailbox: readonly HeldMessage[];
  /** Ids of linked processes. */
  readonly links: readonly number[];
  readonly monitors: readonly Watch[];
  /** Those that monitor this process. */
  readonly watchers: readonly Watch[];
  readonly timers: readonly PendingTimer[];
  /** Null for a process that is no behaviour: what it knows is in its local variables. */
  readonly behaviour: BehaviourState | null;
}

/** What a node believes of its connection to a peer. */
export interface ConnectionState {
  readonly peer: string;
  readonly up: boolean;
  /** A fault cuts the direction from this node to the peer. */
  readonly isCut: boolean;
  /** Signals that wait behind the cut. */
  readonly parked: number;
}

export interface NodeState {
  readonly name: string;
  readonly state: 'up' | 'frozen' | 'down';
  /** Counts boots. */
  readonly boot: number;
  readonly cores: number;
  /** Jobs that share the cores. */
  readonly load: number;
  readonly memoryBytes: number;
  readonly memoryMaxBytes: number;
  readonly processCount: number;
  /** By how much its clock is ahead. */
  readonly clockAheadMs: number;
  /** What arrived or fell due while it was frozen. */
  readonly backlog: number;
  readonly connections: readonly ConnectionState[];
  /** Registered names, with the process that has each. */
  readonly names: readonly { readonly name: string; readonly process: number }[];
  /** Share of the disk that is taken by other things, 0 to 1. */
  readonly diskFilled: number;
  /** What the disk holds durably: key and value. */
  readonly disk: readonly Tree[];
}

/** A message under way: its identity, and when it will arrive as things stand. */
export interface FlyingMessage {
  readonly tag: string;
  readonly from: string;
  readonly to: string;
  readonly ordinal: number;
  readonly carries: 'message' | 'call' | 'cast' | 'reply';
  /** Null while it waits behind a cut, in a frozen node, or for a rule to let it go. */
  readonly dueMs: number | null;
}

/** The whole system after a step. */
export interface Moment {
  /** Steps done: deliveries, timers and turns. 0 is the system before anything has happened. */
  readonly step: number;
  readonly atMs: number;
  /** Hash of the trace so far, 16 hex digits. */
  readonly hash: string;
  /** Id of the process whose turn this step was; null where it was a delivery or a timer. */
  readonly ran: number | null;
  readonly nodes: readonly NodeState[];
  /** Living processes, by node and age. */
  readonly processes: readonly ProcessState[];
  readonly inFlight: readonly FlyingMessage[];
}
