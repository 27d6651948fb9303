/**
 * The server's settings, read once from the environment. A value that cannot be right stops the start with a
 * sentence that says what to write instead.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Config {
  /** Address to bind to; the loopback address unless the room is opened on purpose. */
  readonly host: string;
  /** First port to try. */
  readonly port: number;
  /** Folder with the built site. */
  readonly siteDir: string;
}

/** A setting that cannot be used, with what to do about it. */
export class ConfigError extends Error {}

const defaultSiteDir = fileURLToPath(new URL('../../dist', import.meta.url));

/** Reads PORT and NINES_SITE. Throws ConfigError. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const port = env['PORT'] === undefined ? 4321 : Number(env['PORT']);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new ConfigError(`PORT is “${env['PORT']}”: give a number from 1 to 65535.`);
  const siteDir = env['NINES_SITE'] ?? defaultSiteDir;
  if (!existsSync(join(siteDir, 'index.html')))
    throw new ConfigError(`There is no built site in ${siteDir}: run npm run build first.`);
  return { host: '127.0.0.1', port, siteDir };
}
