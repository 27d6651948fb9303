/** Serves the built site for one test file, on a port of its own. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import { createApp } from '#server/app.ts';
import { readConfig } from '#server/config.ts';

export interface Site {
  /** Without a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

/** The folder with the built site: `dist/` or NINES_SITE. */
export const builtSite =
  process.env['NINES_SITE'] ?? fileURLToPath(new URL('../dist', import.meta.url));

/** Starts the product's own server on a site, which must have been built; on a free port if none is given. */
export async function serveSite({ siteDir = builtSite, port: wanted = 0 } = {}): Promise<Site> {
  const config = readConfig({ NINES_SITE: siteDir });
  const app = createApp({ siteDir: config.siteDir, hosts: new Set(['127.0.0.1', 'localhost']) });
  const listener = getRequestListener(app.fetch);
  const server = createServer((request, response) => {
    void listener(request, response);
  });
  await new Promise<void>((resolve) => {
    server.listen(wanted, '127.0.0.1', resolve);
  });
  // A server that listens on a TCP port has an AddressInfo; `address()` also covers pipes.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
