/** The laboratory in a classic worker of a browser. */
import { serve } from './laboratory.ts';

const post = postMessage.bind(globalThis);
serve({
  post: (text) => post(text),
  listen: (take) => {
    addEventListener('message', (event: MessageEvent<string>) => take(event.data));
  },
});
