/** A server and its keeper, by hand: what they do for each other with monitors and names alone. */
import {
  any,
  call,
  exit,
  matches,
  nif,
  receive,
  register,
  reply,
  self,
  send,
  sendAfter,
  sleep,
  spawn,
  spawnMonitor,
  work,
  type Call,
  type Cast,
  type Down,
  type From,
} from 'nines';

interface Request {
  readonly do: string;
  readonly n: number;
}

/** Where requests are forwarded to. */
interface Peer {
  readonly peer: string;
}

/** Starts the server whenever it has ended, as often as patience lasts. */
export async function keeper({ peer }: Peer): Promise<void> {
  for (let started = 1; started < 40; started += 1) {
    const { pid, ref } = spawnMonitor(server, { peer });
    register('server', pid);
    const { reason } = await receive<Down>((message): message is Down =>
      matches(message, { kind: 'DOWN', ref }),
    );
    console.log('server', started, 'ended', reason);
    await sleep(started);
  }
  exit('reached_max_restart_intensity');
}

async function server({ peer }: Peer): Promise<void> {
  let sum = 0;
  for (;;) {
    const message = await receive();
    if (matches(message, { kind: 'call', request: { do: any, n: any } })) {
      const { from, request } = message as Call<Request>;
      sum += 1;
      await answer(from, request, { peer, sum });
    } else if (matches(message, { kind: 'cast' })) sum += (message as Cast<Request>).request.n;
    else console.log('server drops', message);
  }
}

interface Surroundings extends Peer {
  readonly sum: number;
}

async function answer(
  from: From,
  { do: what, n }: Request,
  { peer, sum }: Surroundings,
): Promise<void> {
  switch (what) {
    case 'slow':
      await sleep(n % 40);
      break;
    case 'work':
      await work(n % 12);
      break;
    case 'native':
      await nif(n % 5);
      break;
    case 'exit':
      exit({ kind: 'gave-up', n });
      break;
    case 'throw':
      throw new Error(`cannot do ${n}`);
    case 'fail':
      (null as unknown as { method(): void }).method();
      break;
    case 'ignore':
      return;
    case 'forward':
      spawn(forward, { from, n, peer });
      return;
    case 'late':
      sendAfter(n % 300, self(), { kind: 'cast', request: { do: 'add', n: 0 } });
      await sleep(n % 300);
      break;
    default:
  }
  reply(from, { done: what, n, sum });
}

/** Asks the server of another node in somebody's name, and answers twice: the second answer is one too many. */
async function forward({ from, n, peer }: Peer & { from: From; n: number }): Promise<void> {
  const result = await call({ name: 'server', node: peer }, { do: 'echo', n }, 100);
  reply(from, result);
  reply(from, 'once more');
  send(from.pid, { kind: 'forwarded', n });
}
