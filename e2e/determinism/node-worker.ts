/** The laboratory in a worker thread of Node. */
import { parentPort } from 'node:worker_threads';
import { serve } from './laboratory.ts';

if (!parentPort) throw new Error('This script is started by engines.ts as a worker thread.');
const port = parentPort;
serve({
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port has no origin to name
  post: (text) => port.postMessage(text),
  listen: (take) => port.on('message', take),
});
