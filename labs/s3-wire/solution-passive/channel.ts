// Differs: three processes a connection instead of one. A reader pulls bytes from a passive socket, a writer waits in
// `genTcp.send` and takes what is urgent out of its mailbox first, and a keeper knows who waits for what. A fourth one
// dials, so that the keeper always answers.
import {
  any,
  call,
  genTcp,
  isAlive,
  now,
  receive,
  reply,
  self,
  send,
  sendAfter,
  spawn,
  timeout,
  type Address,
  type Call,
  type From,
  type Pid,
  type Socket,
  type TcpData,
} from 'nines';
import { admit, answer, dismiss, markSent, passOn, type Callers } from './callers.ts';
import { Decoder, encode } from './codec.ts';
import { serve, type Served } from './dispatch.ts';
import { connect } from './tls.ts';
import { frameTypes, type Answer, type ChannelArg, type Frame, type Json } from './types.ts';
import { fromBytes, toBytes } from './utf8.ts';

const beatMs = 1_000;
const missesMax = 3;
const redialMs = 300;
const unsentMax = 200_000;
const partBytesMax = 32 * 1_024;

interface Request {
  readonly op: string;
  readonly args: Json;
}
type News =
  | Call<Request>
  | Served
  | { readonly kind: 'frames'; readonly sock: Socket; readonly frames: readonly Frame[] }
  | { readonly kind: 'gone'; readonly sock: Socket }
  | { readonly kind: 'written'; readonly id: bigint; readonly bytes: number }
  | { readonly kind: 'dialled'; readonly sock: Socket | null }
  | { readonly kind: 'tick' };

interface Keeper {
  readonly arg: ChannelArg;
  sock: Socket | null;
  writer: Pid | null;
  lastId: bigint;
  unsent: number;
  misses: number;
  callers: Callers;
  streams: Map<bigint, Pid>;
}

/** Asks the other end of a channel for an operation, and gives the answer by `deadline` at the latest. */
export async function request(
  chan: Pid,
  op: string,
  args: Json,
  deadline: number,
): Promise<Answer> {
  if (!isAlive(chan)) return { error: 'busy' };
  const result = await call<Answer>(chan, { op, args }, deadline - now());
  return result.kind === 'ok' ? result.value : { error: 'unknown' };
}

/** Runs one end. */
export async function channel(arg: ChannelArg): Promise<void> {
  const keeper: Keeper = {
    arg,
    sock: null,
    writer: null,
    lastId: 0n,
    unsent: 0,
    misses: 0,
    callers: new Map(),
    streams: new Map(),
  };
  genTcp.setActive(arg.sock, false);
  const early = await receive<TcpData>(isData, 0);
  begin(keeper, arg.sock, early === timeout ? null : early.data);
  sendAfter(beatMs, self(), { kind: 'tick' });
  for (;;) {
    handle(keeper, await receive<News>());
    if (keeper.sock === null && arg.side === 'server') return;
  }
}

function isData(message: unknown): message is TcpData {
  return (message as TcpData).kind === 'tcp';
}

function begin(keeper: Keeper, sock: Socket, early: Uint8Array | null): void {
  keeper.sock = sock;
  keeper.misses = 0;
  keeper.unsent = 0;
  keeper.writer = spawn(writer, { keeper: self(), sock });
  spawn(reader, { keeper: self(), sock, early });
}

function handle(keeper: Keeper, news: News): void {
  switch (news.kind) {
    case 'call':
      ask(keeper, news.from, news.request);
      break;
    case 'frames':
      if (news.sock !== keeper.sock) break;
      keeper.misses = 0;
      for (const frame of news.frames) take(keeper, frame);
      break;
    case 'gone':
      if (news.sock === keeper.sock) lose(keeper);
      break;
    case 'written':
      keeper.unsent -= news.bytes;
      more(keeper, news.id);
      break;
    case 'dialled':
      if (news.sock === null) redial(keeper);
      else begin(keeper, news.sock, null);
      break;
    case 'tick':
      tick(keeper);
      break;
    case 'streaming':
      keeper.streams.set(news.id, news.pid);
      more(keeper, news.id);
      break;
    case 'piece':
      write(keeper, 'bulk', { type: frameTypes.part, id: news.id, payload: news.bytes });
      break;
    case 'done':
      keeper.streams.delete(news.id);
      write(keeper, 'bulk', { type: frameTypes.reply, id: news.id, payload: toBytes(news.answer) });
      break;
    default:
  }
}

