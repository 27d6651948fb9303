/** `chat.conn`: holds connections. What costs is to set one up: 5 ms of CPU time for each. */
import { receive, send, spawn, work, type Pid } from 'nines';
import { conversation, observe } from 'nines/world';

export interface Dial {
  readonly kind: 'dial';
  readonly from: Pid;
  readonly batch: number;
  readonly count: number;
}

const handshakeMs = 5;
/** So many at once are worth a line in a story. */
const many = 300;
/** Handshakes of each batch that are still under way, and of all. */
const left = new Map<number, number>();
let underWay = 0;
let most = 0;

/** A process for each handshake. What a connection costs afterwards is in the load of the machine. */
export async function chat(): Promise<void> {
  for (;;) {
    const dial = await receive<Dial>();
    left.set(dial.batch, dial.count);
    underWay += dial.count;
    if (most < many && underWay >= many) {
      conversation('chat');
      observe({ kind: 'handshakes', count: many });
      conversation('');
    }
    most = Math.max(most, underWay);
    for (let index = 0; index < dial.count; index++) spawn(handshake, dial);
  }
}

async function handshake({ from, batch }: Dial): Promise<void> {
  await work(handshakeMs);
  underWay -= 1;
  const rest = (left.get(batch) ?? 1) - 1;
  left.set(batch, rest);
  if (rest > 0) return;
  left.delete(batch);
  send(from, { kind: 'up', batch });
}
