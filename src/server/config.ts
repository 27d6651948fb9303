/**
 * The server's settings, read once from the environment and the command line. A value that cannot be right stops the
 * start with a sentence that says what to write instead.
 *
 *   PORT                        first port to try, 4321
 *   NINES_SITE                  folder with the built site
 *   NINES_DATA                  folder for the room's database, `.room` in the project
 *   NINES_DATABASE              postgres://…: the room's sessions in PostgreSQL, for several servers at once
 *   NINES_RETAIN_DAYS           sessions are deleted so many days after their last event, 30; 0 keeps them for ever
 *   NINES_PUBLIC_URL            the address that people type, where something stands in front of this server
 *   NINES_HOSTS                 further host names under which this server answers, with commas
 *   NINES_TRUST_PROXY           1 where a proxy of ours says in X-Forwarded-For who asks
 *   NINES_TLS_CERT, NINES_TLS_KEY   files with certificate and key, PEM
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseUrl } from './origin.ts';

export interface Config {
  /** Address to bind to; the loopback address unless the room is opened on purpose. */
  readonly host: string;
  /** First port to try. */
  readonly port: number;
  /** Folder with the built site. */
  readonly siteDir: string;
  /** True when the room is opened for other machines. */
  readonly isOpen: boolean;
  /** Folder for the room's SQLite database. */
  readonly dataDir: string;
  /** Address of a PostgreSQL; null for SQLite. */
  readonly database: string | null;
  /** Days after the last event after which a session is deleted; null for never. */
  readonly retainDays: number | null;
  /** What people type to get here, without a slash at the end; null where the server finds out itself. */
  readonly publicUrl: string | null;
  /** Host names that were allowed by hand. */
  readonly hosts: readonly string[];
  readonly trustsProxy: boolean;
  readonly tls: { readonly cert: Buffer; readonly key: Buffer } | null;
}

/** A setting that cannot be used, with what to do about it. */
export class ConfigError extends Error {}

export type Environment = Readonly<Record<string, string | undefined>>;

const root = fileURLToPath(new URL('../..', import.meta.url));

function portOf(env: Environment): number {
  const port = env['PORT'] === undefined ? 4321 : Number(env['PORT']);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new ConfigError(`PORT is “${env['PORT']}”: give a number from 1 to 65535.`);
  return port;
}

function databaseOf(env: Environment): string | null {
  const text = env['NINES_DATABASE'];
  if (text === undefined || text === '') return null;
  if (!/^postgres(ql)?:$/.test(parseUrl(text)?.protocol ?? ''))
    throw new ConfigError(
      'NINES_DATABASE is not the address of a PostgreSQL: write postgres://user:password@host:5432/database.',
    );
  return text;
}

function publicUrlOf(env: Environment): string | null {
  const text = env['NINES_PUBLIC_URL'];
  if (text === undefined || text === '') return null;
  const url = parseUrl(text);
  if (url === null || !/^https?:$/.test(url.protocol) || url.pathname !== '/')
    throw new ConfigError(
      `NINES_PUBLIC_URL is “${text}”: write the address that people type, https://course.example.org.`,
    );
  return url.origin;
}

function hostsOf(env: Environment): string[] {
  const names = (env['NINES_HOSTS'] ?? '').split(',').map((name) => name.trim().toLowerCase());
  const hosts = names.filter((name) => name !== '');
  for (const host of hosts)
    if (parseUrl(`http://${host}`)?.hostname !== host)
      throw new ConfigError(
        `NINES_HOSTS has “${host}” in it: write names without http:// and port, with commas between.`,
      );
  return hosts;
}

function retainDaysOf(env: Environment): number | null {
  const days = Number(env['NINES_RETAIN_DAYS'] ?? 30);
  if (!Number.isInteger(days) || days < 0)
    throw new ConfigError(
      `NINES_RETAIN_DAYS is “${env['NINES_RETAIN_DAYS']}”: write a number of days, or 0 to keep sessions.`,
    );
  return days === 0 ? null : days;
}

function flagOf(env: Environment, name: string): boolean {
  const text = env[name] ?? '0';
  if (!['0', '1'].includes(text)) throw new ConfigError(`${name} is “${text}”: write 1 or 0.`);
  return text === '1';
}

function tlsOf(env: Environment): Config['tls'] {
  const { NINES_TLS_CERT: certFile, NINES_TLS_KEY: keyFile } = env;
  if (certFile === undefined && keyFile === undefined) return null;
  if (certFile === undefined || keyFile === undefined)
    throw new ConfigError('NINES_TLS_CERT and NINES_TLS_KEY belong together: give both files.');
  const read = (name: string, file: string, label: string): Buffer => {
    if (!existsSync(file)) throw new ConfigError(`${name}: there is no file ${resolve(file)}.`);
    const text = readFileSync(file);
    if (!text.includes(label))
      throw new ConfigError(`${name}: ${file} is not a file with “${label}” in it (PEM).`);
    return text;
  };
  return {
    cert: read('NINES_TLS_CERT', certFile, 'BEGIN CERTIFICATE'),
    key: read('NINES_TLS_KEY', keyFile, 'PRIVATE KEY'),
  };
}

/** What of the settings says where sessions are kept. Throws ConfigError. */
export function readStoreConfig(env: Environment): Pick<Config, 'dataDir' | 'database'> {
  return { dataDir: resolve(env['NINES_DATA'] ?? join(root, '.room')), database: databaseOf(env) };
}

/** Reads the settings. Throws ConfigError. */
export function readConfig(env: Environment, args: readonly string[] = []): Config {
  const unknown = args.find((arg) => arg !== '--lan');
  if (unknown !== undefined)
    throw new ConfigError(`“${unknown}” is not understood: npm start, or npm start -- --lan.`);
  const isOpen = args.includes('--lan');
  const siteDir = env['NINES_SITE'] ?? join(root, 'dist');
  const port = portOf(env);
  if (!existsSync(join(siteDir, 'index.html')))
    throw new ConfigError(`There is no built site in ${siteDir}: run npm run build first.`);
  return {
    host: isOpen ? '0.0.0.0' : '127.0.0.1',
    port,
    siteDir,
    isOpen,
    ...readStoreConfig(env),
    retainDays: retainDaysOf(env),
    publicUrl: publicUrlOf(env),
    hosts: hostsOf(env),
    trustsProxy: flagOf(env, 'NINES_TRUST_PROXY'),
    tls: tlsOf(env),
  };
}