/** One part at a time, each when the one before has been handed over. */
function more({ streams, unsent }: Keeper, id: bigint): void {
  const stream = streams.get(id);
  if (stream !== undefined && unsent < partBytesMax) send(stream, 'more');
}

function ask(keeper: Keeper, from: From, { op, args }: Request): void {
  if (keeper.writer === null || keeper.unsent > unsentMax) {
    reply(from, { error: 'busy' });
    return;
  }
  keeper.lastId += 1n;
  const id = keeper.lastId;
  admit(keeper.callers, id, from);
  // What the writer has is as good as sent: nobody knows how far it came.
  markSent(keeper.callers, id);
  write(keeper, 'bulk', { type: frameTypes.request, id, payload: toBytes({ op, args }) });
}

function write(keeper: Keeper, kind: 'urgent' | 'bulk', frame: Omit<Frame, 'version'>): void {
  if (keeper.writer === null) return;
  const slices = encode({ version: 2, ...frame });
  // What fits into one small slice never stands behind a large one for long.
  const isSmall = slices.length === 1 && frame.payload.length < 1_024;
  for (const bytes of slices) {
    keeper.unsent += bytes.length;
    send(keeper.writer, { kind: isSmall ? 'urgent' : kind, id: frame.id, bytes });
  }
}

function take(keeper: Keeper, { type, id, payload }: Frame): void {
  const { ops } = keeper.arg;
  if (type === frameTypes.request && ops !== undefined) {
    const { op, args } = fromBytes(payload) as unknown as Request;
    spawn(serve, { chan: self(), id, op, args, ops });
  } else if (type === frameTypes.reply) answer(keeper.callers, id, payload);
  else if (type === frameTypes.part) passOn(keeper.callers, id, payload);
}

function tick(keeper: Keeper): void {
  sendAfter(beatMs, self(), { kind: 'tick' });
  if (keeper.sock === null) return;
  keeper.misses += 1;
  if (keeper.misses > missesMax) lose(keeper);
  else write(keeper, 'urgent', { type: frameTypes.heartbeat, id: 0n, payload: new Uint8Array(0) });
}

function lose(keeper: Keeper): void {
  if (keeper.sock !== null) genTcp.close(keeper.sock);
  keeper.sock = null;
  keeper.writer = null;
  dismiss(keeper.callers);
  redial(keeper);
}

function redial({ arg }: Keeper): void {
  if (arg.peer !== undefined) spawn(dialler, { keeper: self(), peer: arg.peer });
}

async function dialler({ keeper, peer }: { keeper: Pid; peer: Address }): Promise<void> {
  await receive('never', redialMs);
  const sock = await connect(peer);
  if (sock !== null) {
    genTcp.setActive(sock, false);
    genTcp.controllingProcess(sock, keeper);
  }
  send(keeper, { kind: 'dialled', sock });
}

async function reader(arg: { keeper: Pid; sock: Socket; early: Uint8Array | null }): Promise<void> {
  const { keeper, sock, early } = arg;
  const decoder = new Decoder();
  try {
    if (early !== null) send(keeper, { kind: 'frames', sock, frames: decoder.push(early) });
    for (;;) {
      const read = await genTcp.recv(sock);
      if (read[0] === 'error') break;
      send(keeper, { kind: 'frames', sock, frames: decoder.push(read[1]) });
    }
  } catch {
    // A bad frame: there is no way to find the next one.
  }
  send(keeper, { kind: 'gone', sock });
}

/** Writes one slice after the other, urgent ones first. Ends when the socket does. */
async function writer({ keeper, sock }: { keeper: Pid; sock: Socket }): Promise<void> {
  for (;;) {
    const urgent = await receive({ kind: 'urgent', id: any, bytes: any }, 0);
    const next = urgent === timeout ? await receive({ kind: any, id: any, bytes: any }) : urgent;
    const { id, bytes } = next as { id: bigint; bytes: Uint8Array };
    if ((await genTcp.send(sock, bytes)) !== 'ok') return;
    send(keeper, { kind: 'written', id, bytes: bytes.length });
  }
}
