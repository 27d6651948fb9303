/** Moves with byte streams and datagrams. */
import {
  genTcp,
  genUdp,
  matches,
  node,
  nodes,
  receive,
  self,
  send,
  spawn,
  timeout,
  type Active,
  type Opened,
  type Socket,
} from 'nines';
import { acquaintance, type Actor, type Move } from './script.ts';

const modes: readonly Active[] = [true, false, 'once', 2];
const modeOf = (n: number): Active => modes[n % modes.length] ?? true;
const nodeOf = ({ to }: Move): string => (to.kind === 'there' ? to.node : node());
const portOf = (n: number): number => 7_000 + (n % 2);

function bytes(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => index % 256);
}

interface Door {
  readonly port: number;
  readonly n: number;
}

/** Listens, and serves whoever comes, one after the other. */
export async function doorman({ port, n }: Door): Promise<void> {
  const opened = n % 3 === 0 ? genTcp.listen(port) : listenWith(port, n);
  console.log('listens', opened);
  if (opened[0] === 'error') return;
  const [, listener] = opened;
  for (let served = 0; served < 5; served += 1) {
    const accepted =
      served % 2 === 0 ? await genTcp.accept(listener) : await genTcp.accept(listener, 300);
    console.log('accepted', accepted);
    if (accepted[0] === 'ok') await serve(accepted[1], n + served);
  }
  genTcp.close(listener);
  console.log('closed', await genTcp.accept(listener, 0));
}

function listenWith(port: number, n: number): Opened {
  return genTcp.listen(port, { active: modeOf(n), backlog: 1 + (n % 2) });
}

/** Reads in each way there is, answers, and leaves. */
async function serve(socket: Socket, n: number): Promise<void> {
  console.log('read', await genTcp.recv(socket, n % 9, 20));
  hear(await receive((message) => matches(message, { socket }), 20));
  console.log('answers', await genTcp.send(socket, bytes(n * 3)));
  console.log('active', genTcp.setActive(socket, modeOf(n + 1)));
  hear(await receive({ kind: 'tcp', socket }, 20));
  if (n % 4 === 0) console.log('rest', await genTcp.recv(socket));
  if (n % 4 === 1) console.log('some', await genTcp.recv(socket, 5));
  genTcp.close(socket);
}

/** Says what a stream or a port has told. */
function hear(message: unknown): void {
  if (message === timeout) console.log('heard nothing');
  else if (matches(message, { kind: 'tcp' })) console.log('heard', message);
  else if (matches(message, { kind: 'tcp_error', reason: 'etimedout' })) console.warn('given up');
  else if (matches(message, { kind: 'tcp_closed' })) console.log('heard the end');
  else if (matches(message, { kind: 'tcp_writable' })) console.log('there is room');
  else if (matches(message, { kind: 'tcp_passive' })) console.log('that was all');
  else if (matches(message, { kind: 'udp_passive' })) console.log('those were all');
  else console.log('heard of the port', message);
}

export async function host(_actor: Actor, { n }: Move): Promise<void> {
  spawn(doorman, { port: n % 11 === 0 ? 0 : portOf(n), n });
}

async function connect(move: Move): Promise<Opened> {
  const { n, ms } = move;
  if (n % 3 === 0) return await genTcp.connect(nodeOf(move), portOf(n));
  const options = { active: modeOf(n >> 2) };
  if (n % 3 === 1) return await genTcp.connect(nodeOf(move), portOf(n), options);
  return await genTcp.connect(nodeOf(move), portOf(n), options, ms + 3);
}

export async function dial(actor: Actor, move: Move): Promise<void> {
  const { n, ms } = move;
  console.log('knows', nodes('visible'), nodes('hidden'), nodes('connected'));
  const opened = await connect(move);
  console.log('dialled', opened);
  if (opened[0] === 'error') return;
  const [, socket] = opened;
  send(self(), socket);
  console.log('the same', (await receive(socket)) === socket, socket.kind === 'socket');
  while (genTcp.trySend(socket, bytes(1 + n * 40))) hear(await receive({ socket }, 1));
  if (n % 2 === 0) console.log('sent', await genTcp.send(socket, bytes(n)));
  for (let heard = 0; heard < 3; heard += 1) hear(await receive({ socket }, ms));
  if (n % 5 !== 0) {
    genTcp.close(socket);
    return;
  }
  const given = genTcp.controllingProcess(socket, acquaintance(actor, n));
  const again = genTcp.controllingProcess(socket, self());
  if (again[0] === 'error' && again[1] === 'not_owner') console.log('given for good');
  else console.log('given', given, again);
}

export async function post(_actor: Actor, move: Move): Promise<void> {
  const { n, ms } = move;
  const own = portOf(n) + 100;
  const opened = n % 2 === 0 ? genUdp.open(own) : genUdp.open(0, { active: modeOf(n >> 1) });
  console.log('posts', opened);
  if (opened[0] === 'error') return;
  const [, socket] = opened;
  for (const node of [nodeOf(move), nodeOf(move), 'shop-0']) {
    const length = n % 40 === 0 ? 70_000 : n;
    console.log('posted', genUdp.send(socket, { node, port: own }, bytes(length)));
  }
  hear(await receive({ socket }, ms));
  console.log('active', genUdp.setActive(socket, n % 4 === 0 ? 1 : false));
  console.log('post', await genUdp.recv(socket, 5));
  hear(await receive({ socket }, ms));
  if (n % 7 === 0) console.log('last post', await genUdp.recv(socket));
  genUdp.close(socket);
  console.log('closed', genUdp.setActive(socket, 'once'), genUdp.open(own)[0]);
}
