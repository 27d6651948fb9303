/** The three engines behind one face: each has a worker with the laboratory in it. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ModuleText } from '#sandbox/protocol.ts';
import { buildText } from '../../scripts/vite-iife.ts';
import { firefoxPath, launchChromium, launchFirefox } from '../browser.ts';
import type { Question, Questions, Request } from './laboratory.ts';

export interface Engine {
  readonly name: 'Node' | 'Chromium' | 'Firefox';
  ask<Q extends Question>(
    question: Q,
    modules: readonly ModuleText[],
    about: Parameters<Questions[Q]>[0],
  ): Promise<ReturnType<Questions[Q]>>;
  close(): Promise<void>;
}

function engineOf(
  name: Engine['name'],
  send: (text: string) => Promise<string>,
  close: () => Promise<void>,
): Engine {
  return {
    name,
    // The laboratory's own answer to this very question.
    ask: async (question, modules, about) =>
      JSON.parse(
        await send(JSON.stringify({ question, modules, about } satisfies Request)),
      ) as never,
    close,
  };
}

export async function startNode(): Promise<Engine> {
  const file = join(import.meta.dirname, 'node-worker.ts');
  const { text } = await buildText(file, { platform: 'node' });
  const worker = new Worker(text, { eval: true });
  const send = async (request: string): Promise<string> => {
    worker.postMessage(request);
    // Rejects with the worker's error, should there be one.
    const [answer] = (await once(worker, 'message')) as [string];
    return answer;
  };
  return engineOf('Node', send, async () => {
    await worker.terminate();
  });
}

/** What the page does: one worker, one question at a time. */
const page = `<!doctype html><meta charset="utf-8"><title>Determinism</title><script>
const worker = new Worker('/worker.js');
globalThis.ask = (text) => new Promise((resolve, reject) => {
  worker.onmessage = (event) => resolve(event.data);
  worker.onerror = (event) => reject(new Error(event.message));
  worker.postMessage(text);
});
</script>`;

async function servePage(): Promise<Server> {
  const { text } = await buildText(join(import.meta.dirname, 'browser-worker.ts'));
  const server = createServer(({ url }, response) => {
    const isWorker = url === '/worker.js';
    response.setHeader('Content-Type', isWorker ? 'text/javascript' : 'text/html; charset=utf-8');
    response.end(isWorker ? text : page);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return server;
}

/** What both drivers' browsers and pages can do. */
interface DrivenBrowser {
  newPage(): Promise<{
    goto(url: string): Promise<unknown>;
    evaluate(expression: string): Promise<unknown>;
  }>;
  close(): Promise<void>;
}

async function startBrowser(name: Engine['name'], browser: DrivenBrowser): Promise<Engine> {
  const server = await servePage();
  // A server that listens on a TCP port has an AddressInfo; `address()` also covers pipes.
  const { port } = server.address() as AddressInfo;
  const tab = await browser.newPage();
  await tab.goto(`http://127.0.0.1:${port}/`);
  const send = async (text: string): Promise<string> =>
    String(await tab.evaluate(`ask(${JSON.stringify(text)})`));
  return engineOf(name, send, async () => {
    await browser.close();
    server.closeAllConnections();
    server.close();
  });
}

export async function startChromium(): Promise<Engine> {
  return startBrowser('Chromium', await launchChromium());
}

/** Null where there is no Firefox; in CI that is an error. */
export async function startFirefox(): Promise<Engine | null> {
  const path = firefoxPath();
  return path === null ? null : startBrowser('Firefox', await launchFirefox(path));
}
