/**
 * What can go wrong, as data. One fault is one cause: what ends it (the restart after a crash, the heal after a
 * partition) belongs to it, so that taking a fault out of a plan never leaves half of it behind.
 *
 * Every duration ends in `Ms`, every instant is milliseconds of virtual time since the run began.
 */
import type { Data } from './data.ts';
import type { FaultKind } from './fault-kinds.ts';
import type { Match } from './match.ts';
import type { Operation } from './workload.ts';

/** An instant, or the moment at which a certain message is sent or arrives. */
export type When = number | MessageTrigger;

export interface MessageTrigger {
  readonly on: 'sent' | 'arrived';
  readonly match: Match;
  /** Which of the messages that match, counting from 1. */
  readonly nth: number;
  /** How long after it, 0 if at once. */
  readonly plusMs: number;
  /** True if the message itself is lost: what a crash takes with it. */
  readonly lost: boolean;
}

/** A node by name, or the one at either end of the message that triggered the fault. */
export type NodeTarget = string | { readonly end: 'sender' | 'receiver' };

/** Processes to strike: one by its registered name, or some of those that live at that instant. */
export type ProcessTarget =
  | { readonly node: string; readonly name: string }
  | {
      readonly node: string;
      /** How many, drawn by the seed; all if there are fewer. */
      readonly count: number;
      /** Only those spawned at or after this instant. */
      readonly spawnedSinceMs: number;
      /** Only those that have spawned nothing themselves. */
      readonly leaves: boolean;
    };

/** A registered process of the world. */
export interface ServerName {
  readonly node: string;
  readonly name: string;
}

interface Named {
  /** What its chance hangs on, so that it stays when other faults go. Given by the plan; leave it out. */
  readonly id?: string;
  /** The lab's name for it, e.g. `F4a`; the story and the plan print it. */
  readonly label?: string;
}
interface Window {
  /** From when; the start of the run if left out. */
  readonly fromMs?: number;
  /** Until when; the end of the run if left out. */
  readonly untilMs?: number;
}
/** A rule over messages: each one that matches inside the window is struck with `probability`. */
interface MessageRule extends Named, Window {
  readonly match: Match;
  /** Between 0 and 1; 1 if left out. Decided by the message's identity, not by a stream. */
  readonly probability?: number;
  /** At most so many; without limit if left out. */
  readonly times?: number;
}

