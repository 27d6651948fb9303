/** One end of the wire: many requests at once over one connection that may die without a word. */
import {
  any,
  call,
  genTcp,
  now,
  receive,
  reply,
  self,
  send,
  spawn,
  timeout,
  type Call,
  type From,
  type Pid,
  type Socket,
  type TcpData,
  type TcpNotice,
} from 'nines';
import { Decoder, encode } from './codec.ts';
import { serve, type Served } from './dispatch.ts';
import { connect } from './tls.ts';
import { BadFrame, frameTypes, type Answer, type ChannelArg, type Frame } from './types.ts';
import type { Json } from './types.ts';
import { fromBytes, toBytes } from './utf8.ts';

const version = 2;
const beatMs = 1_000;
/** Three heartbeats have not come. */
const silenceMaxMs = 3 * beatMs;
const redialMs = 250;
/** So much waits here at most, and so much of a stream is on its way: the credit window. */
const windowBytes = 256_000;
const partBytesMax = 32 * 1_024;

/** What `request` asks of the channel. */
interface Request {
  readonly op: string;
  readonly args: Json;
}
type Incoming = Call<Request> | TcpData | TcpNotice | Served;

/** A request of ours that has no answer yet. */
interface Pending {
  readonly from: From;
  /** True once a byte of it has been handed to the socket: from then on nobody can say that it was not done. */
  isSent: boolean;
  parts: number;
}
/** A stream that we serve. */
interface Stream {
  readonly pid: Pid;
  /** Bytes that the other end still has room for. */
  window: number;
  isAsked: boolean;
}

/** All that a channel knows. A new connection starts with everything below `sock` fresh. */
interface Line {
  readonly arg: ChannelArg;
  sock: Socket | null;
  decoder: Decoder;
  /** Heartbeats and credits: they overtake. */
  control: Uint8Array[];
  /** Everything else, each request a lane of its own; the lanes take turns, slice by slice. */
  lanes: Map<bigint, Uint8Array[]>;
  queuedBytes: number;
  isFull: boolean;
  heardMs: number;
  beatDueMs: number;
  redialDueMs: number;
  lastId: bigint;
  pending: Map<bigint, Pending>;
  streams: Map<bigint, Stream>;
}

/**
 * Asks the other end of a channel for an operation, and gives the answer by `deadline` at the latest. The parts of a
 * stream come to this process as messages.
 */
export async function request(
  chan: Pid,
  op: string,
  args: Json,
  deadline: number,
): Promise<Answer> {
  const result = await call<Answer>(chan, { op, args } satisfies Request, deadline - now());
  if (result.kind === 'ok') return result.value;
  return { error: result.kind === 'noproc' ? 'busy' : 'unknown' };
}

/** Runs one end; a server's ends with its connection, a client's dials again. */
export async function channel(arg: ChannelArg): Promise<void> {
  const line = newLine(arg);
  for (;;) {
    flush(line);
    const dueMs = line.sock === null ? line.redialDueMs : Math.min(line.beatDueMs, deadMs(line));
    const message = await receive<Incoming>(any, Math.max(0, dueMs - now()));
    if (message !== timeout) handle(line, message);
    else if (line.sock === null) await redial(line);
    else if (now() >= deadMs(line)) lose(line);
    else beat(line);
    if (line.sock === null && arg.side === 'server') return;
  }
}

function newLine(arg: ChannelArg): Line {
  return { arg, ...fresh(arg.sock), lastId: 0n, redialDueMs: 0 };
}

function fresh(sock: Socket | null): Omit<Line, 'arg' | 'lastId' | 'redialDueMs'> {
  return {
    sock,
    decoder: new Decoder(),
    control: [],
    lanes: new Map(),
    queuedBytes: 0,
    isFull: false,
    heardMs: now(),
    beatDueMs: now() + beatMs,
    pending: new Map(),
    streams: new Map(),
  };
}

/** When the other end is taken for dead if nothing is heard of it. */
function deadMs(line: Line): number {
  return line.heardMs + silenceMaxMs;
}

function handle(line: Line, message: Incoming): void {
  switch (message.kind) {
    case 'call':
      ask(line, message.from, message.request);
      break;
    case 'tcp':
      if (message.socket === line.sock) hear(line, message.data);
      break;
    case 'tcp_writable':
      if (message.socket === line.sock) line.isFull = false;
      break;
    case 'tcp_closed':
      if (message.socket === line.sock) lose(line);
      break;
    case 'streaming':
      line.streams.set(message.id, { pid: message.pid, window: windowBytes, isAsked: false });
      break;
    case 'piece':
      sendPart(line, message.id, message.bytes);
      break;
    case 'done':
      line.streams.delete(message.id);
      push(line, { type: frameTypes.reply, id: message.id, payload: toBytes(message.answer) });
      break;
    default:
  }
}

// ---- Asking ----

