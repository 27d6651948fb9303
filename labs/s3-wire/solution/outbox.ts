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
  /** Heartbeats and credits: they overtake. */
  readonly control: Uint8Array[];
  /** Everything else, each request a lane of its own; the lanes take turns, slice by slice. */
  readonly lanes: Map<bigint, Uint8Array[]>;
  /** What is in the lanes. */
  waitingBytes: number;
  /** True from the socket's no until it is empty again. */
  isFull: boolean;
}

/** Nothing waits yet. */
export function emptyOutbox(): Outbox {
  return { control: [], lanes: new Map(), waitingBytes: 0, isFull: false };
}

/** True if one more request may be taken on. */
export function hasRoom({ waitingBytes }: Outbox): boolean {
  return waitingBytes < waitingMaxBytes;
}

/** Puts a frame into the lane of its request. */
export function push(outbox: Outbox, frame: Outgoing): void {
  const slices = encode({ version, ...frame });
  const lane = outbox.lanes.get(frame.id);
  if (lane === undefined) outbox.lanes.set(frame.id, slices);
  else lane.push(...slices);
  for (const slice of slices) outbox.waitingBytes += slice.length;
}

/** Puts a frame before all lanes. */
export function overtake({ control }: Outbox, frame: Outgoing): void {
  control.push(...encode({ version, ...frame }));
}

/**
 * Hands the socket what it takes: control first, then a slice of each lane in turn. Gives the requests of which a slice
 * has left.
 */
export function flush(outbox: Outbox, sock: Socket): readonly bigint[] {
  const { control, lanes } = outbox;
  const left: bigint[] = [];
  while (control[0] !== undefined) {
    if (!put(outbox, sock, control[0])) return left;
    control.shift();
  }
  for (const [id, slices] of lanes) {
    const [slice, ...rest] = slices;
    if (slice === undefined || !put(outbox, sock, slice)) return left;
    outbox.waitingBytes -= slice.length;
    lanes.delete(id);
    // To the end of the row: whoever has one slice only is never behind more than one of each other.
    if (rest.length > 0) lanes.set(id, rest);
    left.push(id);
  }
  return left;
}

function put(outbox: Outbox, sock: Socket, bytes: Uint8Array): boolean {
  if (!outbox.isFull) outbox.isFull = !genTcp.trySend(sock, bytes);
  return !outbox.isFull;
}
