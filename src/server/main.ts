/** Composition root: settings in, one listening server out, and an orderly end. */
import { lanAddresses } from './addresses.ts';
import { announcement } from './announcement.ts';
import { ConfigError, readConfig, type Config } from './config.ts';
import { openStore } from './open-store.ts';
import { retain } from './retention.ts';
import { serve, type Running } from './serve.ts';
import { reopenSession } from './sessions.ts';
import { StoreTrouble, type Store } from './store.ts';

/** How often an open room looks whether its machine has another address, milliseconds: a laptop changes networks. */
const lookEveryMs = 5_000;
/** How long an orderly end may take, milliseconds. What was acknowledged is on disk already. */
const endWithinMs = 8_000;

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
    const store = await openStore(config);
    const { retainDays } = config;
    const gone = retainDays === null ? [] : await retain(store, retainDays, Date.now());
    for (const { code, title } of gone)
      console.log(
        `  Session ${code} (${title}) is deleted: its last event is ${retainDays} days old.`,
      );
    return store;
  } catch (error) {
    if (!(error instanceof StoreTrouble)) throw error;
    console.error(`\n✗ There is no room: ${error.message}\n  The course is served without it.`);
    return error.message;
  }
}

/** The names under which this server answers: its own, those that were given, and its addresses while the room is open. */
function allowedHosts({ hosts, publicUrl, isOpen }: Config): Set<string> {
  const given = publicUrl === null ? hosts : [...hosts, new URL(publicUrl).hostname];
  return new Set(['127.0.0.1', 'localhost', '[::1]', ...given, ...(isOpen ? lanAddresses() : [])]);
}

/** Where other machines find this server, at the moment. */
function originsOf({ publicUrl, isOpen, tls }: Config, port: number): string[] {
  const scheme = tls === null ? 'http' : 'https';
  const local = isOpen ? lanAddresses().map((address) => `${scheme}://${address}:${port}`) : [];
  return publicUrl === null ? local : [publicUrl, ...local];
}

async function start(config: Config, store: Store | string): Promise<Running> {
  const { siteDir, host, port, tls, trustsProxy } = config;
  const hosts = allowedHosts(config);
  let listening = 0;
  const addresses = (): readonly string[] => originsOf(config, listening);
  try {
    const running = await serve({
      siteDir,
      host,
      port,
      hosts,
      tls,
      room: typeof store === 'string' ? store : { store, trustsProxy, addresses },
      onTaken: (taken) => console.log(`  Port ${taken} is taken, trying ${taken + 1}`),
    });
    listening = running.port;
    if (config.isOpen) followNetwork(hosts, addresses);
    return running;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    console.error(`\n✗ The server cannot listen: ${reason}`);
    console.error('  Close the program that uses the port, or choose one: PORT=8080 npm start\n');
    process.exit(1);
  }
}

/** Answers under new addresses too, and says them. */
function followNetwork(hosts: Set<string>, origins: () => readonly string[]): void {
  const look = (): void => {
    const fresh = lanAddresses().filter((address) => !hosts.has(address));
    if (fresh.length === 0) return;
    for (const address of fresh) hosts.add(address);
    console.log(`\n  This machine has another address now: ${origins().join('  ')}\n`);
  };
  setInterval(look, lookEveryMs).unref();
}

const config = loadConfig();
const store = await storeOrWhy(config);
const running = await start(config, store);
const here = `${config.tls === null ? 'http' : 'https'}://127.0.0.1:${running.port}`;
console.log(`\n✓ Nines is ready: ${here}\n  Ctrl+C stops it.`);
if (!config.isOpen) console.log('  A class on this network: npm start -- --lan\n');
else if (running.room !== null) {
  const session = await reopenSession(running.room.hub);
  console.log(announcement({ session, here, origins: originsOf(config, running.port) }));
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    setTimeout(() => process.exit(0), endWithinMs).unref();
    void running.close().then(() => process.exit(0));
  });
}
