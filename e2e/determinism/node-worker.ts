/** The laboratory in a worker thread of Node. */
import { parentPort } from 'node:worker_threads';
import { serve } from './laboratory.ts';

if (!parentPort) throw new Error('This script is started by engines.ts as a worker thread.');
const port = parentPort;
serve({
  post: (text) => port.postMessage(text),
  listen: (take) => port.on('message', take),
});
