/**
 * What a Papertrain is made of: how each data set is shared, and how each function is retried. The designs under
 * attack differ in these settings alone.
 */
import type { Fn } from './types.ts';

/** How a data set is shared among the shops that hold a copy. */
export interface Sharing {
  /** The shops that hold a copy. */
  readonly members: readonly string[];
  /**
   * Who takes a change: the `home` of its key, always the same shop; the next in a `row` of all members, by the key of
   * the change; or the first member that is connected: in an order of preference common to all (`first`), or beginning
   * with one's own data centre (`near`).
   */
  readonly taker: 'home' | 'row' | 'first' | 'near';
  /**
   * How many copies must agree before a change holds: the taker's `own`, a `majority` of all members, or all that
   * `answer`, however few.
   */
  readonly agree: 'own' | 'majority' | 'answering';
}

/** How often something is sent, and by what a repetition is known. */
export interface Retry {
  readonly attempts: number;
  /**
   * `operation`: every attempt carries the operation's own key. `attempt`: each carries a new one. `arrival`: the
   * receiver takes every request that arrives for a new one.
   */
  readonly key: 'operation' | 'attempt' | 'arrival';
}

export interface Setup {
  readonly retry: { readonly [F in Fn | 'presence.set']: Retry };
  readonly orders: Sharing & {
    /** `leader`: one shop decides on all orders, and another one takes over when it is given up. */
    readonly led: boolean;
    /**
     * Where the keys of settled orders are kept: on the disk for good, on the disk until they expire, or in memory.
     */
    readonly settled: 'disk' | 'expiring' | 'memory';
    /** A majority has the outcome on its disks before it is told. */
    readonly confirmed: boolean;
  };
  readonly carts: Sharing & {
    /** `observed`: a remove takes away the additions that were seen. `union`: copies in doubt are united. */
    readonly merge: 'observed' | 'union';
    /** Changes go to the other copies after so long, all together; at once if 0. */
    readonly everyMs: number;
  };
  readonly chats: Sharing & {
    /** The phone shows a message that it knows already only once. */
    readonly once: boolean;
  };
  readonly votes: Sharing;
  readonly presence: Sharing & {
    /** A sign of life comes with each chat message, or is sent on its own: with an answer or without. */
    readonly sent: 'with chat' | 'cast' | 'call';
  };
  /** Functions whose every change goes into the audit book. */
  readonly audited: readonly (Fn | 'presence.set')[];
  /** Copies of each title in the beginning. */
  readonly copies: { readonly [title: string]: number };
  /** All shops, and for each node its data centre. */
  readonly shops: readonly string[];
  readonly zones: { readonly [node: string]: string };
}

/** A whole number that hangs on the text alone. */
export function hashOf(text: string): number {
  let hash = 2_166_136_261;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 16_777_619);
  }
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** The member that a key belongs to. */
export function homeOf(members: readonly string[], key: string): string {
  return members[hashOf(key) % members.length] ?? '';
}

/** How many of a group are a majority. */
export function majorityOf(members: readonly string[]): number {
  return Math.floor(members.length / 2) + 1;
}
