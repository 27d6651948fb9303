/**
 * A PostgreSQL of its own for a test or a benchmark: Debian's package, a fresh cluster in a temporary folder, a free port
 * of the loopback address. Durable as in earnest (fsync), because what is tested is what survives.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where Debian lays the programs down, by version; they are not on the PATH. */
const debianRoot = '/usr/lib/postgresql';
/** How long a start may take, milliseconds. */
const startWithinMs = 60_000;

export interface TestPostgres {
  /** postgres://…, the address of a database. */
  readonly url: string;
  /** Stops at once, as if the power went; `start` brings it back with what it had on disk. */
  kill(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

/** The folder with `postgres` and `initdb`; null where there is none. */
export function postgresPrograms(): string | null {
  const versions = existsSync(debianRoot) ? readdirSync(debianRoot) : [];
  const debian = versions
    .toSorted((a, b) => Number(b) - Number(a))
    .map((version) => join(debianRoot, version, 'bin'));
  const folders = [...debian, ...(process.env['PATH'] ?? '').split(':')];
  return folders.find((folder) => existsSync(join(folder, 'initdb'))) ?? null;
}

/** PostgreSQL refuses to run as root: then it runs as the user that Debian's package made. */
function asOwner(program: string, args: readonly string[]): [string, string[]] {
  return process.getuid?.() === 0
    ? ['setpriv', ['--reuid=postgres', '--regid=postgres', '--clear-groups', program, ...args]]
    : [program, [...args]];
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill(signal);
  });
}

/** Waits until the server says that it takes connections. */
function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const timer = setTimeout(
      () => reject(new Error(`PostgreSQL did not start in time.\n${said}`)),
      startWithinMs,
    );
    child.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4_000);
      if (!said.includes('ready to accept connections')) return;
      clearTimeout(timer);
      resolve();
    });
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`PostgreSQL ended with ${code}.\n${said}`));
    });
  });
}

/** Makes a cluster and starts it. Throws where PostgreSQL is not installed. */
export async function startPostgres(): Promise<TestPostgres> {
  const programs = postgresPrograms();
  if (programs === null)
    throw new Error('PostgreSQL is not installed: apt-get install postgresql, or set no CI.');
  const folder = mkdtempSync(join(tmpdir(), 'nines-postgres-'));
  chmodSync(folder, 0o700);
  if (process.getuid?.() === 0) execFileSync('chown', ['postgres', folder]);
  const data = join(folder, 'data');
  const initdb = [
    '-D',
    data,
    '-U',
    'nines',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--locale=C',
    '--no-sync',
  ];
  execFileSync(...asOwner(join(programs, 'initdb'), initdb), { cwd: folder, stdio: 'pipe' });
  const port = await freePort();
  const settings = { listen_addresses: '127.0.0.1', port, unix_socket_directories: folder };
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  let child: ChildProcess;
  const start = async (): Promise<void> => {
    const [program, given] = asOwner(join(programs, 'postgres'), ['-D', data, ...args]);
    child = spawn(program, given, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
    await ready(child);
  };
  await start();
  return {
    url: `postgres://nines@127.0.0.1:${port}/postgres`,
    start,
    // SIGQUIT: leaves without a checkpoint, so that the next start recovers from the log.
    kill: () => end(child, 'SIGQUIT'),
    close: async () => {
      await end(child, 'SIGINT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Whether tests of PostgreSQL are run here: always on CI, where a missing one is a failure. */
export function testsPostgres(): boolean {
  if (process.env['CI'] !== undefined || postgresPrograms() !== null) return true;
  console.log('[note] PostgreSQL is not installed: its tests run on CI only.');
  return false;
}
