/** What runs on the web node: its lines to the shop, and the customers who ask over them. */
import {
  any,
  genTcp,
  now,
  receive,
  send,
  sleep,
  spawn,
  timeout,
  type Address,
  type Pid,
} from 'nines';
import { observe } from 'nines/world';
import { channel, request } from './channel.ts';
import type { Args } from './shop-ops.ts';
import { dial } from './tls.ts';
import type { Answer, Json, Part } from './types.ts';

/** A request of the run sheet. */
interface Ask {
  readonly id: string;
  readonly fn: string;
  readonly args: {
    readonly op: string;
    readonly withinMs: number;
    readonly line?: number;
    readonly with?: Omit<Args, 'id' | 'text'>;
    readonly textBytes?: number;
    /** Arguments that make no sense. */
    readonly spoilt?: boolean;
  };
}

/** Opens the lines, and passes each request to a process of its own. */
export async function web({ peers }: { readonly peers: readonly Address[] }): Promise<void> {
  const lines: Pid[] = [];
  for (const [index, peer] of peers.entries()) lines.push(await openLine(peer, index));
  for (;;) {
    const message = await receive<Ask | { readonly kind: 'certificate' }>();
    if (!('args' in message)) {
      for (const line of lines) send(line, message);
      continue;
    }
    const { id, args } = message;
    const chan = lines[args.line ?? 0];
    if (chan !== undefined) spawn(askFor, { id, args, chan });
  }
}

async function openLine(peer: Address, index: number): Promise<Pid> {
  for (;;) {
    const sock = await dial(peer, false);
    if (sock !== null) {
      const chan = spawn(channel, { sock, side: 'client', peer }, { name: `line-${index + 1}` });
      genTcp.controllingProcess(sock, chan);
      genTcp.setActive(sock, true);
      return chan;
    }
    await sleep(100);
  }
}

async function askFor(asked: Pick<Ask, 'id' | 'args'> & { readonly chan: Pid }): Promise<void> {
  const { id, args, chan } = asked;
  const deadline = now() + args.withinMs;
  const answer = await request(chan, args.op, argsFor(asked), deadline);
  const told = args.op === 'export' ? await received(answer) : brief(answer);
  observe({ kind: 'answered', operation: id, answer: told });
}

function argsFor({ id, args }: Pick<Ask, 'id' | 'args'>): Json {
  if (args.spoilt === true) return { of: id };
  const given: { [field: string]: Json } = { id, ...args.with };
  if (args.textBytes !== undefined) given['text'] = 'x'.repeat(args.textBytes);
  return given;
}

/** The answer without what the operation itself may have added. */
function brief(answer: Answer): Json {
  if ('error' in answer) return { error: answer.error };
  const { ok } = answer;
  const of = typeof ok === 'object' && ok !== null && 'of' in ok ? ok.of : null;
  return { ok: of };
}

/** What has come of a stream when its request is answered. */
async function received(answer: Answer): Promise<Json> {
  if ('error' in answer) return { error: answer.error };
  let bytes = 0;
  let parts = 0;
  let inOrder = true;
  for (;;) {
    const part = await receive({ kind: 'part', bytes: any }, 0);
    if (part === timeout) break;
    const { n, bytes: piece } = part as unknown as Part;
    if (n !== parts || piece[0] !== n % 251) inOrder = false;
    parts += 1;
    bytes += piece.length;
  }
  return { ok: 'export', bytes, inOrder };
}

/** Sees who dials again, and where. */
export async function switchboard(): Promise<void> {
  for (;;) {
    const { peer } = await receive<{ peer: Address }>();
    observe({ kind: 'dialled', port: peer.port });
  }
}
