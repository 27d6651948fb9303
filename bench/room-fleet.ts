/** Handles on the processes of the room's benchmark: the server under test, and the learners. */
import { fork, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Order, Told } from './room-clients.ts';

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

/** The learners' process. */
export class Fleet {
  readonly #child: ChildProcess;

  constructor() {
    this.#child = fork(fileURLToPath(new URL('./room-clients.ts', import.meta.url)), {
      execArgv: ['--max-old-space-size=4096'],
    });
  }

  order(order: Order): void {
    this.#child.send(order);
  }

  tell(): Promise<Told> {
    return new Promise((resolve) => {
      this.#child.once('message', (told) => resolve(told as Told));
      this.order({ do: 'tell' });
    });
  }

  /** Waits until this is so; gives up, and says what is, after `forMs`. */
  async until(isSo: (told: Told) => boolean, forMs: number): Promise<Told> {
    const end = performance.now() + forMs;
    for (;;) {
      const told = await this.tell();
      if (isSo(told) || performance.now() > end) return told;
      await pause(50);
    }
  }

  close(): void {
    this.#child.disconnect();
  }
}

/** Memory that a process holds, bytes. */
export function residentBytes(pid: number): number {
  const { stdout } = spawnSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' });
  return Number(stdout) * 1_024;
}

/** Processor time of another process so far, microseconds; NaN where the system has no /proc. */
export function cpuUsOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // What stands before the last bracket is the program's name, which may hold blanks.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // Clock ticks of a hundredth of a second, on every Linux there is.
    return (Number(fields[11]) + Number(fields[12])) * 10_000;
  } catch {
    return Number.NaN;
  }
}

/** A server process that says when it listens. */
export interface Running {
  readonly pid: number;
  /** What it printed until it was ready. */
  readonly printed: string;
  /** Ends it with a signal and waits until it is gone. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

/** Starts a program and waits until what it prints matches. */
export function start(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  isReady: RegExp,
): Promise<Running> {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  let printed = '';
  return new Promise((resolve, reject) => {
    void gone.then(() => reject(new Error(`The server ended before it was ready:\n${printed}`)));
    child.stdout.on('data', (data: Buffer) => {
      printed += data.toString();
      if (!isReady.test(printed) || child.pid === undefined) return;
      resolve({
        pid: child.pid,
        get printed() {
          return printed;
        },
        end: async (signal) => {
          child.kill(signal);
          await gone;
        },
      });
    });
  });
}
