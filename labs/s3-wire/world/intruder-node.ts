/** Somebody who owns the web node now: what the cluster would let them do, and what the door takes from them. */
import { genTcp, receive, sleep, spawn, type Socket } from 'nines';
import { observe } from 'nines/world';
import { edges } from './edges.ts';

interface Attack {
  readonly id: string;
  readonly fn: 'attack' | 'command';
  readonly args: {
    readonly how: 'long' | 'http' | 'version' | 'cut';
    readonly port: number;
  };
}

/** A frame that is well: a heartbeat. */
const heartbeat = [0, 0, 0, 10, 2, 5, 0, 0, 0, 0, 0, 0, 0, 0];
/** What proves each bad frame bad, and no byte more. */
const proofs = {
  long: [0x80, 0, 0, 0],
  http: [...'GET /admin HTTP/1.1'].map((letter) => letter.charCodeAt(0)),
  version: [0, 0, 0, 32, 9],
  cut: [0, 0, 1, 0, 2, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0x7b],
};
/** What follows a header that claims two gibibytes. */
const pieceBytes = 16 * 1_024;
const pieces = 80;

/** Carries out attacks. */
export async function intruder(): Promise<void> {
  for (;;) {
    const attack = await receive<Attack>();
    if (attack.fn === 'command') command(attack.id);
    else spawn(spoil, attack);
  }
}

/** A connected node may start any function on its peers: that is what being connected means. */
function command(id: string): void {
  if (edges['web~shop'] === 'dist') spawn(osCmd, { id }, { node: 'shop-1' });
  else observe({ kind: 'answered', operation: id, answer: 'not connected' });
}

async function osCmd({ id }: { readonly id: string }): Promise<void> {
  observe({ kind: 'commanded', operation: id });
}

/** Sends a bad frame, and sees how long it is listened to. */
async function spoil({ id, args: { how, port } }: Attack): Promise<void> {
  const opened = await genTcp.connect('shop-1', port);
  if (opened[0] === 'error') return;
  const [, sock] = opened;
  observe({ kind: 'beaten', operation: id });
  await genTcp.send(sock, Uint8Array.from(heartbeat));
  await sleep(20);
  observe({ kind: 'spoilt', operation: id, how, port });
  await genTcp.send(sock, Uint8Array.from(proofs[how]));
  if (how === 'cut') {
    genTcp.close(sock);
    return;
  }
  if (how === 'long') spawn(pour, { id, sock });
  await receive({ kind: 'tcp_closed' });
  observe({ kind: 'shutOut', operation: id, port });
}

/** What comes behind a header that claims two gibibytes, as long as somebody takes it. */
async function pour(arg: { readonly id: string; readonly sock: Socket }): Promise<void> {
  await sleep(5);
  for (let sent = 1; sent <= pieces; sent++) {
    const piece = new Uint8Array(pieceBytes);
    // The rest of a header that is in order.
    if (sent === 1) piece.set([2, 1]);
    const result = await genTcp.send(arg.sock, piece);
    if (result !== 'ok') return;
    observe({ kind: 'poured', operation: arg.id, bytes: sent * pieceBytes });
  }
}
