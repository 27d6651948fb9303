/** What the two ends of the wire agree on, and what `channel` is given. */
import type { Address, Socket } from 'nines';

/** One frame, whole: what one end says to the other. */
export interface Frame {
  /** Yours is 2; 1 and 3 are read as well. */
  readonly version: number;
  /** One of `frameTypes`. Bit 7 is no part of it: it says that more fragments follow. */
  readonly type: number;
  /** The request that it is about; 0n for a heartbeat. */
  readonly id: bigint;
  readonly payload: Uint8Array;
}
export const frameTypes = { request: 1, reply: 2, part: 3, credit: 4, heartbeat: 5 } as const;

/** What a decoder throws when no frame can begin like this. */
export class BadFrame extends Error {
  override readonly name = 'BadFrame';
}

export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [field: string]: Json };

/**
 * What a request comes to. `busy`, `forbidden` and `bad_request` promise that nothing was done; `unknown` promises
 * nothing.
 */
export type Answer =
  { readonly ok: Json } | { readonly error: 'unknown' | 'busy' | 'forbidden' | 'bad_request' };

/** An operation of the shop. */
export interface Operation {
  /** True if the arguments make sense. To be asked before the operation is run. */
  readonly check: (args: Json) => Promise<boolean>;
  readonly run: (args: Json) => Promise<Json>;
  /** For a stream: its n-th part of 32 KiB at most, or null after the last. Such an operation is not `run`. */
  readonly parts?: (args: Json, n: number) => Promise<Uint8Array | null>;
}
/** What may be asked for, and nothing else. */
export interface OpTable {
  readonly [op: string]: Operation;
}

/** What `channel` is given: a connection that stands, and which end of it this is. */
export interface ChannelArg {
  /** The process that runs `channel` owns it, and it is active: its bytes come as messages. */
  readonly sock: Socket;
  readonly side: 'client' | 'server';
  /** Where the client dials again. */
  readonly peer?: Address;
  /** What the server offers. */
  readonly ops?: OpTable;
}

/** What the process that asked for a stream gets of it, in order; `n` counts from 0. */
export interface Part {
  readonly kind: 'part';
  readonly id: bigint;
  readonly n: number;
  readonly bytes: Uint8Array;
}

/** What an edge between two kinds of nodes speaks: distributed Erlang, or TLS with a protocol of your own. */
export type Protocol = 'dist' | 'tls';
