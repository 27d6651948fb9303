/** A producer sends as fast as it can to a consumer that is slower. */
import { receive, send, sleep, work } from 'nines';
import { nextOperation, type Twin } from './clients.ts';

const consumer = { name: 'consumer', node: 'a' };
const producer = { name: 'producer', node: 'b' };
const window = 20;

export async function consume(): Promise<void> {
  for (;;) {
    await receive();
    await work(2);
    send(producer, 'done');
  }
}

export async function produce({ fixed }: Twin): Promise<void> {
  let underWay = 0;
  for (;;) {
    await receive('go');
    for (let item = 0; item < 400; item++) {
      // The mistake: nobody asks how much the other side still has before it.
      while (fixed && underWay >= window) {
        await receive('done');
        underWay -= 1;
      }
      send(consumer, item);
      underWay += 1;
      if (item % 10 === 0) await sleep(1);
    }
  }
}

export async function clients(): Promise<void> {
  for (;;) {
    await nextOperation();
    send(producer, 'go');
  }
}
