/** The sandbox on the command line: the same runner, relay and engine as in the page, in a child process. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { folderOf } from '#grader/lab-id.ts';
import { RemoteHost } from '#sandbox/remote-host.ts';
import { type Host, type HostEvents, Runner, type RunnerOptions } from '#sandbox/runner.ts';
import { buildText } from './vite-iife.ts';

const root = join(import.meta.dirname, '..');

/** Starts the child process that stands for the frame: see lab-host.ts. */
export function openProcess(worker: string, events: HostEvents): Host {
  const permissions = ['--permission', `--allow-fs-read=${root}`, '--allow-worker'];
  const child = spawn(
    process.execPath,
    // Node warns that threads could start with more rights than their process; nothing here gives them any.
    [...permissions, '--disable-warning=SecurityWarning', join(root, 'scripts/lab-host.ts')],
    { env: {}, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] },
  );
  const channel = {
    send: (order: object) => {
      if (child.connected) child.send(order);
    },
    close: () => child.kill('SIGKILL'),
  };
  const host = new RemoteHost(worker, channel, events);
  child.on('message', (data) => host.receive(data));
  child.on('exit', () => host.lost());
  return host;
}

const texts = new Map<string, Promise<string>>();

/** The text of a script of this project, built once. */
function textOf(file: string, platform: 'browser' | 'node'): Promise<string> {
  const known = texts.get(file);
  if (known) return known;
  const text = buildText(join(root, file), { platform, minify: false }).then((built) => built.text);
  texts.set(file, text);
  return text;
}

/** Runs jobs in child processes of this one. Call `dispose` at the end, or the child keeps this process alive. */
export class NodeSandbox extends Runner {
  constructor(options?: RunnerOptions) {
    super(
      {
        openHost: async (events) =>
          openProcess(await textOf('scripts/lab-worker.ts', 'node'), events),
        graderText: async (lab) => {
          const file = `labs/${folderOf(lab)}/grader.ts`;
          if (!existsSync(join(root, file))) throw new Error(`There is no lab ${lab}.`);
          return textOf(file, 'browser');
        },
      },
      options,
    );
  }
}
