/** Plays the run away from the page's own thread. */
import { answer } from './player.ts';
import type { Order } from './scene.ts';

addEventListener('message', (event: MessageEvent<Order>) => {
  postMessage(answer(event.data));
});
