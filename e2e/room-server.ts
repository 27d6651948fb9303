/**
 * The product's own server as a process that a test may kill: a session is opened in its store, then
 * `src/server/main.ts` is started on it, as often as the test likes, always on the same port.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clearTimeout, setTimeout } from 'node:timers';
import { fileURLToPath } from 'node:url';
import { readStoreConfig } from '#server/config.ts';
import { openStore } from '#server/open-store.ts';
import { openSession } from '#server/sessions.ts';
import type { Store } from '#server/store.ts';

const program = fileURLToPath(new URL('../src/server/main.ts', import.meta.url));
/** How long a start may take on a busy machine, milliseconds. */
const startWithinMs = 60_000;

/** A port that is free now. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      // A server that listens on a TCP port has an AddressInfo; `address()` also covers pipes.
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

/** A session somewhere, and the settings under which a server finds it. */
export interface OpenedSession {
  readonly code: string;
  /** The instructor's. */
  readonly token: string;
  /** Where it is kept, as environment variables of a server. */
  readonly env: Readonly<Record<string, string>>;
  /** Opens the store beside whatever server runs on it, to read what is on record. */
  store(): Promise<Store>;
  /** Removes what was written to disk. */
  remove(): void;
}

/** Opens a session in a database of its own: PostgreSQL where an address is given, else SQLite in a new folder. */
export async function openTestSession(title: string, database?: string): Promise<OpenedSession> {
  const folder = mkdtempSync(join(tmpdir(), 'nines-room-'));
  const env = {
    NINES_DATA: folder,
    ...(database !== undefined && { NINES_DATABASE: database }),
  };
  const store = (): Promise<Store> => openStore(readStoreConfig(env));
  const opened = await store();
  const { code, token } = await openSession(opened, title, Date.now());
  await opened.close();
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  return { code, token, env, store, remove };
}

/** A folder that passes for a built site, for tests of the room alone. */
export function emptySite(): string {
  const folder = join(tmpdir(), 'nines-empty-site');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Nines</title>');
  return folder;
}

export class RoomServer {
  readonly port: number;
  readonly origin: string;
  readonly #env: Readonly<Record<string, string>>;
  readonly #flags: readonly string[];
  readonly #args: readonly string[];
  #printed = '';
  #child: ChildProcess | null = null;
  #gone: Promise<void> = Promise.resolve();
  /** How often it was started. */
  starts = 0;

  /** `flags` are Node's, `args` the server's. */
  constructor(
    port: number,
    env: Readonly<Record<string, string>>,
    { flags = [], args = [] }: { flags?: readonly string[]; args?: readonly string[] } = {},
  ) {
    this.port = port;
    this.origin = `http://127.0.0.1:${port}`;
    this.#env = env;
    this.#flags = flags;
    this.#args = args;
  }

  get pid(): number {
    if (this.#child?.pid === undefined) throw new Error('The server is not running.');
    return this.#child.pid;
  }

  /** What it has said on the terminal since its last start. */
  get printed(): string {
    return this.#printed;
  }

  /** Starts it and waits until it listens. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, [...this.#flags, program, ...this.#args], {
      env: { ...process.env, NINES_SITE: emptySite(), ...this.#env, PORT: String(this.port) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    this.starts += 1;
    this.#gone = new Promise((resolve) => {
      child.once('exit', () => resolve());
    });
    this.#printed = '';
    await new Promise<void>((resolve, reject) => {
      const fail = (): void => reject(new Error(`The server did not start:\n${this.#printed}`));
      const timer = setTimeout(fail, startWithinMs);
      const hear = (data: Buffer): void => {
        this.#printed += data.toString();
        if (!this.#printed.includes(`:${this.port}`)) return;
        clearTimeout(timer);
        resolve();
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      void this.#gone.then(fail);
    });
  }

  /** `SIGKILL` is `kill -9`; `SIGTERM` lets it say goodbye. Waits until it is gone. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    this.#child?.kill(signal);
    await this.#gone;
    this.#child = null;
  }
}
