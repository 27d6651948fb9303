/**
 * The child process of the command line: what the sandboxed frame is in the browser. It is started under Node's
 * permission model, with no right to write, to start programs or to load native code. Learners' code runs in the worker
 * threads that it starts, with still fewer rights and with limits of their own.
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

/**
 * A thread gives up its rights before anything else: to read, which this process needed to start, and to start
 * threads, which would have them again. Each thread has to do so itself.
 */
const dropRights = `"use strict"; process.permission.drop("fs.read"); process.permission.drop("worker");`;

function startWorker(text: string, events: WorkerEvents): WorkerPort {
  const worker = new Worker(`${dropRights} ${text}`, {
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
    post: (message) => worker.postMessage(message),
    end: () => void worker.terminate(),
  };
}

const relay = new Relay({
  startWorker,
  tell: (text) => process.send?.(text),
});
process.on('message', (order: FrameOrder) => relay.obey(order));
process.on('disconnect', () => process.exit());
