/** Plays and measures a ledger away from the page's own thread. */
import type { Ledger } from './ledger.ts';
import { measure } from './measure.ts';

addEventListener('message', (event: MessageEvent<Ledger>) => {
  postMessage(measure(event.data));
});
