/** Composition root: settings in, one listening server out, and an orderly end. */
import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { createApp } from './app.ts';
import { ConfigError, readConfig, type Config } from './config.ts';

/** How many ports after the first are tried when it is taken. */
const portsTried = 20;

function loadConfig(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(`\n✗ ${error.message}\n`);
    process.exit(1);
  }
}

/** Listens on the first free port from `port` on. Rejects when none of them is free. */
function listen(server: Server, host: string, port: number): Promise<number> {
  const lastPort = Math.min(65_535, port + portsTried);
  return new Promise((resolve, reject) => {
    const attempt = (next: number): void => {
      const onError = (error: NodeJS.ErrnoException): void => {
        if (error.code !== 'EADDRINUSE' || next >= lastPort) return reject(error);
        console.log(`  Port ${next} is taken, trying ${next + 1}`);
        attempt(next + 1);
      };
      server.once('error', onError);
      server.listen(next, host, () => {
        server.off('error', onError);
        resolve(next);
      });
    };
    attempt(port);
  });
}

const config = loadConfig();
const app = createApp({
  siteDir: config.siteDir,
  hosts: new Set(['127.0.0.1', 'localhost', '[::1]']),
});
const listener = getRequestListener(app.fetch);
const server = createServer((request, response) => {
  void listener(request, response);
});

try {
  const port = await listen(server, config.host, config.port);
  console.log(`\n✓ Nines is ready: http://${config.host}:${port}\n  Ctrl+C stops it.\n`);
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  console.error(`\n✗ The server cannot listen: ${reason}`);
  console.error('  Close the program that uses the port, or choose one: PORT=8080 npm start\n');
  process.exit(1);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    server.close(() => process.exit(0));
    server.closeAllConnections();
  });
}
