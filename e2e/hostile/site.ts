/** Builds the test page into a temporary folder and serves it with the headers of the product, or without. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { build } from 'vite';
import { policyFor } from '../../scripts/csp.ts';
import { frameScriptSource, iife } from '../../scripts/vite-iife.ts';

const root = join(import.meta.dirname, '../..');
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
};

export interface TestSite {
  /** Address of the page with the course's policy. */
  readonly guarded: string;
  /** Address of the same page without any policy, for control runs. */
  readonly bare: string;
  /** The next thing that a page tells its server by itself. */
  told(): Promise<string>;
  close(): Promise<void>;
}

export async function serveTestSite(): Promise<TestSite> {
  const folder = await mkdtemp(join(tmpdir(), 'nines-hostile-'));
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    plugins: [iife()],
    build: {
      outDir: folder,
      emptyOutDir: true,
      rollupOptions: { input: join(import.meta.dirname, 'page.html') },
      target: 'es2022',
    },
  });
  const header = policyFor('<html data-runner>', await frameScriptSource());
  let hear: (text: string) => void = () => undefined;
  const server = createServer((request, response) => {
    if (request.url === '/told') {
      void text(request).then((body) => hear(body));
      response.end();
      return;
    }
    const { pathname } = new URL(request.url ?? '/', 'http://page');
    const isBare = pathname === '/bare';
    const file = isBare || pathname === '/' ? '/e2e/hostile/page.html' : pathname;
    readFile(join(folder, file)).then(
      (body) => {
        response.setHeader('Content-Type', types[extname(file)] ?? 'application/octet-stream');
        if (!isBare) response.setHeader('Content-Security-Policy', header);
        response.end(body);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  // A server that listens on a TCP port has an AddressInfo; `address()` also covers pipes.
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    guarded: `${url}/`,
    bare: `${url}/bare`,
    told: () =>
      new Promise((resolve) => {
        hear = resolve;
      }),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
      await rm(folder, { recursive: true });
    },
  };
}