/** The node stops; its memory and all it has not yet sent are gone. Its disk stays. */
export interface Crash extends Named {
  readonly kind: 'crash';
  readonly node: NodeTarget;
  readonly at: When;
  /** Starts again so much later with empty memory; stays down if left out. */
  readonly backAfterMs?: number;
  /** Power loss: no reset reaches the peers, which find out by tick. */
  readonly silent?: boolean;
  /** Share of the writes under way that have reached the disk, although nobody was told; 0 if left out. */
  readonly torn?: number;
}
/** Stops and starts a node in one breath. */
export interface Restart extends Named {
  readonly kind: 'restart';
  readonly node: NodeTarget;
  readonly at: When;
}
/** The node stands still; peers notice by tick. What was sent to it is handled when it resumes. */
export interface Hang extends Named {
  readonly kind: 'hang';
  readonly node: NodeTarget;
  readonly at: When;
  readonly forMs: number;
}
/** Short stops, again and again: a node that is slow without being dead. */
export interface Pause extends Named, Window {
  readonly kind: 'pause';
  readonly node: string;
  readonly everyMs: number;
  readonly forMs: number;
}
/** An exit signal that cannot be trapped. */
export interface Kill extends Named {
  readonly kind: 'kill';
  readonly process: ProcessTarget;
  readonly at: When;
}
/** No message passes between the sides, in either direction. A node on no side reaches all: it is the bridge. */
export interface Partition extends Named {
  readonly kind: 'partition';
  readonly sides: readonly (readonly string[])[];
  readonly at: When;
  /** Until it heals; for the rest of the run if left out. */
  readonly forMs?: number;
}
/** Each of the nodes reaches its neighbours on the ring alone: with an odd number all see a majority, each another. */
export interface Ring extends Named {
  readonly kind: 'ring';
  readonly nodes: readonly string[];
  /** How many neighbours on either side; as few as give each a majority if left out. */
  readonly reach?: number;
  readonly at: When;
  readonly forMs?: number;
}
/** The ways from one node, or from a family such as `shop-*`, to others are worse than they were. */
export interface Impair extends Named, Window {
  readonly kind: 'impair';
  readonly from: string;
  readonly to: string;
  /** Every message takes so much longer. */
  readonly addMs?: number;
  /** Bandwidth while it lasts. */
  readonly megabytesPerS?: number;
  /** Share of packets lost: connections send them again after 200 ms and more, datagrams are gone. */
  readonly loss?: number;
}
/** No message passes from one node to the other; the way back stays open. */
export interface Cut extends Named {
  readonly kind: 'cut';
  readonly from: string;
  readonly to: string;
  readonly at: When;
  readonly forMs?: number;
}
export interface Drop extends MessageRule {
  readonly kind: 'drop';
}
export interface Delay extends MessageRule {
  readonly kind: 'delay';
  readonly byMs: number;
}
export interface Duplicate extends MessageRule {
  readonly kind: 'duplicate';
  /** How long after the first one the copy arrives, at most. */
  readonly withinMs: number;
  /** Node that gets the copy; the same one if left out. */
  readonly to?: string | readonly string[];
}
export interface Reorder extends MessageRule {
  readonly kind: 'reorder';
  /** Each message is delayed by its own share of this. */
  readonly withinMs: number;
}
/** Keeps a message back until another one has been delivered, then lets it go: the late original of a retry. */
export interface Hold extends MessageRule {
  readonly kind: 'hold';
  /** In the same conversation, unless its own `tag` says otherwise. If it never comes, the message is lost. */
  readonly until: Match;
  readonly thenMs: number;
}
/** Shows a copy of each matching message to a process of the world, as `{ kind: 'tapped', tag, from, to, body }`. */
export interface Wiretap extends MessageRule {
  readonly kind: 'wiretap';
  readonly listener: ServerName;
  readonly afterMs: number;
}
/** Tells a process of the world to be `factor` times as slow: it receives `{ kind: 'slow', factor }`, and 1 at the end. */
export interface Slow extends Named, Window {
  readonly kind: 'slow';
  readonly dependency: ServerName;
  readonly factor: number;
}
/** Tells a process of the world anything else, at an instant: a brown-out, a stock that drops to 0. */
export interface Signal extends Named {
  readonly kind: 'signal';
  readonly process: ServerName;
  readonly at: When;
  readonly message: Data;
  /** After so long the process is told `after`. */
  readonly forMs?: number;
  readonly after?: Data;
}
/** The node's clock is off by so much for the whole run. */
export interface Skew extends Named {
  readonly kind: 'skew';
  readonly node: string;
  readonly byMs: number;
  /** Parts per million by which it runs fast. */
  readonly driftPpm?: number;
}
/** The node's clock jumps at an instant. */
export interface ClockJump extends Named {
  readonly kind: 'clockJump';
  readonly node: string;
  readonly at: When;
  readonly byMs: number;
}
export interface Leak extends Named, Window {
  readonly kind: 'leak';
  readonly node: string;
  readonly megabytesPerS: number;
}
export interface FillDisk extends Named, Window {
  readonly kind: 'fillDisk';
  readonly node: string;
  readonly percentPerS: number;
}
/**
 * The disk lies: what it calls durable is in a cache, which a crash of the node takes. When the window ends, the cache
 * has been written out.
 */
export interface LoseWrites extends Named, Window {
  readonly kind: 'loseWrites';
  readonly node: string;
}
/** Lets the world's `buggify(site)` say yes, as often as `probability` says; a quarter if left out. */
export interface Buggify extends Named, Window {
  readonly kind: 'buggify';
  readonly site: string;
  /** Between 0 and 1. Decided by site, conversation and passage, not by a stream. */
  readonly probability?: number;
  /** Only in this conversation. */
  readonly tag?: string;
  /** Only at its n-th passage of the site, counting from 0. */
  readonly ordinal?: number;
}
/** A request that kills whoever handles it: one operation more. */
export interface Poison extends Named {
  readonly kind: 'poison';
  readonly operation: Operation;
}
/** Load that comes on top of the workload. */
export interface Surge extends Named {
  readonly kind: 'surge';
  readonly operations: readonly Operation[];
}