/** Takes a request on, or says that it was not done: there is no connection, or too much waits already. */
function ask(line: Line, from: From, { op, args }: Request): void {
  if (line.sock === null || line.queuedBytes >= windowBytes) {
    reply(from, { error: 'busy' } satisfies Answer);
    return;
  }
  const payload = toBytes({ op, args });
  line.lastId += 1n;
  line.pending.set(line.lastId, { from, isSent: false, parts: 0 });
  push(line, { type: frameTypes.request, id: line.lastId, payload });
}

// ---- Sending ----

function push(line: Line, frame: Omit<Frame, 'version'>): void {
  const slices = encode({ version, ...frame });
  const lane = line.lanes.get(frame.id);
  if (lane === undefined) line.lanes.set(frame.id, slices);
  else lane.push(...slices);
  for (const slice of slices) line.queuedBytes += slice.length;
}

function pushControl(line: Line, frame: Omit<Frame, 'version'>): void {
  line.control.push(...encode({ version, ...frame }));
}

/** Hands the socket what it takes: control first, then a slice of each lane in turn. */
function flush(line: Line): void {
  while (line.control[0] !== undefined) {
    if (!put(line, line.control[0])) return;
    line.control.shift();
  }
  for (const [id, slices] of line.lanes) {
    const [slice, ...rest] = slices;
    if (slice === undefined || !put(line, slice)) return;
    line.queuedBytes -= slice.length;
    line.lanes.delete(id);
    // To the end of the row: whoever has one slice only is never behind more than one of each other.
    if (rest.length > 0) line.lanes.set(id, rest);
    const pending = line.pending.get(id);
    if (pending !== undefined) pending.isSent = true;
  }
  for (const [id, stream] of line.streams) pull(line, id, stream);
}

function put(line: Line, bytes: Uint8Array): boolean {
  if (line.sock === null || line.isFull) return false;
  line.isFull = !genTcp.trySend(line.sock, bytes);
  return !line.isFull;
}

/** Asks a stream for its next part when the last one has left and the other end has room for one more. */
function pull(line: Line, id: bigint, stream: Stream): void {
  if (stream.isAsked || line.lanes.has(id) || stream.window < partBytesMax) return;
  stream.isAsked = true;
  send(stream.pid, 'more');
}

function sendPart(line: Line, id: bigint, payload: Uint8Array): void {
  const stream = line.streams.get(id);
  if (stream === undefined) return;
  stream.isAsked = false;
  stream.window -= payload.length;
  push(line, { type: frameTypes.part, id, payload });
}

// ---- Hearing ----

function hear(line: Line, bytes: Uint8Array): void {
  line.heardMs = now();
  try {
    for (const frame of line.decoder.push(bytes)) take(line, frame);
  } catch (error) {
    if (!(error instanceof BadFrame)) throw error;
    lose(line);
  }
}

function take(line: Line, { type, id, payload }: Frame): void {
  const value = type === frameTypes.part ? null : fromBytes(payload);
  switch (type) {
    case frameTypes.request:
      if (line.arg.ops !== undefined) {
        const { op, args } = value as unknown as Request;
        spawn(serve, { chan: self(), id, op, args, ops: line.arg.ops });
      }
      break;
    case frameTypes.reply: {
      const pending = line.pending.get(id);
      line.pending.delete(id);
      // Whoever does not wait any more never sees it.
      if (pending !== undefined) reply(pending.from, answerIn(value));
      break;
    }
    case frameTypes.part: {
      const pending = line.pending.get(id);
      if (pending === undefined) break;
      send(pending.from.pid, { kind: 'part', id, n: pending.parts, bytes: payload });
      pending.parts += 1;
      const credit = toBytes({ bytes: payload.length });
      pushControl(line, { type: frameTypes.credit, id, payload: credit });
      break;
    }
    case frameTypes.credit: {
      const stream = line.streams.get(id);
      const { bytes } = value as { bytes: number };
      if (stream !== undefined) stream.window += bytes;
      break;
    }
    default:
  }
}

/** What is known of an answer; fields that are not are left aside. */
function answerIn(value: Json): Answer {
  const { ok, error } = value as unknown as { ok?: Json; error?: 'forbidden' };
  return error === undefined ? { ok: ok ?? null } : { error };
}

// ---- Living and dying ----

function beat(line: Line): void {
  line.beatDueMs += beatMs;
  pushControl(line, { type: frameTypes.heartbeat, id: 0n, payload: toBytes({}) });
}

/** The connection is gone, or as good as gone. What was sent may have been done; what was not, was not. */
function lose(line: Line): void {
  if (line.sock !== null) genTcp.close(line.sock);
  for (const { from, isSent } of line.pending.values()) {
    reply(from, { error: isSent ? 'unknown' : 'busy' } satisfies Answer);
  }
  Object.assign(line, fresh(null));
  line.redialDueMs = now() + redialMs;
}

async function redial(line: Line): Promise<void> {
  const { peer } = line.arg;
  const sock = peer === undefined ? null : await connect(peer);
  Object.assign(line, fresh(sock));
  line.redialDueMs = now() + redialMs;
}
