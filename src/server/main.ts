/** Composition root: settings in, one listening server out, and an orderly end. */
import { ConfigError, readConfig, type Config } from './config.ts';
import { openStore } from './open-store.ts';
import { serve, type Running } from './serve.ts';
import { StoreTrouble, type Store } from './store.ts';

function loadConfig(): Config {
  try {
    return readConfig(process.env, process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(`\n✗ ${error.message}\n`);
    process.exit(1);
  }
}

/** The room's store, or a sentence why there is none: the site is served all the same. */
async function storeOrWhy(config: Config): Promise<Store | string> {
  try {
    return await openStore(config);
  } catch (error) {
    if (!(error instanceof StoreTrouble)) throw error;
    console.error(`\n✗ There is no room: ${error.message}\n  The course is served without it.`);
    return error.message;
  }
}

async function start(config: Config, store: Store | string): Promise<Running> {
  const { siteDir, host, port, tls, trustsProxy } = config;
  const hosts = new Set(['127.0.0.1', 'localhost', '[::1]', ...config.hosts]);
  try {
    return await serve({
      siteDir,
      host,
      port,
      hosts,
      tls,
      room: typeof store === 'string' ? store : { store, trustsProxy },
      onTaken: (taken) => console.log(`  Port ${taken} is taken, trying ${taken + 1}`),
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    console.error(`\n✗ The server cannot listen: ${reason}`);
    console.error('  Close the program that uses the port, or choose one: PORT=8080 npm start\n');
    process.exit(1);
  }
}

const config = loadConfig();
const store = await storeOrWhy(config);
const running = await start(config, store);
console.log(`\n✓ Nines is ready: http://127.0.0.1:${running.port}\n  Ctrl+C stops it.\n`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void running.close().then(() => process.exit(0));
  });
}
