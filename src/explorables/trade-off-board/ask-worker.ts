/** Has a ledger played: in a worker, or in the page itself where there is none. */
import type { Measured } from './figures.ts';
import type { Ledger } from './ledger.ts';
import BoardWorker from './worker.ts?worker';

export async function played(ledger: Ledger): Promise<Measured> {
  try {
    return await inWorker(ledger);
  } catch {
    const { measure } = await import('./measure.ts');
    return measure(ledger);
  }
}

function inWorker(ledger: Ledger): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const worker = new BoardWorker();
    const end = (settle: () => void): void => {
      worker.terminate();
      settle();
    };
    worker.addEventListener('message', (event: MessageEvent<Measured>) =>
      end(() => resolve(event.data)),
    );
    worker.addEventListener('error', (event) => end(() => reject(new Error(event.message))));
    worker.postMessage(ledger);
  });
}
