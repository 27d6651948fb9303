/**
 * The child process of the command line: what the sandboxed frame is in the browser. It is started under Node's
 * permission model, with no right to write, to start programs or to load native code, and gives up the right to read
 * before the first worker starts. Learners' code runs in the worker threads that it starts, with limits of their own.
 */
import process from 'node:process';
import { Worker } from 'node:worker_threads';
import type { FrameOrder } from '#sandbox/border.ts';
import { Relay, type WorkerEvents, type WorkerPort } from '#sandbox/relay.ts';

/** Megabytes; a thread that needs more ends with an error that says so. */
const resourceLimits = {
  maxOldGenerationSizeMb: 512,
  maxYoungGenerationSizeMb: 64,
  stackSizeMb: 4,
};

function startWorker(text: string, events: WorkerEvents): WorkerPort {
  const worker = new Worker(text, {
    eval: true,
    resourceLimits,
    // Nothing of the shell's environment, and no streams of this process.
    env: {},
    stdin: false,
    stdout: true,
    stderr: true,
  });
  worker.on('message', (data: unknown) => events.said(data));
  worker.on('messageerror', () => events.said(undefined));
  worker.on('error', (error: unknown) =>
    events.failed(error instanceof Error ? `${error.name}: ${error.message}` : 'no reason'),
  );
  worker.on('exit', (code) => events.failed(`it ended with code ${code}`));
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin to name
    post: (message) => worker.postMessage(message),
    end: () => void worker.terminate(),
  };
}

/** Gives up a right of this process for good. Node's types do not know this function yet. */
function dropRight(scope: string): void {
  const drop: unknown = Reflect.get(process.permission, 'drop');
  if (typeof drop === 'function') Reflect.apply(drop, process.permission, [scope]);
}

dropRight('fs.read');
const relay = new Relay({
  startWorker,
  tell: (text) => process.send?.(text),
});
process.on('message', (order: FrameOrder) => relay.obey(order));
process.on('disconnect', () => process.exit());
