/** What waits to be sent over one connection, and who is next. */
import { genTcp, type Socket } from 'nines';
import { encode } from './codec.ts';
import type { Frame } from './types.ts';

const version = 2;
/** More than this is not taken on: it would only pile up. */
const waitingMaxBytes = 256_000;

/** A frame of ours; they are all of one version. */
export type Outgoing = Omit<Frame, 'version'>;

/** Frames in slices, as the codec cuts them. */
export interface Outbox {
  /** In the order in which they came up. */
  readonly queue: { readonly id: bigint; readonly slice: Uint8Array }[];
  waitingBytes: number;
  /** True from the socket's no until it is empty again. */
  isFull: boolean;
}

/** Nothing waits yet. */
export function emptyOutbox(): Outbox {
  return { queue: [], waitingBytes: 0, isFull: false };
}

/** True if one more request may be taken on. */
export function hasRoom({ waitingBytes }: Outbox): boolean {
  return waitingBytes < waitingMaxBytes;
}

/** Puts a frame behind what is there. */
export function push(outbox: Outbox, frame: Outgoing): void {
  for (const slice of encode({ version, ...frame })) {
    outbox.queue.push({ id: frame.id, slice });
    outbox.waitingBytes += slice.length;
  }
}

/** Hands the socket what it takes. Gives the requests of which a slice has left. */
export function flush(outbox: Outbox, sock: Socket): readonly bigint[] {
  const left: bigint[] = [];
  for (const { id, slice } of outbox.queue) {
    if (!put(outbox, sock, slice)) break;
    outbox.waitingBytes -= slice.length;
    left.push(id);
  }
  outbox.queue.splice(0, left.length);
  return left;
}

function put(outbox: Outbox, sock: Socket, bytes: Uint8Array): boolean {
  if (!outbox.isFull) outbox.isFull = !genTcp.trySend(sock, bytes);
  return !outbox.isFull;
}