export type Fault =
  | Crash
  | Restart
  | Hang
  | Pause
  | Kill
  | Partition
  | Ring
  | Cut
  | Impair
  | Drop
  | Delay
  | Duplicate
  | Reorder
  | Hold
  | Wiretap
  | Slow
  | Signal
  | Skew
  | ClockJump
  | Leak
  | FillDisk
  | LoseWrites
  | Poison
  | Surge
  | Buggify;

export type { FaultKind } from './fault-kinds.ts';
/** Holds the list of names and the union of faults together: neither may have a kind that the other lacks. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;
true satisfies Same<Fault['kind'], FaultKind>;

/** The faults of one run. Their order has no meaning: each one says itself when it strikes. */
export type FaultPlan = readonly Fault[];

type Options<F extends Fault> = Omit<F, 'kind'>;

/**
 * The moment at which a message is sent or arrives.
 *
 * @example crash({ node: { end: 'sender' }, at: onMessage('sent', { to: 'pay', body: { fn: 'charge' } }, { nth: 3, lost: true }) })
 */
export function onMessage(
  on: MessageTrigger['on'],
  match: Match,
  options: { readonly nth?: number; readonly plusMs?: number; readonly lost?: boolean } = {},
): MessageTrigger {
  return {
    on,
    match,
    nth: options.nth ?? 1,
    plusMs: options.plusMs ?? 0,
    lost: options.lost ?? false,
  };
}

export const crash = (options: Options<Crash>): Crash => ({ kind: 'crash', ...options });
export const restart = (options: Options<Restart>): Restart => ({ kind: 'restart', ...options });
export const hang = (options: Options<Hang>): Hang => ({ kind: 'hang', ...options });
export const pause = (options: Options<Pause>): Pause => ({ kind: 'pause', ...options });
export const kill = (options: Options<Kill>): Kill => ({ kind: 'kill', ...options });
export const partition = (options: Options<Partition>): Partition => ({
  kind: 'partition',
  ...options,
});
export const ring = (options: Options<Ring>): Ring => ({ kind: 'ring', ...options });
export const impair = (options: Options<Impair>): Impair => ({ kind: 'impair', ...options });
export const cut = (options: Options<Cut>): Cut => ({ kind: 'cut', ...options });
export const drop = (options: Options<Drop>): Drop => ({ kind: 'drop', ...options });
export const delay = (options: Options<Delay>): Delay => ({ kind: 'delay', ...options });
export const duplicate = (options: Options<Duplicate>): Duplicate => ({
  kind: 'duplicate',
  ...options,
});
export const reorder = (options: Options<Reorder>): Reorder => ({ kind: 'reorder', ...options });
export const hold = (options: Options<Hold>): Hold => ({ kind: 'hold', ...options });
export const wiretap = (options: Options<Wiretap>): Wiretap => ({ kind: 'wiretap', ...options });
export const slow = (options: Options<Slow>): Slow => ({ kind: 'slow', ...options });
export const signal = (options: Options<Signal>): Signal => ({ kind: 'signal', ...options });
export const skew = (options: Options<Skew>): Skew => ({ kind: 'skew', ...options });
export const clockJump = (options: Options<ClockJump>): ClockJump => ({
  kind: 'clockJump',
  ...options,
});
export const leak = (options: Options<Leak>): Leak => ({ kind: 'leak', ...options });
export const fillDisk = (options: Options<FillDisk>): FillDisk => ({
  kind: 'fillDisk',
  ...options,
});
export const loseWrites = (options: Options<LoseWrites>): LoseWrites => ({
  kind: 'loseWrites',
  ...options,
});
export const buggify = (options: Options<Buggify>): Buggify => ({ kind: 'buggify', ...options });
export const poison = (operation: Operation, label?: string): Poison =>
  label === undefined ? { kind: 'poison', operation } : { kind: 'poison', operation, label };
export const surge = (operations: readonly Operation[], label?: string): Surge =>
  label === undefined ? { kind: 'surge', operations } : { kind: 'surge', operations, label };
