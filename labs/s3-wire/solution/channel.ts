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
import { admit, answer, dismiss, markSent, passOn, type Callers } from './callers.ts';
import { Decoder } from './codec.ts';
import { serve, type Served } from './dispatch.ts';
import { emptyOutbox, flush, hasRoom, overtake, push, type Outbox } from './outbox.ts';
import { connect } from './tls.ts';
import {
  BadFrame,
  frameTypes,
  type Answer,
  type ChannelArg,
  type Frame,
  type Json,
} from './types.ts';
import { fromBytes, toBytes } from './utf8.ts';

const beatMs = 1_000;
/** Three heartbeats have not come. */
const silenceMaxMs = 3 * beatMs;
const redialMs = 250;
/** So much of a stream is on its way at most: the credit window. */
const windowBytes = 256_000;
const partBytesMax = 32 * 1_024;

/** What `request` asks of the channel. */
interface Request {
  readonly op: string;
  readonly args: Json;
}
type Incoming = Call<Request> | TcpData | TcpNotice | Served;

/** A stream that we serve. */
interface Stream {
  readonly pid: Pid;
  /** Bytes that the other end still has room for. */
  window: number;
  isAsked: boolean;
}

/** All that a channel knows. A new connection starts with everything from `sock` on fresh. */
interface Line {
  readonly arg: ChannelArg;
  redialDueMs: number;
  lastId: bigint;
  sock: Socket | null;
  decoder: Decoder;
  outbox: Outbox;
  callers: Callers;
  streams: Map<bigint, Stream>;
  heardMs: number;
  beatDueMs: number;
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
  const line: Line = { arg, redialDueMs: 0, lastId: 0n, ...fresh(arg.sock) };
  for (;;) {
    write(line);
    const dueMs = line.sock === null ? line.redialDueMs : Math.min(line.beatDueMs, deadMs(line));
    const message = await receive<Incoming>(any, Math.max(0, dueMs - now()));
    if (message !== timeout) handle(line, message);
    else if (line.sock === null) await redial(line);
    else if (now() >= deadMs(line)) lose(line);
    else beat(line);
    if (line.sock === null && arg.side === 'server') return;
  }
}

function fresh(sock: Socket | null): Omit<Line, 'arg' | 'redialDueMs' | 'lastId'> {
  return {
    sock,
    decoder: new Decoder(),
    outbox: emptyOutbox(),
    callers: new Map(),
    streams: new Map(),
    heardMs: now(),
    beatDueMs: now() + beatMs,
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
      if (message.socket === line.sock) line.outbox.isFull = false;
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
      push(line.outbox, {
        type: frameTypes.reply,
        id: message.id,
        payload: toBytes(message.answer),
      });
      break;
    default:
  }
}

/** Takes a request on, or says that it was not done: there is no connection, or too much waits already. */
function ask(line: Line, from: From, { op, args }: Request): void {
  if (line.sock === null || !hasRoom(line.outbox)) {
    reply(from, { error: 'busy' } satisfies Answer);
    return;
  }
  const payload = toBytes({ op, args });
  line.lastId += 1n;
  admit(line.callers, line.lastId, from);
  push(line.outbox, { type: frameTypes.request, id: line.lastId, payload });
}

// ---- Sending ----

/** Sends what the socket takes. When all of it has left, streams may go on. */
function write({ sock, outbox, callers, streams }: Line): void {
  if (sock === null) return;
  for (const id of flush(outbox, sock)) markSent(callers, id);
  if (outbox.isFull) return;
  for (const stream of streams.values()) pull(stream);
}

/** Asks a stream for its next part when the other end has room for one more. */
function pull(stream: Stream): void {
  if (stream.isAsked || stream.window < partBytesMax) return;
  stream.isAsked = true;
  send(stream.pid, 'more');
}

function sendPart(line: Line, id: bigint, payload: Uint8Array): void {
  const stream = line.streams.get(id);
  if (stream === undefined) return;
  stream.isAsked = false;
  stream.window -= payload.length;
  push(line.outbox, { type: frameTypes.part, id, payload });
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
  switch (type) {
    case frameTypes.request:
      if (line.arg.ops !== undefined) {
        const { op, args } = fromBytes(payload) as unknown as Request;
        spawn(serve, { chan: self(), id, op, args, ops: line.arg.ops });
      }
      break;
    case frameTypes.reply:
      answer(line.callers, id, payload);
      break;
    case frameTypes.part:
      if (passOn(line.callers, id, payload)) {
        const credit = toBytes({ bytes: payload.length });
        overtake(line.outbox, { type: frameTypes.credit, id, payload: credit });
      }
      break;
    case frameTypes.credit: {
      const stream = line.streams.get(id);
      const { bytes } = fromBytes(payload) as { bytes: number };
      if (stream !== undefined) stream.window += bytes;
      break;
    }
    default:
  }
}

// ---- Living and dying ----

function beat(line: Line): void {
  line.beatDueMs += beatMs;
  overtake(line.outbox, { type: frameTypes.heartbeat, id: 0n, payload: new Uint8Array(0) });
}

/** The connection is gone, or as good as gone. */
function lose(line: Line): void {
  if (line.sock !== null) genTcp.close(line.sock);
  dismiss(line.callers);
  Object.assign(line, fresh(null));
  line.redialDueMs = now() + redialMs;
}

async function redial(line: Line): Promise<void> {
  const { peer } = line.arg;
  const sock = peer === undefined ? null : await connect(peer);
  Object.assign(line, fresh(sock));
  line.redialDueMs = now() + redialMs;
}
