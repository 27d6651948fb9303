/** Has a run played in a worker, or in the page itself where there is none. Orders are answered one after the other. */
import type { Order, Second } from './scene.ts';
import QueueWorker from './worker.ts?worker';

export type Ask = (order: Order) => Promise<readonly Second[]>;

/** Somebody to ask; every figure has its own. */
export async function opened(): Promise<Ask> {
  try {
    return inTurn(inWorker(new QueueWorker()));
  } catch {
    const { answer } = await import('./player.ts');
    return (order) => Promise.resolve(answer(order));
  }
}

function inTurn(ask: Ask): Ask {
  let last: Promise<unknown> = Promise.resolve();
  return (order) => {
    const answered = last.then(() => ask(order));
    last = answered;
    return answered;
  };
}

function inWorker(worker: Worker): Ask {
  return (order) =>
    new Promise((resolve, reject) => {
      worker.addEventListener(
        'message',
        (event: MessageEvent<readonly Second[]>) => resolve(event.data),
        { once: true },
      );
      worker.addEventListener('error', (event) => reject(new Error(event.message)), { once: true });
      worker.postMessage(order);
    });
}
