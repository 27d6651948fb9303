/** The worker thread of the command line: the engine of the browser's worker, on Node's message port. */
import { parentPort } from 'node:worker_threads';
import { serve } from '#sandbox/worker-core.ts';

if (!parentPort) throw new Error('This script is started by lab-host.ts as a worker thread.');
const port = parentPort;
serve({
  post: (text) => port.postMessage(text),
  listen: (take) => port.on('message', take),
  schedule: setImmediate,
  nowMs: performance.now.bind(performance),
});
