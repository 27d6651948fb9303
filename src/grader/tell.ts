/**
 * The words of a lab: how its operations, messages, effects and faults are told. The story picks from what happened
 * the 3 to 8 events that lead to the breach; what has no phrase here is not told.
 */
import type { DataPattern } from './data.ts';
import type { Struck, CallRecord, Observation } from './record.ts';
import type { Match, MessageView } from './match.ts';
import type { Operation } from './workload.ts';

/** A message as the story sees it. */
export interface ToldMessage extends MessageView {
  readonly sentMs: number;
  /** Null if it never arrived. */
  readonly arrivedMs: number | null;
  readonly fate: Fate;
  /** The operation of its conversation, if it has one. */
  readonly operation: Operation | undefined;
}

/** What became of a message. */
export type Fate = 'arrived' | 'lost' | 'delayed' | 'duplicated';

/** How a kind of message is told. The first phrase that matches is taken. */
export interface MessagePhrase {
  /** Stable name of the kind of message, e.g. `order request`: it enters the fingerprint. */
  readonly name: string;
  readonly match: Match;
  /** How much it tells: 1 is background, 10 belongs to every story it occurs in. */
  readonly weight: number;
  /** The message as a noun, for "The network loses …": `the answer of shop-2 to web-1`. */
  readonly noun: (message: ToldMessage) => string;
  /** That it arrives, as a sentence: `web-1 asks shop-2 to place order 17`; null if that is not worth telling. */
  readonly say: (message: ToldMessage) => string | null;
}

/** How something that a world process observed is told. */
export interface EffectPhrase {
  readonly name: string;
  /** Which observations, by their value. */
  readonly like: DataPattern;
  readonly weight: number;
  readonly say: (
    observation: Observation,
    operation: Operation | undefined,
    asker: Asker | null,
  ) => string;
}

/** Who had asked for what happened: the sender of the message that the reporting process was handling. */
export interface Asker {
  readonly node: string;
  /**
   * The registered process it belongs to: its own name, else that of the nearest ancestor that has one, else the
   * function it runs.
   */
  readonly process: string;
}

/** All the words of a lab, or of one of its worlds. */
export interface Telling {
  /** The operation as a noun: `order 17 (48.20 €)`. */
  readonly name: (operation: Operation) => string;
  /** What the client asks for: `a customer orders "Dune" for 48.20 €`. */
  readonly ask: (operation: Operation) => string;
  /** What the client was told; `answer` is undefined if it never heard. */
  readonly answer: (call: CallRecord) => string;
  readonly messages: readonly MessagePhrase[];
  readonly effects: readonly EffectPhrase[];
  /**
   * True if what happened is about the operation, in whatever conversation it happened: what a reconciler asks for
   * is part of the story of the order it is about. `what` is the body of a message or the value of an observation.
   */
  readonly concerns?: (what: unknown, operation: Operation) => boolean;
  /**
   * That a process of yours gave up waiting; `web-1 gives up waiting` if left out. Null for a wait whose end means nothing,
   * such as that of a clock.
   */
  readonly timeout?: (timeout: ToldTimeout) => string | null;
  /** Instead of the usual words for a fault; undefined keeps those, null leaves it out. */
  readonly fault?: (struck: Struck) => string | null | undefined;
  /** Role of a node, which the fingerprint uses instead of its name; `shop-3` is a `shop` if left out. */
  readonly role?: (node: string) => string;
}

/** A process that waited for a message or a reply, and none came in time. */
export interface ToldTimeout {
  readonly atMs: number;
  readonly node: string;
  /** Registered name, else the function it runs. */
  readonly process: string;
  readonly operation: Operation | undefined;
}
