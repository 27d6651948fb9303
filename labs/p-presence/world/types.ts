/** What the processes of this lab say to each other. */
import type { Pid, Ref } from 'nines';

/** What a session receives. */
export type ToSession =
  | { readonly kind: 'publish'; readonly status: string; readonly from: Pid; readonly ref: Ref }
  | { readonly kind: 'ping'; readonly from: Pid; readonly ref: Ref }
  | { readonly kind: 'status'; readonly from: Pid; readonly ref: Ref };

/** What a session answers. */
export type FromSession =
  | {
      readonly kind: 'published';
      readonly ref: Ref;
      readonly delivered: number;
      readonly failed: readonly Pid[];
    }
  | { readonly kind: 'pong'; readonly ref: Ref }
  | { readonly kind: 'status'; readonly ref: Ref; readonly text: string };

/** What a friend receives: the new status, and who wants to know that it arrived. */
export interface ToFriend {
  readonly kind: 'status';
  readonly text: string;
  readonly from: Pid;
  readonly ref: Ref;
}
/** What a friend answers once the status is on the screen. */
export interface Ack {
  readonly kind: 'ack';
  readonly ref: Ref;
}

/** How many friends have it, and which of them do not, as far as anybody knows. */
export interface Published {
  readonly delivered: number;
  readonly failed: readonly Pid[];
}

/** A child of a supervisor. Every child is permanent: it is started again, whatever it ended of. */
export interface Child {
  /** The name under which the supervisor registers it. */
  readonly id: string;
  /** A top-level async function: what the child runs. */
  readonly start: (arg: any) => Promise<unknown>;
  readonly arg: unknown;
}

/** What a supervisor starts: more than `intensity` restarts within `periodMs` are too many. */
export interface Supervised {
  readonly children: readonly Child[];
  readonly intensity: number;
  readonly periodMs: number;
}
