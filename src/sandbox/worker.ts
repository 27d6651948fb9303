/**
 * The browser's worker, built to one classic script (`?iife`) that the frame starts from a blob: the only form of
 * worker that every browser starts inside a frame of opaque origin.
 */
import { serve } from './worker-core.ts';

const post = postMessage.bind(globalThis);
const { port1, port2 } = new MessageChannel();
let next: (() => void) | null = null;
port2.addEventListener('message', () => {
  const run = next;
  next = null;
  run?.();
});
port2.start();

serve({
  post: (text) => post(text),
  listen: (take) => {
    addEventListener('message', (event: MessageEvent<string>) => take(event.data));
  },
  // A message, not a timer: browsers make nested timers wait for 4 ms.
  schedule: (run) => {
    next = run;
    port1.postMessage(null);
  },
  nowMs: performance.now.bind(performance),
});
